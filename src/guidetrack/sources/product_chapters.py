"""
Chapters as the publisher's feeds carry them: HTML inside data, to the blocks of a page.

The markup is that of the site's own chapters, so it is read by the same code and
gives the same blocks; only where it came from differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from guidetrack.sources.characters import clean
from guidetrack.sources.document import Block
from guidetrack.sources.html_blocks import blocks_of, parse_markup
from guidetrack.sources.product_facts import text_in

_DEEPEST = 12
_SUMMARIES = frozenset({"overview"})
"""Chapters that introduce a product: the site prints them as its overview."""


def markup_blocks(markup: str, place: str) -> tuple[Block, ...]:
    """
    The blocks of a piece of HTML.

    Raises:
        ValueError: its elements are nested deeper than any page's.
    """
    found = blocks_of(parse_markup(markup))
    return tuple(replace(block, place=f"{place}, {block.place}") for block in found)


def statement_blocks(markup: object, place: str) -> tuple[Block, ...]:
    """
    The paragraphs of a note or a summary, which may state what became of the guidance.

    Its headings and lists only say what the text will be about.
    """
    if not isinstance(markup, str) or not markup.strip():
        return ()
    return tuple(each for each in markup_blocks(markup, place) if each.kind == "paragraph")


def find_chapters(data: object) -> Iterator[Mapping[str, Any]]:
    """
    Every chapter whose text is in the data, in order, each once.

    A chapter is an object with a text under `Content` and a name of its own.
    """
    seen: set[str] = set()
    for each in _objects(data, 0):
        name = (text_in(each, "ChapterSlug", "Slug", "ChapterId", "Title") or "").casefold()
        if name and name not in seen:
            seen.add(name)
            yield each


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        if text_in(value, "Content"):
            yield value
            return
        for name, each in value.items():
            if not name.casefold().startswith("related"):
                yield from _objects(each, depth + 1)


def chapter_blocks(chapter: Mapping[str, Any]) -> tuple[Block, ...]:
    """
    The blocks of a chapter, its sections included where they are carried apart.

    Raises:
        ValueError: its markup is nested deeper than any page's.
    """
    title = text_in(chapter, "Title")
    slug = (text_in(chapter, "ChapterSlug", "Slug", "ChapterId") or title or "").casefold()
    place = f"chapter {slug[:60]}"
    if slug in _SUMMARIES:
        return statement_blocks(chapter.get("Content"), place)
    return _blocks_with_sections(chapter, place, title, 2)


def _blocks_with_sections(
    part: Mapping[str, Any], place: str, title: str | None, level: int
) -> tuple[Block, ...]:
    content = part.get("Content")
    blocks = _titled(
        markup_blocks(content, place) if isinstance(content, str) else (), title, level
    )
    words = {block.text for block in blocks}
    sections = part.get("Sections")
    return (
        *blocks,
        *chain.from_iterable(
            _section_blocks(each, place, words, level + 1)
            for each in (sections if isinstance(sections, list) else ())
            if isinstance(each, dict) and level < _DEEPEST
        ),
    )


def _section_blocks(
    section: Mapping[str, Any], place: str, printed: set[str], level: int
) -> Sequence[Block]:
    """The blocks of a section, unless its chapter has printed them already."""
    found = _blocks_with_sections(section, place, text_in(section, "Title"), level)
    text = [block.text for block in found if block.kind != "heading"]
    return () if not text or printed.issuperset(text) else found


def _titled(blocks: tuple[Block, ...], title: str | None, level: int) -> tuple[Block, ...]:
    """The blocks under their heading, where the markup leaves it out."""
    if title is None or not blocks:
        return blocks
    first = blocks[0]
    if first.kind == "heading" and _heading(first) in {title, _unnumbered(title)}:
        return blocks
    return (Block("heading", title, level=min(level, 6), place=first.place), *blocks)


def _heading(block: Block) -> str:
    return clean(f"{block.number or ''} {block.text}")


def _unnumbered(title: str) -> str:
    number, _, words = title.partition(" ")
    return words if number.rstrip(".").replace(".", "").isdigit() else title
