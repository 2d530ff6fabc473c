"""Records to bytes and back: what must hold for any record, whatever its texts are."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.errors import RecordError
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import (
    ASPECTS,
    INVERSE,
    Boilerplate,
    Code,
    GuidanceRecord,
    Item,
    Paragraph,
    Recommendation,
    Relationship,
    Section,
    UpdateNote,
    to_plain,
)
from guidetrack.guidance.reference import Reference
from guidetrack.store import libyaml
from guidetrack.store.canonical_yaml import dump_plain, load_plain
from guidetrack.store.record_file import dump, is_canonical, load, load_head

_AWKWARD = [
    *("1.10", "012", "1:30", "1e5", "0x1F", "0o17", ".5", "1_000", "+1", "-0", "1,000", "2.4.1"),
    *("2004-07-28", "2026-01", "2001-12-14t21:59:43.10-05:00", "2004-07-28 12:00:00"),
    *("NO", "yes", "on", "y", "N", "null", "~", "True", "=", "<<", ".inf", "-.INF", ".NaN", ""),
    *("- x", "? x", ": x", "# x", "& x", "*x", "!x", "| x", "> x", "%x", "@x", "`x", "[x", "{x"),
    *("'", '"', "it's", "x: y", "x #y", "x:", "---", "...", "--- x", "... x", "\ufeffx", "x\ufeff"),
    *(" lead", "trail ", "tab\tbed", "\t", "a\nb", "a\n", "\na", "a\n\nb", " a\nb", "a \nb", "\n"),
    *(
        "a\r\nb",
        "a\rb",
        "x\x85y",
        "x\u2028y",
        "x\u2029y",
        "\x00",
        "\x1b[0m",
        "\x7f",
        "\x9f",
        "\ufffe",
    ),
    *(
        "\U0001f600 face",
        "e\u0301",
        "\u00a0",
        "a\u00a0\nb",
        "\u3000",
        "10\u2079/l \u2264 5 \u00b5g",
    ),
]
_NO_SURROGATES = st.characters(exclude_categories=["Cs"])
texts = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(_NO_SURROGATES, max_size=40),
    st.text(
        st.sampled_from("ab 1.:-#'\"\n\t[]{}&*!|>%@`?,\\\u00e9\U0001f600\x85\u2028"), max_size=20
    ),
)
maybe_texts = st.none() | texts
references = st.builds(
    Reference, st.sampled_from(["IPG", "HTG", "NG", "ZZZZZZZZ"]), st.integers(1, 99_999)
)
dates = st.builds(
    PartialDate,
    st.integers(1999, 2099),
    st.integers(1, 12),
    st.none() | st.integers(1, 28),
)


def _several(each: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(each, max_size=3).map(tuple)


items = st.recursive(
    st.builds(Item, text=texts, categories=_several(texts)),
    lambda inner: st.builds(Item, text=texts, items=_several(inner)),
    max_leaves=4,
)
records = st.builds(
    GuidanceRecord,
    reference=references,
    programme=maybe_texts,
    origin_programme=texts,
    title=maybe_texts,
    status=texts,
    status_stated=maybe_texts,
    url=maybe_texts,
    published=st.none() | dates,
    isbn=maybe_texts,
    captured=_several(st.sampled_from(ASPECTS)),
    categories=_several(texts),
    relationships=_several(
        st.builds(
            Relationship,
            kind=st.sampled_from(sorted(INVERSE)),
            reference=references,
            when=st.none() | dates,
            stated=maybe_texts,
            claims_unchanged=st.none() | st.booleans(),
        )
    ),
    recommendations=_several(
        st.builds(
            Recommendation,
            number=maybe_texts,
            text=texts,
            label=maybe_texts,
            items=_several(items),
        )
    ),
    sections=_several(
        st.builds(
            Section,
            number=maybe_texts,
            heading=maybe_texts,
            paragraphs=_several(st.builds(Paragraph, number=maybe_texts, text=texts)),
        )
    ),
    update_notes=_several(
        st.builds(UpdateNote, when=st.none() | dates, heading=maybe_texts, text=texts)
    ),
    endorsements=_several(texts),
    codes=_several(
        st.builds(
            Code,
            system=maybe_texts,
            version=maybe_texts,
            group=maybe_texts,
            code=texts,
            description=texts,
        )
    ),
    boilerplate=_several(st.builds(Boilerplate, name=texts, sha256=texts)),
)
keys = st.sampled_from(
    [text for text in _AWKWARD if text.isprintable() and text.isascii() and text]
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
mappings = st.dictionaries(keys, plain, max_size=4)

quick = settings(max_examples=60, deadline=None)


class _CoreLoader(yaml.CSafeLoader):
    """PyYAML's general loader with the core schema's null, bool and int, and nothing else."""


_CoreLoader.yaml_implicit_resolvers = {}
_CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
_CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool",
    re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"),
    list("tTfF"),
)
_CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]{1,18}$"), list("-+0123456789")
)


@quick
@given(records)
def test_a_record_comes_back_as_it_was(record: GuidanceRecord) -> None:
    assert load(dump(record)) == record


@quick
@given(records, st.none() | st.sampled_from(["recommendations:", "x\nrecommendations:", "\n"]))
def test_its_head_is_read_as_the_whole_is(record: GuidanceRecord, title: str | None) -> None:
    whole = msgspec.structs.replace(record, title=title or record.title)
    fields = GuidanceRecord.__struct_fields__
    until = fields.index("recommendations")
    head = load_head(dump(whole))
    assert [getattr(head, each) for each in fields[:until]] == [
        getattr(whole, each) for each in fields[:until]
    ]
    assert (head.recommendations, head.sections) == ((), ())


@quick
@given(records)
def test_one_in_another_order_is_read_whole(record: GuidanceRecord) -> None:
    plain = to_plain(record)
    assert load_head(dump_plain(dict(reversed(plain.items())))) == record


@quick
@given(records)
def test_the_bytes_of_a_record_are_a_function_of_it(record: GuidanceRecord) -> None:
    content = dump(record)
    assert dump(record) == content
    assert dump(load(content)) == content
    assert is_canonical(content)


@quick
@given(mappings)
def test_plain_data_comes_back_as_it_was(value: dict[str, Any]) -> None:
    assert load_plain(dump_plain(value)) == value


@quick
@given(mappings)
def test_the_general_loader_reads_the_same(value: dict[str, Any]) -> None:
    content = dump_plain(value)
    assert load_plain(content) == yaml.load(content, Loader=_CoreLoader)  # noqa: S506


@quick
@given(mappings)
def test_readers_of_yaml_1_1_read_the_same(value: dict[str, Any]) -> None:
    """Whoever opens a record with another tool gets strings where we wrote strings."""
    assert yaml.load(dump_plain(value), Loader=yaml.CSafeLoader) == value


@quick
@given(mappings)
def test_a_machine_without_libyaml_writes_the_same_bytes(value: dict[str, Any]) -> None:
    assert libyaml.dump(value, dumper=yaml.SafeDumper) == dump_plain(value)


@quick
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore")))
def test_any_other_bytes_are_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(RecordError):
        load(content)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\n\udc80"])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="surrogate"):
        dump_plain({"title": text})


@pytest.mark.parametrize("text", _AWKWARD)
def test_awkward_texts_come_back_under_a_key_and_in_a_list(text: str) -> None:
    value = {"text": text, "list": [text], "nested": [{"text": text, "more": [[text]]}]}
    assert load_plain(dump_plain(value)) == value
    assert libyaml.dump(value, dumper=yaml.SafeDumper) == dump_plain(value)
