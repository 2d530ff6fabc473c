"""
Invented records and histories for the laws.

Words are few, so that texts overlap as real guidance does, and numbers may repeat or
be lost, as they are in real captures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from guidetrack.guidance.record import ASPECTS, GuidanceRecord, from_plain, to_plain

_TEXT = (
    "vein tendon ligament patients clinicians should must not only offer consider audit review "
    "stent dilatation research consent adults children 5 12 7.5 mg weeks register specialist "
    "outcome evidence risk rupture follow-up informed written"
)
WORDS = tuple(_TEXT.split())
CATEGORIES = ("special-arrangements", "research-only", "do-not-use", "can-be-used")
HEADINGS = ("Safety", "Efficacy", "The procedure", "Further information")


def _spell(number: int) -> str:
    """A sentence of two to twelve words: one number draws faster than a list of them."""
    words: list[str] = []
    while number or len(words) < 2:
        number, at = divmod(number, len(WORDS))
        words.append(WORDS[at])
    return f"{' '.join(words).capitalize()}."


sentences = st.integers(0, len(WORDS) ** 12 - 1).map(_spell)
texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
items = st.lists(
    st.fixed_dictionaries({"text": sentences, "categories": st.just([]), "items": st.just([])}),
    max_size=2,
)
categories = st.lists(st.sampled_from(CATEGORIES), max_size=1)


def numbered(section: int, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give parts their numbers in order."""
    return [{"number": f"{section}.{at}", **part} for at, part in enumerate(parts, start=1)]


recommendation_parts = st.fixed_dictionaries(
    {"text": texts, "categories": categories, "items": items}
)
recommendations = st.lists(
    recommendation_parts, max_size=5, unique_by=lambda part: part["text"]
).map(lambda parts: numbered(1, parts))


@st.composite
def sections(draw: st.DrawFn) -> list[dict[str, Any]]:
    headings = draw(st.lists(st.sampled_from(HEADINGS), unique=True, max_size=3))
    return [
        {
            "number": f"2.{at}",
            "heading": heading,
            "paragraphs": numbered(
                at, [{"text": f"{heading} {text}"} for text in draw(paragraph_texts)]
            ),
        }
        for at, heading in enumerate(headings, start=1)
    ]


paragraph_texts = st.lists(texts, min_size=1, max_size=3, unique=True)
months = st.sampled_from(["2024-03", "2025-11", "2026-01"])
relations = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(
                ["read-with", "based-on", "replaces", "partially-replaces", "migrated-from"]
            ),
            "reference": st.sampled_from(["IPG9101", "IPG9102", "HTG9201"]),
            "when": months,
            "stated": sentences,
            "claims_unchanged": st.just(None),
        }
    ),
    max_size=2,
    unique_by=lambda entry: (entry["kind"], entry["reference"]),
)
notes = st.lists(
    st.fixed_dictionaries({"when": months, "heading": st.none(), "text": sentences}),
    max_size=2,
    unique_by=lambda entry: (entry["when"], entry["text"]),
)
codes = st.lists(
    st.fixed_dictionaries(
        {
            "system": st.just("OPCS-4"),
            "version": st.sampled_from(["4.6", "4.7"]),
            "group": st.none(),
            "code": st.sampled_from(["L99.1", "L99.2", "Y99.-"]),
            "description": sentences,
        }
    ),
    max_size=3,
    unique_by=lambda entry: entry["code"],
)
titles = st.sampled_from(
    ["Balloon dilatation of the example vein", "Clip repair of the model ligament"]
)


@st.composite
def records(draw: st.DrawFn, reference: str = "IPG9001") -> GuidanceRecord:
    """A record that captured everything, or left an aspect or two out."""
    left_out = draw(st.sets(st.sampled_from(ASPECTS[2:]), max_size=2))
    captured = [aspect for aspect in ASPECTS if aspect not in left_out]
    plain: dict[str, Any] = {
        "reference": reference,
        "programme": "Interventional procedures guidance",
        "origin_programme": "IPG",
        "title": draw(titles),
        "status": draw(st.sampled_from(["published", "published", "withdrawn", "retired"])),
        "url": f"https://www.nice.org.uk/guidance/{reference.lower()}",
        "published": "2010-01-20",
        "last_updated": draw(st.none() | st.just("2024-03-01")),
        "captured": captured,
    }
    parts: dict[str, st.SearchStrategy[Any]] = {
        "recommendations": recommendations,
        "relationships": relations,
        "sections": sections(),
        "update-notes": notes,
        "endorsements": st.lists(st.sampled_from(["A Society", "B College"]), unique=True),
        "codes": codes,
    }
    for aspect, strategy in parts.items():
        if aspect in captured:
            plain[aspect.replace("-", "_")] = draw(strategy)
    return completed(plain)


