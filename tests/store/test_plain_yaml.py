"""What is written without libyaml is, byte for byte, what libyaml writes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.store.canonical_yaml import dump_plain

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
def test_every_value_is_written_as_libyaml_writes_it(value: dict[str, Any]) -> None:
    assert dump_plain(value) == dump_plain(value, dumper=yaml.CSafeDumper)


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
