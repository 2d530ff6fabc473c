"""
The tables of an export: what they are, what each column means, how they hang together.

Names are words that no dialect of SQL reserves. A date is text as precise as its source,
`2004-07-28` or `2026-01`, because a made-up day would be a made-up fact.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

SCHEMA_VERSION = 1
"""Raised only when a query written for an older export would go wrong."""
Kind = Literal["text", "integer", "boolean", "moment", "texts", "json"]
"""`moment` is a time in UTC, `texts` a list of texts, `json` plain data of any shape."""


class Column(NamedTuple):
    """One column."""

    name: str
    kind: Kind
    says: str
    """What it means; a sentence without its full stop."""
    optional: bool = False
    """Whether it may be empty."""


class Link(NamedTuple):
    """Columns that are the key of another table."""

    columns: tuple[str, ...]
    table: str


class Table(NamedTuple):
    """One table."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()


_REFERENCE = Column("reference", "text", "The guidance, `HTG46`")
_POSITION = Column("position", "integer", "Its place in the document, from 0")
_OF_RECORD = (Link(("reference",), "records"),)
_OF_SNAPSHOT = (Link(("revision",), "snapshots"),)
_NUMBER = Column("number", "text", "As printed, `1.1`; a label that may move", optional=True)
_LABEL = Column("label", "text", "The dated label of guidelines, `[2009]`", optional=True)
_WHOLE = Column("text", "text", "The whole recommendation as published, its bullets one a line")
_CATEGORIES = Column("categories", "texts", "Category codes of it and its bullets, once each")
_STATED_WHEN = Column("stated_when", "text", "The day or month that is stated", optional=True)


def _seen(says: str) -> tuple[Column, Column]:
    return (
        Column("revision", "text", f"The snapshot {says}"),
        Column("observed_at", "moment", "When the guidance was seen so", optional=True),
    )


