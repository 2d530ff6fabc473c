"""
Page furniture: what a page prints around the guidance, never part of it.

Running heads and footers land in the middle of sentences when a PDF is
converted, and the contents page repeats every heading. They are taken out before
anything is read, so that they can become neither text nor heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from guidetrack.guidance.comparison import comparison_form
from guidetrack.sources.document import Block

_FOOTER = re.compile(
    r"(?:\u00a9|\(c\)) ?(?:NICE|National Institute for Health)[^.]{0,60}\. ?All rights reserved\."
    r"(?: ?Subject to Notice of rights(?: \([^)]{0,160}\))?\.?)?(?: ?Page \d+ of \d*)?",
    re.IGNORECASE,
)
_WHOLE_LINES = re.compile(
    r"(?:\u00a9|\(c\)) ?(?:NICE|National Institute)\b.{0,200}"
    r"|Subject to Notice of rights\b.{0,160}"
    r"|\(?(?:https?://)?www\.nice\.org\.uk/terms-and-(?: ?conditions\S*)?"
    r"|conditions#notice-of-rights\)?\.?.{0,20}"
    r"|of rights\)?\.?"
    r"|Page \d{1,4}(?: ?of(?: ?\d{1,4})?)?"
    r"|-? ?\d{1,3} ?-?"
    r"|(?:Back to top|Next page|Previous page|Next|Previous|Skip to (?:main )?content"
    r"|Print this page)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[]?[a-z]{2,8} ?\d{1,5}[)\]]?")
_CUT_PAGE = re.compile(r"Page \d{1,4} ?of", re.IGNORECASE)
_SPLIT_HEADINGS = {("1", "recommendations"), ("1", "guidance"), ("2", "the procedure")}
"""Headings whose number a conversion may set on a line of its own."""
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_PAGE = re.compile(r"[\s.\u2026\u00b7_]\d{1,3}$")
_LEADERS = " .\u2026\u00b7_"
_STATEMENT = re.compile(r"(?:this|the) (?:guidance|guideline|document|advice)\b", re.IGNORECASE)
_LONGEST_TITLE = 300
_LONGEST_PAGE = 4


def is_contents_heading(text: str) -> bool:
    """Whether the words are the heading of a contents page."""
    return bool(_CONTENTS.fullmatch(text))


def without_furniture(blocks: Sequence[Block], title: str | None) -> tuple[Block, ...]:
    """The blocks without running heads, footers, page numbers and site buttons."""
    head = comparison_form(title).casefold() if title else None
    return tuple(_kept(blocks, head))


def _kept(blocks: Sequence[Block], head: str | None) -> Iterator[Block]:
    titled = False
    for index, block in enumerate(blocks):
        text = _FOOTER.sub(" ", block.text).strip() if "ights" in block.text else block.text
        if not text:
            continue
        if head and _is_running_head(text, head):
            if titled:
                continue
            titled = True
        if _WHOLE_LINES.fullmatch(text) and not _numbers_a_heading(blocks, index):
            continue
        yield block if text == block.text else replace(block, text=" ".join(text.split()))


def _is_running_head(text: str, head: str) -> bool:
    if len(text) > _LONGEST_TITLE or text[:1].casefold() != head[:1]:
        return False
    form = comparison_form(text).casefold()
    if not form.startswith(head):
        return False
    rest = form.removeprefix(head).strip()
    return not rest or bool(_BRACKETED.fullmatch(rest))


def _numbers_a_heading(blocks: Sequence[Block], index: int) -> bool:
    """Whether a bare number is that of the heading below it, set on a line of its own."""
    if index + 1 >= len(blocks) or (index and _CUT_PAGE.fullmatch(blocks[index - 1].text)):
        return False
    return (blocks[index].text, blocks[index + 1].text.casefold()) in _SPLIT_HEADINGS


def without_contents(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], frozenset[str]]:
    """
    The blocks without the contents page, and the headings that it lists.

    The listed headings are lower-case comparison forms with their numbers; in a
    text without markup they are what tells a heading from a short sentence.
    """
    kept: list[Block] = []
    listed: set[str] = set()
    index = 0
    while index < len(blocks):
        if is_contents_heading(blocks[index].text):
            index = _after_contents(blocks, index + 1, listed)
        else:
            kept.append(blocks[index])
            index += 1
    return tuple(kept), frozenset(listed)


def _after_contents(blocks: Sequence[Block], index: int, listed: set[str]) -> int:
    below = [heading_form(block.text[:_LONGEST_TITLE]) for block in blocks]
    last = {form: place for place, form in enumerate(below)}
    while index < len(blocks):
        text = blocks[index].text
        if is_contents_heading(text):
            index += 1
            continue
        if _STATEMENT.match(text):
            return index
        page = _PAGE.search(text[-_LONGEST_PAGE:])
        if page:
            name = text[: -len(page[0])].rstrip(_LEADERS)
            listed.add(heading_form(name[:_LONGEST_TITLE]))
        elif last[below[index]] > index:
            listed.add(below[index])
        else:
            return index
        index += 1
    return index


def heading_form(text: str) -> str:
    """A heading as the contents page may print it."""
    return comparison_form(text).casefold().rstrip(".: ")
