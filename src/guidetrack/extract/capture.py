"""
One parsed document to one capture: a partial record, and the slot it belongs in.

A page carries some aspects of a guidance and not others. `captured` names those
it carries, so that a short page never empties what a longer one told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidetrack.extract.codes import find_codes
from guidetrack.extract.dates import Dates, find_dates
from guidetrack.extract.identity import Identity, IdentityError, find_title, identify
from guidetrack.extract.outline import Line, Part, lines_of, outline
from guidetrack.extract.recommendations import find_recommendations
from guidetrack.extract.refusals import draft_words, error_page
from guidetrack.extract.relationships import (
    Statement,
    find_relationships,
    origin_of,
    without_restated,
)
from guidetrack.extract.responsibility import as_boilerplate, opens_responsibility
from guidetrack.extract.sections import find_endorsements, find_sections
from guidetrack.extract.standing import find_standing
from guidetrack.extract.stated import (
    LISTS,
    aspects_carried,
    stated_endorsements,
    stated_origin,
    stated_relationships,
)
from guidetrack.extract.unnumbered import lost_numbers, outline_unnumbered
from guidetrack.extract.updates import find_isbn, find_update_notes, stated_when
from guidetrack.guidance.record import ASPECTS, Aspect, GuidanceRecord, Recommendation, Section
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, Unreadable

_OTHER_PAGES = frozenset({"resources", "evidence", "informationforpublic", "documents"})
HISTORY = "chapter-history"
"""The slot of the history tab: a page below the overview that repeats its header."""
_CHAPTER_UPDATES = frozenset({"update-information", "changes-after-publication"})


@dataclass(frozen=True, slots=True)
class Capture:
    """What one document says."""

    slot: str
    """`document`, `overview`, `feed`, `catalogue`, or `chapter-` and the chapter's name."""
    record: GuidanceRecord
    """A partial record; its `captured` names the aspects the document carries."""
    responsibility: str | None
    """The standing text, verbatim, or None."""
    document: ParsedDocument


@dataclass(slots=True)
class _Findings:
    """Everything found in the parts of a document, before the slot decides what counts."""

    parts: tuple[Part, ...]
    recommendations: tuple[Recommendation, ...]
    beside: tuple[Section, ...]
    statements: tuple[Statement, ...]
    dates: Dates
    responsibility: str | None
    partial: bool
    """Whether whoever made the document may have dropped parts of the page."""


def extract(
    document: ParsedDocument, *, reference: Reference | None = None
) -> Capture | Unreadable:
    """
    Read the record out of a document.

    Args:
        document: what a reader made of the source.
        reference: the number a person gave; used where the document states none.

    Returns:
        The capture, or `Unreadable` with one sentence: a consultation draft, a
        document whose number is not known, or a page that holds no guidance.
    """
    page = document.fact("page")
    if page in _OTHER_PAGES:
        return _refused(
            document, f"it is the {page} page of a guidance, which holds no guidance itself"
        )
    draft = draft_words(document)
    if draft:
        return _refused(document, f'it is a draft for consultation ("{draft[:60]}"), not guidance')
    try:
        identity = identify(document, reference)
    except IdentityError as problem:
        error = error_page(document)
        return _refused(document, f"it is {error}, not guidance" if error else str(problem))
    findings = _find(document, identity)
    slot = _slot(document, findings)
    record = _record(document, identity, findings, slot)
    return Capture(slot, record, findings.responsibility, document)


def _refused(document: ParsedDocument, problem: str) -> Unreadable:
    source = document.source
    return Unreadable(source.name, problem, sha256=source.sha256)


def _find(document: ParsedDocument, identity: Identity) -> _Findings:
    if document.fact("page") == "catalogue":
        return _Findings((), (), (), (), find_dates(document, ()), None, partial=False)
    title = identity.title or find_title(document)
    parts = outline(document.blocks, title)
    partial = document.fact("export") is not None
    if not any(part.in_recommendations for part in parts) and lost_numbers(document, parts):
        parts, partial = outline_unnumbered(document, title), True
    responsibility = _take_responsibility(parts)
    recommendations, beside = find_recommendations(parts)
    data = document.fact("page") in LISTS
    head = [] if data else [line.text for line in _head_lines(parts)]
    return _Findings(
        parts,
        recommendations,
        beside,
        _statements(parts, whole=bool(recommendations)),
        find_dates(document, head),
        responsibility,
        partial,
    )


def _take_responsibility(parts: Sequence[Part]) -> str | None:
    """Take the standing text out of the parts, under its heading or without it."""
    taken: list[str] = []
    for part in parts:
        if part.role == "responsibility":
            taken.extend(line.text for line in part.lines)
            part.lines = []
        elif part.role == "front" and any(opens_responsibility(line.text) for line in part.lines):
            first = next(i for i, line in enumerate(part.lines) if opens_responsibility(line.text))
            taken.extend(line.text for line in part.lines[first:])
            part.lines = part.lines[:first]
    return "\n".join(taken) if taken else None


