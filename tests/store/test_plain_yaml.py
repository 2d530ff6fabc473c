"""What is written or read without libyaml is what libyaml writes and reads."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.errors import RecordError
from guidetrack.store import libyaml
from guidetrack.store.canonical_yaml import dump_plain, load_plain
from guidetrack.store.plain_yaml import has_escapes
from guidetrack.store.plain_yaml_reading import read_plainly

_texts = st.text(
    alphabet=st.sampled_from(
        list("aZ0 19:#-,'\"()[]{}&*!|>%@`?./=~\u2013\u2019\u00e9\u00a0\n\t\\")
    ),
    max_size=14,
) | st.sampled_from(
    ["a: b", "a:", "a #b", "it's: so", "https://a.b/c", "1.10", "null", "2026-01", "a#b", "A:b", ""]
)
_scalars = _texts | st.none() | st.booleans() | st.integers(-5, 10**6)
_keys = st.sampled_from(["title", "sha256", "null", "on", "when", "last_updated", "Key", "y"])
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_keys, _values, min_size=1, max_size=4))
def test_every_value_is_written_and_read_back_as_libyaml_does_it(value: dict[str, Any]) -> None:
    content = dump_plain(value)
    assert content == libyaml.dump(value, dumper=yaml.CSafeDumper)
    assert load_plain(content) == libyaml.load(content, loader=yaml.CSafeLoader) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Balloon dilatation of the example vein", "Balloon dilatation of the example vein"),
        ("Example disease: assessment", "'Example disease: assessment'"),
        ("The vein's disease: assessment", "'The vein''s disease: assessment'"),
        ("2004-07-28", "'2004-07-28'"),
    ],
)
def test_a_title_is_written_as_plainly_as_it_can_be(text: str, written: str) -> None:
    assert dump_plain({"title": text}) == f"title: {written}\n".encode()


_LINES = st.lists(
    st.builds(
        lambda indent, dashes, key, value: " " * indent + "- " * dashes + key + value,
        st.sampled_from([0, 0, 0, 2, 2, 4, 1, 3]),
        st.sampled_from([0, 0, 1, 2]),
        st.sampled_from(
            ["title:", "when:", "null:", "on:", "items:", "a b:", "'q':", "", "-", "#"]
        ),
        st.sampled_from(["", " ", "x"]) | _texts.map(lambda text: f" {text}"),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=500, deadline=None)
@given(_LINES, st.sampled_from(["\n", "\n", "\n", ""]))
def test_whatever_an_editor_made_of_it_is_read_as_libyaml_reads_it(
    lines: list[str], end: str
) -> None:
    text = "\n".join(lines) + end
    found = read_plainly(text)
    if found is not None:
        assert found == libyaml.load(text.encode(), loader=yaml.CSafeLoader)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n b: 2\n",
        "a: 1\n  b: 2\n",
        "a:\n   b: 2\n",
        "a:\n- b\n - c\n",
        "a:\n- b: 1\n   c: 2\n",
        "a: 1\na: 2\n",
        "a: x\n  y\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "a: 1 # one\n",
        "a: |\n  b\n",
        "a:\n",
        "a: 'it's'\n",
        "a:\tb\n",
        "a: b",
        "",
    ],
)
def test_anything_but_the_plainest_is_left_to_libyaml(text: str) -> None:
    assert read_plainly(text) is None


def test_a_record_of_the_usual_kind_needs_no_libyaml() -> None:
    value = {"title": "Example vein", "codes": [{"code": "L80.4", "at": 3}, "x"], "none": []}
    assert read_plainly(dump_plain(value).decode()) == value


def test_a_damaged_line_is_named_by_the_reference() -> None:
    with pytest.raises(RecordError, match="twice in line 3"):
        load_plain(b"a: 1\nb: 2\na: 3\n")


def test_control_characters_and_all_outside_the_bmp_are_escaped() -> None:
    allowed = {0x0A, *range(0x20, 0x7F), *range(0xA0, 0xFFFE)}
    allowed -= {0x2028, 0x2029, 0xFEFF, *range(0xD800, 0xE000)}
    assert [at for at in range(0x110000) if has_escapes(chr(at)) is (at in allowed)] == []