SNAPSHOTS = Table(
    "snapshots",
    "Every commit that touched the guidance in the store.",
    (
        Column("revision", "text", "The commit"),
        Column("position", "integer", "Its place in the history, from 0 for the oldest"),
        Column("observed_at", "moment", "When the guidance was seen so", optional=True),
        Column("committed_at", "moment", "When it was committed"),
        Column("extractor", "text", "The version of what read the sources", optional=True),
        Column("is_technical", "boolean", "Whether stored sources were only read again"),
    ),
    ("revision",),
    indexes=(("observed_at",),),
)
RECORDS = Table(
    "records",
    "What the newest snapshot holds, one row for each reference.",
    (
        _REFERENCE,
        Column("prefix", "text", "The letters of the reference"),
        Column("number", "integer", "The number in the reference"),
        Column("programme", "text", "The programme as printed", optional=True),
        Column("origin_programme", "text", "The prefix under which the guidance was born"),
        Column("title", "text", "As published", optional=True),
        Column("status", "text", "published, withdrawn, temporarily-withdrawn, ..."),
        Column("status_stated", "text", "The sentence that states another status", optional=True),
        Column("url", "text", "Its address", optional=True),
        Column("published", "text", "The day or month", optional=True),
        Column("last_updated", "text", "The day or month", optional=True),
        Column("next_review", "text", "The day or month", optional=True),
        Column("isbn", "text", "As printed", optional=True),
        Column("captured", "texts", "What was looked at; what is not named is not known"),
        _CATEGORIES,
        Column("endorsements", "texts", "Endorsing bodies"),
        Column("is_absent", "boolean", "Whether its source no longer serves it"),
        *_seen("in which it took this form"),
    ),
    ("reference",),
    _OF_SNAPSHOT,
    (("prefix", "number"), ("status",), ("origin_programme",)),
)
RECOMMENDATIONS = Table(
    "recommendations",
    "The recommendations of the newest snapshot.",
    (_REFERENCE, _POSITION, _NUMBER, _LABEL, _WHOLE, _CATEGORIES),
    ("reference", "position"),
    _OF_RECORD,
)
CATEGORIES = Table(
    "categories",
    "Each category with the words that state it; a bullet may be about a population of its own.",
    (
        _REFERENCE,
        Column("recommendation", "integer", "The position of the recommendation"),
        Column("position", "integer", "Its place in the recommendation, from 0"),
        Column("category", "text", "The code, `special-arrangements`"),
        Column("is_item", "boolean", "Whether a bullet states it, and not the paragraph"),
        Column("text", "text", "The bullet or the paragraph, without the bullets below it"),
    ),
    ("reference", "recommendation", "position"),
    (Link(("reference", "recommendation"), "recommendations"),),
    (("category",),),
)
RELATIONSHIPS = Table(
    "relationships",
    "What guidance says of other guidance.",
    (
        _REFERENCE,
        _POSITION,
        Column("kind", "text", "migrated-from, replaces, read-with, ..."),
        Column("other", "text", "The other guidance; it need not be held"),
        _STATED_WHEN,
        Column("stated", "text", "The sentence; empty where data states it", optional=True),
        Column("claims_unchanged", "boolean", "What a migration claims", optional=True),
    ),
    ("reference", "position"),
    _OF_RECORD,
    (("other",), ("kind",)),
)
CODES = Table(
    "codes",
    "Clinical codes from the documents' own code lists.",
    (
        _REFERENCE,
        _POSITION,
        Column("system", "text", "OPCS-4 or ICD-10", optional=True),
        Column("system_version", "text", "The version that the page names", optional=True),
        Column("code_group", "text", "The sub-heading of the list", optional=True),
        Column("code", "text", "As printed"),
        Column("description", "text", "As printed"),
    ),
    ("reference", "position"),
    _OF_RECORD,
    (("code",),),
)
SOURCES = Table(
    "sources",
    "The captured sources of the newest snapshot.",
    (
        _REFERENCE,
        Column("slot", "text", "The kind of source: document, overview, chapter-..., feed"),
        Column("address", "text", "Where it was fetched from", optional=True),
        Column("sha256", "text", "Of the bytes as captured"),
        Column("observed_at", "moment", "When a capture last changed the record"),
        Column("file", "text", "Its file in `guidetrack export DIR`", optional=True),
    ),
    ("reference", "slot"),
    _OF_RECORD,
    (("sha256",),),
)
VERSIONS = Table(
    "versions",
    "Every version of every record, also of those that are no longer held.",
    (
        _REFERENCE,
        *_seen("that holds it first"),
        Column("is_removed", "boolean", "Whether the reference is no longer held from then on"),
        Column("status", "text", "As in records", optional=True),
        Column("title", "text", "As published", optional=True),
        Column("published", "text", "The day or month", optional=True),
        Column("last_updated", "text", "The day or month", optional=True),
        Column("categories", "texts", "Category codes, once each", optional=True),
        Column("sha256", "text", "Of the record's file in the store", optional=True),
        Column("record", "json", "The whole record, as `guidetrack show --json`", optional=True),
    ),
    ("reference", "revision"),
    _OF_SNAPSHOT,
    (("revision",), ("observed_at",)),
)
RECOMMENDATION_VERSIONS = Table(
    "recommendation_versions",
    "The recommendations of every version.",
    (
        _REFERENCE,
        Column("revision", "text", "The snapshot that holds the version first"),
        _POSITION,
        _NUMBER,
        _LABEL,
        _WHOLE,
        _CATEGORIES,
    ),
    ("reference", "revision", "position"),
    (Link(("reference", "revision"), "versions"),),
)
EVENTS = Table(
    "events",
    "Everything that happened, as `guidetrack log` tells it.",
    (
        *_seen("that shows it"),
        Column("position", "integer", "Its place among the events of the snapshot, from 0"),
        Column("revision_before", "text", "The snapshot that it is compared with"),
        Column("observed_before", "moment", "When the guidance was seen before", optional=True),
        Column("id", "text", "The same change seen twice has the same, `GT-...`"),
        Column("kind", "text", "See docs/events.md or `guidetrack explain`"),
        Column("priority", "text", "act, review, re-reference or information"),
        Column("confidence", "text", "confirmed, declared (stated only), inferred (compared only)"),
        Column("reference_before", "text", "The guidance before", optional=True),
        Column("reference_after", "text", "The guidance after", optional=True),
        Column("origin_programme", "text", "The prefix under which it was born", optional=True),
        Column("title", "text", "As published", optional=True),
        Column("summary", "text", "The decisive sentence"),
        Column("verdict", "text", "identical, changed or not-verified", optional=True),
        Column("direction", "text", "tighter, looser, label-only or unknown", optional=True),
        Column("aspects", "texts", "What a rewording touches: negation, quantity, ..."),
        Column("categories_before", "texts", "Category codes before"),
        Column("categories_after", "texts", "Category codes after"),
        Column("explained_by", "text", "The publisher's own note, verbatim", optional=True),
        Column("url_before", "text", "The address before", optional=True),
        Column("url_after", "text", "The address after", optional=True),
        Column("changes", "json", "Each place of the record that changed, with both values"),
    ),
    ("revision", "position"),
    (*_OF_SNAPSHOT, Link(("revision_before",), "snapshots")),
    (("id",), ("kind",), ("priority",), ("reference_before",), ("reference_after",)),
)
EVENT_RECOMMENDATIONS = Table(
    "event_recommendations",
    "The recommendations that an event is about, whole on both sides.",
    (
        Column("revision", "text", "The snapshot that shows the event"),
        Column("event", "integer", "The position of the event"),
        Column("position", "integer", "Its place in the event, from 0"),
        Column("number_before", "text", "As printed", optional=True),
        Column("number_after", "text", "As printed", optional=True),
        Column("text_before", "text", "As published; empty where there was none", optional=True),
        Column("text_after", "text", "As published; empty where there is none", optional=True),
    ),
    ("revision", "event", "position"),
    (Link(("revision", "event"), "events"),),
)
CROSSWALK = Table(
    "crosswalk",
    "Every old number with what stands in its place, as `guidetrack crosswalk` tells it.",
    (
        Column("position", "integer", "Its place in the list, from 0"),
        Column("old", "text", "The old number"),
        Column("new", "text", "What stands in its place, if anything", optional=True),
        Column("relation", "text", "Between the two; without a new one, the status of the old"),
        _STATED_WHEN,
        Column("verdict", "text", "What comparing both texts gave", optional=True),
        Column("reassess", "text", "no, yes or check"),
        Column("confidence", "text", "As in events", optional=True),
        Column("title_before", "text", "The title of the old one", optional=True),
        Column("title_after", "text", "The title of the new one", optional=True),
        Column("url_before", "text", "The address of the old one"),
        Column("url_after", "text", "The address of the new one", optional=True),
        Column("stated_by", "texts", "The guidance whose pages state it"),
        Column("grade", "text", "held-page, nice-page or third-party", optional=True),
        Column("evidence", "texts", "The sentences that state it, verbatim"),
        Column("remarks", "texts", "Contradictions, circles and warnings"),
    ),
    ("position",),
    indexes=(("old",), ("new",)),
)

TABLES: tuple[Table, ...] = (
    SNAPSHOTS,
    RECORDS,
    RECOMMENDATIONS,
    CATEGORIES,
    RELATIONSHIPS,
    CODES,
    SOURCES,
    VERSIONS,
    RECOMMENDATION_VERSIONS,
    EVENTS,
    EVENT_RECOMMENDATIONS,
    CROSSWALK,
)
"""In an order in which what is linked to comes first."""
