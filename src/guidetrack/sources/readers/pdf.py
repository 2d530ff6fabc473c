"""
PDF, as the publisher sets it and as browsers and offices print it.

A PDF holds no paragraphs, only text at places, so everything is told by place and
size: what repeats on the pages is furniture, what is larger is a heading, what
stands apart in a left column is a number. The steps are modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from guidetrack.sources.characters import clean
from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.pdf_contents import ContentsFinder, Entry
from guidetrack.sources.pdf_effort import is_plain
from guidetrack.sources.pdf_footnotes import Footnote, split_footnotes
from guidetrack.sources.pdf_furniture import without_furniture
from guidetrack.sources.pdf_hyphens import Vocabulary, join_lines
from guidetrack.sources.pdf_lines import Line, find_lines
from guidetrack.sources.pdf_measures import Measures, measure
from guidetrack.sources.pdf_pages import PdfError, read_pages
from guidetrack.sources.pdf_paragraphs import Draft, ParagraphBuilder
from guidetrack.sources.pdf_run import Page
from guidetrack.sources.pdf_tables import Table, find_tables

_OPENING = re.compile(r"(?:\A|[\r\n])[ \t]*%PDF-")
_OPENING_WITHIN = 1_024
_ENDING = b"%%EOF"
_ENDING_WITHIN = 2_048
_LOWEST_HEADING = 6


def recognises(opening: str) -> bool:
    """Whether the bytes begin as a PDF does, perhaps after a few lines of a mail or a server."""
    if opening.startswith("%PDF-"):
        return True
    if "%PDF-" not in opening or " obj" not in opening:
        return False
    return bool(_OPENING.search(opening[:_OPENING_WITHIN]))


def parse(source: SourceDocument, _opening: str) -> ParsedDocument:
    """
    Read a PDF.

    Raises:
        ValueError: it cannot be read, or not within the limits; the message is a
            sentence for people.
    """
    found = _read_safely(source.content)
    pages, heads = without_furniture([find_lines(page) for page in found])
    measures = measure(pages)
    texts = [line.text for lines in pages for line in lines]
    drafts = [
        *(_paragraph(head.printed, head) for head in heads),
        *_drafts(pages, ParagraphBuilder(measures, Vocabulary.of(texts)), measures),
    ]
    return ParsedDocument(source, "pdf", tuple(_blocks(drafts)))


def _read_safely(content: bytes) -> tuple[Page, ...]:
    """The runs of all pages, read in a process of its own where the file is unusual."""
    if _ENDING not in content[-_ENDING_WITHIN:]:
        raise PdfError("it is only a part of a PDF: its end is missing")
    if is_plain(content):
        return read_pages(content)
    from guidetrack.sources.pdf_process import read_apart  # noqa: PLC0415 - seldom needed

    return read_apart(content)


def _drafts(
    pages: Sequence[Sequence[Line]], builder: ParagraphBuilder, measures: Measures
) -> Iterator[Draft]:
    """The blocks in reading order; footnotes come at the end of their chapter."""
    notes: list[Draft] = []
    chapter = _chapter_size(pages, measures)
    for draft in _flowing(pages, builder, measures, notes):
        if draft.kind == "heading" and draft.size >= chapter:
            due = [note for note in notes if (note.page, -note.top) < (draft.page, -draft.top)]
            yield from due
            notes[:] = [note for note in notes if note not in due]
        yield draft
    yield from notes


def _chapter_size(pages: Sequence[Sequence[Line]], measures: Measures) -> float:
    """The size of the largest headings after the first page, where the title stands."""
    sizes = [line.size for lines in pages[1:] for line in lines if measures.is_large(line)]
    return 0.95 * max(sizes, default=measures.body)


def _flowing(
    pages: Sequence[Sequence[Line]],
    builder: ParagraphBuilder,
    measures: Measures,
    notes: list[Draft],
) -> Iterator[Draft]:
    """The blocks without the footnotes, which are noted as their pages come."""
    contents = ContentsFinder()
    header: tuple[str, ...] | None = None
    for lines in pages:
        flow, below = split_footnotes(lines, measures.body)
        notes.extend(_note(each, builder.vocabulary) for each in below)
        for index, part in enumerate(_parts(contents.find(flow), builder.vocabulary, measures)):
            if isinstance(part, Line):
                yield from builder.take(part)
                header = None
                continue
            yield from builder.finish()
            if isinstance(part, Table):
                yield from _rows(part, header if index == 0 else None)
                header = part.rows[0]
            else:
                yield _paragraph(part.text, part.line)
    yield from builder.finish()


def _parts(
    lines: Iterable[Line | Entry], vocabulary: Vocabulary, measures: Measures
) -> Iterator[Line | Entry | Table]:
    """What stands on a page, with its tables found between the entries of the contents."""
    between: list[Line] = []
    for line in lines:
        if isinstance(line, Line):
            between.append(line)
            continue
        yield from find_tables(between, vocabulary, measures)
        between.clear()
        yield line
    yield from find_tables(between, vocabulary, measures)


def _rows(table: Table, header: tuple[str, ...] | None) -> Iterator[Draft]:
    """A row a paragraph; the heading row that a page break repeats comes once."""
    for row in table.rows[1:] if table.rows[0] == header else table.rows:
        label = len(row) == 2 and row[0].endswith(":")  # noqa: PLR2004 - a label and its value
        text = (" " if label else " | ").join(row)
        yield Draft("paragraph", text, table.page, 0, 0, large=False)


def _note(note: Footnote, vocabulary: Vocabulary) -> Draft:
    text = note.lines[0].printed
    for line in note.lines[1:]:
        text = join_lines(text, line.printed, vocabulary)
    return _paragraph(text, note.referring or note.lines[0])


def _paragraph(text: str, line: Line) -> Draft:
    return Draft("paragraph", text, line.page, line.baseline, line.size, large=False)


def _blocks(drafts: Sequence[Draft]) -> Iterator[Block]:
    """The drafts with the levels of their headings, the largest first."""
    sizes = sorted({round(each.size) for each in drafts if each.kind == "heading" and each.large})
    levels = {size: level for level, size in enumerate(reversed(sizes), start=1)}
    for draft in drafts:
        level = draft.level
        if draft.kind == "heading":
            level = levels[round(draft.size)] if draft.large else len(levels) + 1
        text = clean(draft.text)
        if text:
            yield Block(
                draft.kind,
                text,
                level=min(level, _LOWEST_HEADING),
                number=draft.number,
                place=f"page {draft.page}",
            )
