"""
PDF, as the publisher sets it and as browsers and offices print it.

A PDF holds no paragraphs, only text at places, so everything is told by place and
size: what repeats on the pages is furniture, what is larger is a heading, what
stands apart in a left column is a number. The steps are modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from guidetrack.sources.characters import clean
from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.pdf_contents import mark_contents
from guidetrack.sources.pdf_footnotes import marks_of, split_footnotes
from guidetrack.sources.pdf_furniture import without_furniture
from guidetrack.sources.pdf_hyphens import Vocabulary, join_lines
from guidetrack.sources.pdf_lines import Line, find_lines
from guidetrack.sources.pdf_measures import Measures, measure
from guidetrack.sources.pdf_pages import read_pages
from guidetrack.sources.pdf_paragraphs import Draft, ParagraphBuilder
from guidetrack.sources.pdf_tables import Table, find_tables

_OPENING = re.compile(r"(?:\A|[\r\n])[ \t]*%PDF-")
_OPENING_WITHIN = 1_024
_LOWEST_HEADING = 6


def recognises(opening: str) -> bool:
    """Whether the bytes begin as a PDF does, perhaps after a few lines of a mail or a server."""
    if opening.startswith("%PDF-"):
        return True
    return bool(_OPENING.search(opening[:_OPENING_WITHIN])) and " obj" in opening


def parse(source: SourceDocument, _opening: str) -> ParsedDocument:
    """
    Read a PDF.

    Raises:
        ValueError: it cannot be read, or not within the limits; the message is a
            sentence for people.
    """
    pages, heads = without_furniture([find_lines(page) for page in read_pages(source.content)])
    measures = measure(pages)
    texts = [line.text for lines in pages for line in lines]
    drafts = [
        *(Draft("paragraph", head.printed, head.page, head.size, large=False) for head in heads),
        *_drafts(pages, ParagraphBuilder(measures, Vocabulary.of(texts)), measures),
    ]
    return ParsedDocument(source, "pdf", tuple(_blocks(drafts)))


def _drafts(
    pages: Sequence[Sequence[Line]], builder: ParagraphBuilder, measures: Measures
) -> Iterator[Draft]:
    """The blocks in reading order; footnotes come at the end of their chapter."""
    notes: list[Draft] = []
    said: list[str] = []
    chapter = _chapter_size(pages, measures)
    for draft in _flowing(pages, builder, measures, notes):
        if draft.kind == "heading" and draft.size >= chapter:
            due = [note for note in notes if _is_due(note, draft, said)]
            yield from due
            notes[:] = [note for note in notes if note not in due]
            said.clear()
        said.append(draft.text)
        yield draft
    yield from notes


def _is_due(note: Draft, chapter: Draft, said: Sequence[str]) -> bool:
    """Whether a footnote belongs to what stands before a new chapter's heading."""
    if note.page < chapter.page:
        return True
    return any(mark in text for mark in marks_of(note.text) for text in said)


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
    header: tuple[str, ...] | None = None
    for lines in pages:
        flow, below = split_footnotes(lines, measures.body)
        notes.extend(_note(each, builder.vocabulary) for each in below)
        for entry, group in groupby(mark_contents(flow), key=lambda each: each[1]):
            found = [line for line, _ in group]
            for part in found if entry else find_tables(found):
                if isinstance(part, Line) and not entry:
                    yield from builder.take(part)
                    header = None
                    continue
                yield from builder.finish()
                if isinstance(part, Table):
                    yield from _rows(part, header)
                    header = part.rows[0]
                else:
                    yield Draft("paragraph", part.text, part.page, part.size, large=False)
    yield from builder.finish()


def _rows(table: Table, header: tuple[str, ...] | None) -> Iterator[Draft]:
    """A row a paragraph; the heading row that a page break repeats comes once."""
    for row in table.rows[1:] if table.rows[0] == header else table.rows:
        label = len(row) == 2 and row[0].endswith(":")  # noqa: PLR2004 - a label and its value
        text = (" " if label else " | ").join(row)
        yield Draft("paragraph", text, table.page, 0, large=False)


def _note(lines: Sequence[Line], vocabulary: Vocabulary) -> Draft:
    text = lines[0].printed
    for line in lines[1:]:
        text = join_lines(text, line.printed, vocabulary)
    return Draft("paragraph", text, lines[0].page, lines[0].size, large=False)


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