def _head_lines(parts: Sequence[Part]) -> list[Line]:
    """The lines before section 1, or of the whole page where there is none."""
    first = next((i for i, part in enumerate(parts) if part.role == "recommendations"), len(parts))
    return list(lines_of(parts[:first], "front"))


def _statements(parts: Sequence[Part], *, whole: bool) -> tuple[Statement, ...]:
    """The paragraphs in which a document speaks of itself, with their dates."""
    found: list[Statement] = []
    for part in parts:
        if part.role == "updates":
            found.extend(Statement(note.text, note.when) for note in find_update_notes([part]))
        elif part.role == "front" or (part.role == "section" and not whole):
            found.extend(Statement(line.text, stated_when(line.text)) for line in part.lines)
    return tuple(found)


def _slot(document: ParsedDocument, findings: _Findings) -> str:
    page, chapter = document.fact("page"), document.fact("chapter")
    if page in LISTS:
        return page
    if page == "history":
        return HISTORY
    if page == "chapter" and chapter:
        return f"chapter-{chapter}"
    if findings.recommendations and page != "overview":
        return "document"
    return "overview"


def _record(
    document: ParsedDocument, identity: Identity, findings: _Findings, slot: str
) -> GuidanceRecord:
    parts, own = findings.parts, identity.reference
    standing = find_standing(document, findings.statements)
    stated = stated_relationships(document, own)
    relationships = without_restated((*find_relationships(findings.statements, own), *stated))
    origin = origin_of(findings.statements, own)
    carries_text = _carries_text(slot, findings)
    sections = (*findings.beside, *find_sections(parts)) if carries_text else ()
    notes, codes = find_update_notes(parts), find_codes(parts)
    endorsements = tuple(dict.fromkeys((*find_endorsements(parts), *stated_endorsements(document))))
    responsibility = findings.responsibility
    record = GuidanceRecord(
        reference=own,
        programme=identity.programme,
        origin_programme=stated_origin(stated) or origin if origin == own.prefix else origin,
        title=identity.title,
        status=standing.status,
        status_stated=standing.stated,
        url=identity.url,
        published=findings.dates.published,
        last_updated=findings.dates.last_updated,
        next_review=findings.dates.next_review,
        isbn=find_isbn([line.text for part in parts for line in part.lines]),
        relationships=relationships,
        recommendations=findings.recommendations if carries_text else (),
        sections=sections,
        update_notes=notes,
        endorsements=endorsements,
        codes=codes,
        boilerplate=(as_boilerplate(responsibility),) if responsibility else (),
    )
    carried = aspects_carried(document)
    return finished(record, carried | _captured(record, slot, partial=findings.partial))


def _carries_text(slot: str, findings: _Findings) -> bool:
    """Whether the text of the guidance stands in the slot, and not only words about it."""
    if slot == "feed":
        return bool(findings.recommendations)
    return slot not in {"overview", "catalogue", HISTORY}


def _captured(record: GuidanceRecord, slot: str, *, partial: bool) -> set[Aspect]:
    """
    The aspects a document of this slot carries, whether or not it has anything to say.

    A partial copy carries what is found in it. Without the notes at its end, the relations at
    its beginning are half of the story: which of them are migrations stands in the notes.
    """
    present: dict[Aspect, bool] = {
        "identity": True,
        "dates": any((record.published, record.last_updated, record.next_review)),
        "recommendations": bool(record.recommendations),
        "relationships": bool(record.relationships),
        "sections": bool(record.sections),
        "update-notes": bool(record.update_notes),
        "endorsements": bool(record.endorsements),
        "codes": bool(record.codes),
    }
    found = {aspect for aspect, there in present.items() if there}
    if partial:
        return found if record.update_notes else found - {"relationships"}
    if slot == "document":
        found |= set(ASPECTS) - {"codes"}
    elif slot == "feed" and record.recommendations:
        found |= {"relationships", "sections", "update-notes"}
    elif slot.removeprefix("chapter-") in _CHAPTER_UPDATES:
        found |= {"relationships", "update-notes"}
    return found


def finished(record: GuidanceRecord, captured: set[Aspect]) -> GuidanceRecord:
    """The record with its captured aspects in order and the categories of its recommendations."""
    from msgspec.structs import replace  # noqa: PLC0415

    codes = [code for each in record.recommendations for code in each.all_categories()]
    return replace(
        record,
        captured=tuple(aspect for aspect in ASPECTS if aspect in captured),
        categories=tuple(dict.fromkeys(codes)),
    )
