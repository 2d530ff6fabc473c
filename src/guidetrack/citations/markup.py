"""
HTML to passages: a paragraph each as a reader of the page sees it, and its addresses.

Inline elements join ("IPG<b>75</b>" is one word), everything else parts. The tree is
walked without recursion, because depth is in the hands of whoever made the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from guidetrack.citations.passage import Passage, UnscannableError
from guidetrack.sources.markup import check_nesting

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "br"),
    }
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "-comment"})

_BLOCK = re.compile(r"<(?:p|div|tr|li|table|h[1-6])[\s>]", re.IGNORECASE)
_LARGEST = 1_000_000
"""Characters after which a page is cut at its next block."""
_LONGEST = 5_000_000


def cut_markup(text: str, place: str = "") -> Iterator[Passage]:
    """
    Cut a page into its paragraphs, counted from 1, headings and cells among them.

    Raises:
        ValueError: elements are nested deeper than any page's.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - loaded only for HTML

    check_nesting(text)
    roots = (LexborHTMLParser(piece).root for piece in _pieces(text))
    number = 0
    for words, addresses in chain.from_iterable(_blocks(root) for root in roots if root):
        if not (words or addresses):
            continue
        number += 1
        here = f"paragraph {number}"
        where = f"{place}, {here}" if place else here
        for each in (words, *addresses):
            if each:
                yield Passage(where, each)


def _pieces(text: str) -> Iterator[str]:
    """A page in pieces that begin with a block: a tree takes thirty times the size of its text."""
    start = 0
    while start < len(text):
        following = _BLOCK.search(text, start + _LARGEST)
        end = following.start() if following else len(text)
        if end - start > _LONGEST:
            raise UnscannableError("it is a page of many megabytes without a paragraph in it")
        yield text[start:end]
        start = end


def _blocks(root: LexborNode) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text of each block, and the addresses it links to."""
    words: list[str] = []
    addresses: dict[str, None] = {}
    waiting: list[tuple[LexborNode, bool]] = [(root, False)]
    while waiting:
        node, is_end = waiting.pop()
        tag = node.tag or ""
        if tag in _UNSEEN:
            continue
        if tag == "-text":
            words.append(node.text_content or "")
            continue
        if tag == "br":
            words.append("\n")
        elif tag not in _INLINE:
            yield _shown(words), tuple(addresses)
            words, addresses = [], {}
        if is_end:
            continue
        href = node.attributes.get("href")
        if href and tag in {"a", "area", "link"}:
            addresses[href] = None
        waiting.append((node, True))
        children = list(node.iter(include_text=True))
        waiting.extend((child, False) for child in reversed(children))
    yield _shown(words), tuple(addresses)


def _shown(words: list[str]) -> str:
    lines = "".join(words).split("\n")
    return " ".join(" ".join(line.split()) for line in lines if line.strip())
