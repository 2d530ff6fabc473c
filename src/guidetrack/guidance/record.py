"""
The guidance record: everything guidetrack knows of one reference on one day.

A record is a pure function of the captured sources and the extractor version;
nothing of the run that made it goes in, so equal sources give equal bytes.
Lists are always present; `captured` alone says whether an aspect was looked at,
so that "not captured" is never mistaken for "none".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from guidetrack.errors import NotAReferenceError, RecordError
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.reference import Reference

SCHEMA = 1
"""Version of the record format; raised only when an old reader would misread a new record."""

Aspect = Literal[
    "identity",
    "dates",
    "recommendations",
    "relationships",
    "sections",
    "update-notes",
    "endorsements",
    "codes",
]
ASPECTS: tuple[Aspect, ...] = (
    "identity",
    "dates",
    "recommendations",
    "relationships",
    "sections",
    "update-notes",
    "endorsements",
    "codes",
)
"""What some source can carry, in the order `captured` lists it."""

RelationKind = Literal[
    "migrated-from",
    "migrated-to",
    "replaces",
    "replaced-by",
    "partially-replaces",
    "partially-replaced-by",
    "read-with",
    "based-on",
    "basis-of",
]
INVERSE: dict[RelationKind, RelationKind] = {
    "migrated-from": "migrated-to",
    "migrated-to": "migrated-from",
    "replaces": "replaced-by",
    "replaced-by": "replaces",
    "partially-replaces": "partially-replaced-by",
    "partially-replaced-by": "partially-replaces",
    "read-with": "read-with",
    "based-on": "basis-of",
    "basis-of": "based-on",
}
"""The relation as the other document would state it."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts of a record share: immutable, written whole, read strictly."""


class Item(_Part, frozen=True, kw_only=True):
    """One bullet of a recommendation."""

    text: str
    """As published, without the bullet."""
    categories: tuple[str, ...] = ()
    """Category codes of this bullet's own words (a population may have its own)."""
    items: tuple[Item, ...] = ()
    """Bullets below this one."""


class Recommendation(_Part, frozen=True, kw_only=True):
    """One numbered paragraph of section 1."""

    number: str | None
    """The label printed in front, `1.1`; it identifies nothing. None where lost."""
    text: str
    """As published, after joining what a page break split; without number and label."""
    label: str | None = None
    """The dated label of guidelines, `[2009, amended 2018]`, or None."""
    categories: tuple[str, ...] = ()
    """Category codes of the text itself, without those of its items."""
    items: tuple[Item, ...] = ()

    def words(self) -> str:
        """The full verbatim text: the paragraph, then its bullets one a line."""
        return "\n".join([self.text, *(_bulleted(self.items))]).strip("\n")

    def all_categories(self) -> tuple[str, ...]:
        """Category codes of the text and of every item, in order, once each."""
        found = [*self.categories]
        for item in walk_items(self.items):
            found.extend(item.categories)
        return tuple(dict.fromkeys(found))


class Relationship(_Part, frozen=True, kw_only=True):
    """A statement of one guidance about another."""

    kind: RelationKind
    reference: Reference
    when: PartialDate | None = None
    """The month or day the statement gives, or None."""
    stated: str | None = None
    """The sentence, verbatim; None where a feed states the relation as data."""
    claims_unchanged: bool | None = None
    """For a migration: whether the publisher says that the content is unchanged. Else None."""


class Paragraph(_Part, frozen=True, kw_only=True):
    """A paragraph of a section."""

    number: str | None
    """`2.4.1`, or None where the page gives none."""
    text: str


class Section(_Part, frozen=True, kw_only=True):
    """A section other than the recommendations, flat and in document order."""

    number: str | None
    heading: str | None
    paragraphs: tuple[Paragraph, ...] = ()


class UpdateNote(_Part, frozen=True, kw_only=True):
    """An entry under "Update information"."""

    when: PartialDate | None
    heading: str | None
    """The heading it stands under, as printed."""
    text: str


class Code(_Part, frozen=True, kw_only=True):
    """A clinical code from the document's own code list."""

    system: str | None
    """`OPCS-4`, `ICD-10`, or None where the page does not say."""
    version: str | None
    group: str | None
    """The sub-heading of the list, or None."""
    code: str
    description: str


class Boilerplate(_Part, frozen=True, kw_only=True):
    """A standing text that NICE prints in every document, kept once and apart."""

    name: str
    """`your-responsibility`."""
    sha256: str
    """Of its comparison form in UTF-8, in hexadecimal."""


class GuidanceRecord(_Part, frozen=True, kw_only=True):
    """One guidance document as captured."""

    schema: int = SCHEMA
    reference: Reference
    programme: str | None
    """The programme as printed, "HealthTech guidance"; None where the prefix is unknown."""
    origin_programme: str
    """The prefix under which the guidance was born; survives every migration."""
    title: str | None
    status: str = "published"
    """published, withdrawn, temporarily-withdrawn, retired, terminated, or as written."""
    status_stated: str | None = None
    """The sentence that states a status other than published, verbatim."""
    url: str | None = None
    published: PartialDate | None = None
    last_updated: PartialDate | None = None
    next_review: PartialDate | None = None
    isbn: str | None = None
    """As printed."""
    captured: tuple[Aspect, ...] = ()
    categories: tuple[str, ...] = ()
    """Those of the recommendations and their items, in order, once each."""
    relationships: tuple[Relationship, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    sections: tuple[Section, ...] = ()
    update_notes: tuple[UpdateNote, ...] = ()
    endorsements: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()

    def has(self, aspect: Aspect) -> bool:
        """Whether some captured source could have carried the aspect."""
        return aspect in self.captured


def walk_items(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item and every item below it, in document order."""
    for item in items:
        yield item
        yield from walk_items(item.items)


def _bulleted(items: tuple[Item, ...], depth: int = 0) -> Iterator[str]:
    for item in items:
        yield f"{'  ' * depth}- {item.text}"
        yield from _bulleted(item.items, depth + 1)


def _to_plain(value: object) -> object:
    if isinstance(value, Reference | PartialDate):
        return str(value)
    raise NotImplementedError(f"no plain form for {type(value).__name__}")


def _from_plain(kind: type, value: object) -> object:
    if kind is Reference and isinstance(value, str):
        return Reference.parse(value)
    if kind is PartialDate and isinstance(value, str):
        return PartialDate.parse(value)
    raise ValueError(f"expected {kind.__name__}, got {value!r}")


def to_plain(value: object) -> Any:
    """Turn a record, or a part of one, into dictionaries, lists, strings, numbers and None."""
    return msgspec.to_builtins(value, enc_hook=_to_plain)


def from_plain(value: object) -> GuidanceRecord:
    """
    Read a record from plain data.

    Raises:
        RecordError: the data is not of the schema; the message names the field.
    """
    try:
        return msgspec.convert(value, GuidanceRecord, dec_hook=_from_plain)
    except (msgspec.ValidationError, NotAReferenceError, ValueError) as problem:
        raise RecordError(
            f"not a guidance record: {problem}",
            hint="guidetrack verify names the damaged file.",
        ) from problem


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record."""

    def describe(kind: type) -> dict[str, Any]:
        if kind is Reference:
            return {"type": "string", "pattern": "^[A-Z]{2,8}[0-9]{1,5}$"}
        if kind is PartialDate:
            return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}
        raise NotImplementedError(f"no schema for {kind.__name__}")

    schema = msgspec.json.schema(GuidanceRecord, schema_hook=describe)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
