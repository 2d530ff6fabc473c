"""
HTML to blocks: chapters and pages of the guidance site, also inside its feeds.

Three generations of chapter markup are live at once; all of them set paragraph
numbers apart, so the numbers go into `Block.number`. Page furniture is left out
by what it is (navigation, forms, footers), never by its wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guidetrack.sources.characters import clean
from guidetrack.sources.document import Block, BlockKind
from guidetrack.sources.markup import check_nesting

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SKIPPED = frozenset(
    [
        "aside",
        "audio",
        "button",
        "canvas",
        "footer",
        "form",
        "head",
        "iframe",
        "input",
        "link",
        "meta",
        "nav",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_SKIPPED_CLASSES = frozenset({"annotator-adder", "breadcrumbs", "stacked-nav", "prev-next"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "header",
        "hr",
        "html",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"strong", "b"})
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_DEEPEST = 6
_BARE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,3}){0,3}\.?")
_RAISED = str.maketrans(
    "0123456789+-\u2212",
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b",
)
_RAISED_NUMBER = re.compile(r"[+\u2212-]?\d{1,3}")
_BOLD_ENDS = (".", ":", ";", ",", "!")
_LONGEST_BOLD_HEADING = 160


def parse_markup(text: str) -> LexborHTMLParser:
    """
    Parse a page or a piece of one.

    Raises:
        ValueError: elements are nested deeper than any page's; the parser's time
            grows with the square of the depth.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - loaded only for HTML

    check_nesting(text)
    return LexborHTMLParser(text)


def blocks_of(page: LexborHTMLParser) -> tuple[Block, ...]:
    """The headings, paragraphs and items of the guidance on a page, in reading order."""
    collector = _Collector()
    for root in _roots(page):
        collector.collect(root)
    return tuple(collector.blocks)


def _roots(page: LexborHTMLParser) -> list[LexborNode]:
    """Where the guidance stands: its chapters, the summary of an overview, or the whole body."""
    chapters = page.css("div.chapter")
    if chapters:
        return chapters
    for selector in ("div.summary", "main", "[role=main]"):
        found = page.css_first(selector)
        if found is not None:
            return [found]
    return [page.body] if page.body is not None else []


@dataclass(slots=True)
class _Collector:
    """Walks the elements with a stack of its own, so that no page is too deep for it."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    number: str | None = None
    """A paragraph number that the markup set apart, waiting for its text."""
    lists: int = 0
    heading: int = 0
    item: int = 0
    """Depth of the list item that is open, or 0."""
    row: list[str] | None = None
    """The cells of the table row that is open."""
    bold: int = 0
    plain: bool = False
    """Whether the open paragraph has words that are not bold."""
    raised: int = 0
    in_number: int = 0

    def collect(self, root: LexborNode) -> None:
        """Add the blocks of everything below the root."""
        for node, opens in _walk(root):
            tag = node.tag or ""
            if tag == "-text":
                self._take(node.text_content or "")
            elif opens:
                self._open(node, tag)
            else:
                self._close(node, tag)
        self._flush()

    def _take(self, text: str) -> None:
        if self.in_number:
            self.number = clean((self.number or "") + text) or None
            return
        if self.raised and _RAISED_NUMBER.fullmatch(text.strip()) and self._ends_in_a_word():
            text = text.strip().translate(_RAISED)
        if text.strip() and not self.bold:
            self.plain = True
        self.words.append(text)

    def _ends_in_a_word(self) -> bool:
        """Whether a raised number is an exponent; after a bracket it is a footnote's."""
        return bool(self.words) and self.words[-1][-1:].isalnum()

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            if self.item or self.row is not None or self.heading:
                self.words.append(" ")
            else:
                self._flush()
        elif tag in _LISTS:
            self._flush()
            self.lists += 1
        elif tag in _HEADINGS:
            self._flush()
            self.heading = _HEADINGS[tag]
        elif tag == "li":
            self._flush()
            self.item = self.lists or 1
        elif tag == "tr" and self.row is None and _columns(node) > 1:
            self._flush()
            self.row = []
        elif tag in _BLOCKS or tag in _CELLS:
            self._boundary(tag)
        else:
            self._open_inline(node, tag, 1)

    def _close(self, node: LexborNode, tag: str) -> None:
        if tag in _LISTS:
            self._flush()
            self.lists -= 1
            self.item = self.lists
        elif tag in _HEADINGS:
            self._flush()
            self.heading = 0
        elif tag == "li":
            self._flush()
            self.item = self.lists - 1 if self.lists > 1 else 0
        elif tag in _CELLS and self.row is not None:
            self.row.append(clean("".join(self.words)))
            self.words.clear()
        elif tag == "tr" and self.row is not None:
            text, self.row = " | ".join(self.row), None
            self._add("paragraph", text, 0)
        elif tag in _BLOCKS or tag in _CELLS:
            self._boundary(tag)
        else:
            self._open_inline(node, tag, -1)

    def _open_inline(self, node: LexborNode, tag: str, step: int) -> None:
        if tag in _BOLD:
            self.bold += step
        elif tag == "sup":
            self.raised += step
        elif tag == "span" and "paragraph-number" in _classes(node):
            if step > 0 and clean("".join(self.words)):
                self._flush()
            self.in_number += step

    def _boundary(self, tag: str) -> None:
        if self.row is not None or (self.item and tag in {"p", "div"}):
            self.words.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        if self.row is not None:
            self.words.append(" ")
            return
        text = clean("".join(self.words))
        bold = not self.plain
        self.words.clear()
        self.plain = False
        if self.heading:
            if _BARE_NUMBER.fullmatch(text):
                self.number = text
            else:
                self._add("heading", text, self.heading)
        elif self.item:
            self._add("item", text, min(self.item, _DEEPEST))
        elif bold and _is_bold_heading(text):
            self._add("heading", text, 6)
        else:
            self._add("paragraph", text, 0)

    def _add(self, kind: BlockKind, text: str, level: int) -> None:
        if not text:
            return
        number = self.number.rstrip(".") if self.number else None
        self.number = None
        place = f"block {len(self.blocks) + 1}"
        self.blocks.append(Block(kind, text, level=level, number=number, place=place))


def _is_bold_heading(text: str) -> bool:
    short = len(text) <= _LONGEST_BOLD_HEADING and not text.endswith(_BOLD_ENDS)
    return short and any(letter.isalpha() for letter in text)


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below the root, at its opening (True) and, for elements, its closing (False)."""
    waiting: list[tuple[LexborNode, bool]] = [(root, True)]
    while waiting:
        node, opens = waiting.pop()
        yield node, opens
        if not opens or node.tag == "-text":
            continue
        waiting.append((node, False))
        child = node.last_child
        while child is not None:
            if _counts(child):
                waiting.append((child, True))
            child = child.prev


def _counts(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        return True
    if tag.startswith(("-", "!")) or tag in _SKIPPED:
        return False
    attributes = node.attributes
    if not attributes:
        return True
    if "hidden" in attributes or attributes.get("role") == "navigation":
        return False
    return not _SKIPPED_CLASSES.intersection((attributes.get("class") or "").split())


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _columns(row: LexborNode) -> int:
    count, cell = 0, row.child
    while cell is not None:
        count += cell.tag in _CELLS
        cell = cell.next
    return count