def completed(plain: dict[str, Any]) -> GuidanceRecord:
    """A record with the categories of its recommendations."""
    record = from_plain({**plain, "categories": []})
    found = [code for each in record.recommendations for code in each.all_categories()]
    return from_plain({**plain, "categories": list(dict.fromkeys(found))})


Edit = Callable[[dict[str, Any], st.DrawFn], None]


def _insert(plain: dict[str, Any], draw: st.DrawFn) -> None:
    parts = plain["recommendations"]
    at = draw(st.integers(0, len(parts)))
    parts.insert(at, {"number": None, "label": None, **draw(recommendation_parts)})


def _remove(plain: dict[str, Any], draw: st.DrawFn) -> None:
    if plain["recommendations"]:
        plain["recommendations"].pop(draw(st.integers(0, len(plain["recommendations"]) - 1)))


def _move(plain: dict[str, Any], draw: st.DrawFn) -> None:
    parts = plain["recommendations"]
    if parts:
        part = parts.pop(draw(st.integers(0, len(parts) - 1)))
        parts.insert(draw(st.integers(0, len(parts))), part)


def _reword(plain: dict[str, Any], draw: st.DrawFn) -> None:
    if plain["recommendations"]:
        part = draw(st.sampled_from(plain["recommendations"]))
        words = part["text"].split(" ")
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
        part["text"] = " ".join(words)


def _retitle(plain: dict[str, Any], draw: st.DrawFn) -> None:
    plain["title"] = draw(titles)


def _replace_field(name: str, strategy: st.SearchStrategy[Any]) -> Edit:
    def edit(plain: dict[str, Any], draw: st.DrawFn) -> None:
        plain[name] = draw(strategy)

    return edit


EDITS: tuple[Edit, ...] = (
    _insert,
    _remove,
    _move,
    _reword,
    _retitle,
    _replace_field("codes", codes),
    _replace_field("update_notes", notes),
    _replace_field("relationships", relations),
    _replace_field("status", st.sampled_from(["published", "withdrawn"])),
    _replace_field("isbn", st.sampled_from(["978-1-4731-0001-0", "978-1-4731-0002-0"])),
)


@st.composite
def edited(draw: st.DrawFn, record: GuidanceRecord, reference: str | None = None) -> GuidanceRecord:
    """The record after a few edits, its recommendations numbered anew."""
    plain = {
        name: list(part) if isinstance(part, tuple) else part
        for name, part in to_plain(record).items()
    }
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=4)):
        edit(plain, draw)
    for at, part in enumerate(plain["recommendations"], start=1):
        part["number"] = f"1.{at}"
    names = {
        "recommendations": "recommendations",
        "codes": "codes",
        "update_notes": "update-notes",
        "relationships": "relationships",
    }
    for name, aspect in names.items():
        if aspect not in plain["captured"]:
            plain[name] = []
    if reference:
        plain["reference"] = reference
    return completed(plain)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[GuidanceRecord, GuidanceRecord]:
    """Two states of one document: edited, or unrelated but for the number."""
    old = draw(records())
    new = draw(st.one_of(edited(old), records()))
    return old, new


@st.composite
def histories(draw: st.DrawFn) -> list[list[GuidanceRecord]]:
    """Three snapshots of a small store: documents stay, change, come and migrate."""
    first = [draw(records("IPG9001")), draw(records("IPG9002"))]
    second = [draw(st.one_of(st.just(first[0]), edited(first[0]))), first[1]]
    moved = to_plain(draw(edited(first[1], "HTG9401")))
    moved["captured"] = [each for each in ASPECTS if each in {*moved["captured"], "relationships"}]
    moved["relationships"] = [
        {
            "kind": "migrated-from",
            "reference": "IPG9002",
            "when": "2026-01",
            "stated": "IPG9002 has been migrated to HTG9401. The content remains unchanged.",
            "claims_unchanged": True,
        }
    ]
    third = [*second, completed(moved)]
    return [first, second, third]
