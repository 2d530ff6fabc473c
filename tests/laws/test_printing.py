"""What is printed is laid out as Python's own modules lay it out, only sooner."""

from __future__ import annotations

import json
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.events.plain import encode
from guidetrack.events.wrapping import WIDTH, wrap

_words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1)
_sentences = st.lists(_words | st.sampled_from(["a", "of", "x" * 60, "x" * 120]), max_size=40).map(
    " ".join
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(), each, max_size=4),
    max_leaves=12,
)

_STEERING = {0x2028, 0x2029, *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@settings(max_examples=60, deadline=None)
@given(_sentences, st.sampled_from(["", "  ", "    "]))
def test_a_paragraph_is_wrapped_as_textwrap_does(words: str, indent: str) -> None:
    bullet = words[: len(words) - len(words.lstrip(" -"))]
    wrapped = textwrap.wrap(
        words[len(bullet) :],
        width=WIDTH,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert wrap(words, indent) == wrapped


@settings(max_examples=60, deadline=None)
@given(_values)
def test_json_is_written_as_python_writes_it(value: object) -> None:
    assert json.loads(encode(value)) == value
    plainly = json.dumps(value, ensure_ascii=False)
    safe = (f"\\u{ord(each):04x}" if ord(each) in _STEERING else each for each in plainly)
    assert encode(value) == "".join(safe)
