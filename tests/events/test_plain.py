"""JSON is laid out as Python lays it out, however it is made."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidetrack.events.plain import encode

_texts = (
    st.text()
    | st.text(alphabet=st.characters(max_codepoint=0xA0))
    | st.text(alphabet=st.characters(min_codepoint=0xD7F0, exclude_categories=()), max_size=3)
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _texts,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(_texts, inner),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(_values)
@example({"a": [], "b": {}, "c": [{}], "d": "\ud800 \x9b \u202e"})
def test_the_same_text_as_python_writes_but_for_what_steers_a_terminal(value: Any) -> None:
    for indent in (None, 2):
        written = encode(value, indent=indent)
        plain = json.dumps(value, ensure_ascii=False, indent=indent)
        assert json.loads(written) == json.loads(plain)
        assert len(written.splitlines()) <= len(plain.splitlines())
        if written.isascii() and plain.isascii() and "\x7f" not in plain:
            assert written == plain
