"""
What is exported as rows of the tables.

A row has its values in the order of the table's columns: text, whole numbers, truth, None,
and tuples of texts; moments and plain data are text still. What they become is for the
kind of file to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events.plain import encode
from guidetrack.formats.exports import items, tables
from guidetrack.formats.exports.items import Item
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import GuidanceRecord, Recommendation, to_plain, walk_items
from guidetrack.lineage.listing import remarks_on

Cell = str | int | tuple[str, ...] | None
Row = tuple[Cell, ...]


def rows_of(item: Item) -> Iterator[tuple[tables.Table, Row]]:
    """Every row that a thing makes, each with its table; nothing for what is in no table."""
    match item:
        case items.Version():
            yield from _version(item)
        case items.HeldRecord():
            yield from _record(item)
        case items.Happened():
            yield from _event(item)
        case items.HeldSource():
            yield tables.SOURCES, _source(item)
        case items.TakenSnapshot():
            yield tables.SNAPSHOTS, _snapshot(item)
        case items.Led():
            yield tables.CROSSWALK, _led(item)
        case items.Other():
            return


def _snapshot(item: items.TakenSnapshot) -> Row:
    facts = item.facts
    technical = facts.technical_upgrade is not None
    times = (facts.observed_at, facts.committed_at)
    return (facts.commit, item.position, *times, facts.extractor, technical)


def _record(item: items.HeldRecord) -> Iterator[tuple[tables.Table, Row]]:
    record, since = item.written.record, item.since
    reference = str(record.reference)
    yield (
        tables.RECORDS,
        (
            *(reference, record.reference.prefix, record.reference.number),
            *(record.programme, record.origin_programme, record.title),
            *(record.status, record.status_stated, record.url),
            *map(_date, (record.published, record.last_updated, record.next_review)),
            *(record.isbn, record.captured, record.categories, record.endorsements),
            *(item.is_absent, since.commit, since.observed_at),
        ),
    )
    for at, each in enumerate(record.recommendations):
        yield tables.RECOMMENDATIONS, (reference, at, *_recommendation(each))
        for place, (category, is_item, text) in enumerate(_categories(each)):
            yield tables.CATEGORIES, (reference, at, place, category, is_item, text)
    yield from _statements(record)


def _statements(record: GuidanceRecord) -> Iterator[tuple[tables.Table, Row]]:
    reference = str(record.reference)
    for at, each in enumerate(record.relationships):
        said = (each.stated, each.claims_unchanged)
        row = (reference, at, each.kind, str(each.reference), _date(each.when), *said)
        yield tables.RELATIONSHIPS, row
    for at, code in enumerate(record.codes):
        listed = (code.system, code.version, code.group, code.code, code.description)
        yield tables.CODES, (reference, at, *listed)


def _categories(recommendation: Recommendation) -> Iterator[tuple[str, bool, str]]:
    for category in recommendation.categories:
        yield category, False, recommendation.text
    for item in walk_items(recommendation.items):
        for category in item.categories:
            yield category, True, item.text


def _recommendation(each: Recommendation) -> Row:
    return (each.number, each.label, each.words(), each.all_categories())


def _source(item: items.HeldSource) -> Row:
    entry = item.entry
    seen = (entry.address, entry.sha256, entry.observed_at)
    return (str(item.reference), entry.slot, *seen, item.file)


def _version(item: items.Version) -> Iterator[tuple[tables.Table, Row]]:
    reference, revision = str(item.reference), item.seen.commit
    seen = (reference, revision, item.seen.observed_at)
    if item.written is None:
        yield tables.VERSIONS, (*seen, True, *[None] * 7)
        return
    record, text, digest = item.written
    dates = (_date(record.published), _date(record.last_updated))
    said = (record.status, record.title, *dates, record.categories)
    yield tables.VERSIONS, (*seen, False, *said, digest, text)
    for at, each in enumerate(record.recommendations):
        yield tables.RECOMMENDATION_VERSIONS, (reference, revision, at, *_recommendation(each))


def _event(item: items.Happened) -> Iterator[tuple[tables.Table, Row]]:
    old, new, event = item.old, item.new, item.event
    yield (
        tables.EVENTS,
        (
            *(new.revision, new.observed_at, item.position, old.revision, old.observed_at),
            *(event.id, event.kind, event.priority, event.confidence),
            *(event.reference_before, event.reference_after, event.origin_programme),
            *(event.title, event.summary, event.verdict, event.direction, event.aspects),
            *(event.categories_before, event.categories_after, event.explained_by),
            *(event.url_before, event.url_after, _changes(item)),
        ),
    )
    for at, each in enumerate(event.recommendations):
        numbers = (each.number_before, each.number_after)
        row = (new.revision, item.position, at, *numbers, each.text_before, each.text_after)
        yield tables.EVENT_RECOMMENDATIONS, row


def _changes(item: items.Happened) -> str:
    return encode(
        [
            {"place": each.place, "before": to_plain(each.before), "after": to_plain(each.after)}
            for each in item.event.changes
        ]
    )


def _led(item: items.Led) -> Row:
    row = item.row
    titles = (row.title_before, row.title_after, row.url_before, row.url_after)
    said = (row.stated_by, row.grade, row.evidence, remarks_on(row))
    found = (row.old, row.new, row.relation, row.when, row.verdict, row.reassess, row.confidence)
    return (item.position, *found, *titles, *said)


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)
