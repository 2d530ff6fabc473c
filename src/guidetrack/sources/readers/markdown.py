"""
Markdown, also where a conversion from PDF left hardly any of it.

Blocks are found line by line (see `sources.lines`); what stands inside a line is
left to markdown-it, which knows escapes, nested brackets and entities. The words
of a link stay, its address goes, and a formula is written as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from guidetrack.sources.document import ParsedDocument, SourceDocument
from guidetrack.sources.lines import scan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SIGNS = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|\]\([^()\s]*\)|\*\*\S|__\S|\\[\[\](){}*_#.\-]"
    r"|<!--|^ {0,3}(?:={3,}|-{3,})[ \t]*$|^[ \t]*\|.*\|[ \t]*$|\$[^$\n]{1,80}\$",
    re.MULTILINE,
)
_INLINE = re.compile(r"[*_`\[\]\\<&!]")
_LONGEST = 20_000
"""A longer line is no paragraph of guidance and is left as it stands."""
_FORMULA = re.compile(r"\$(?=\S)([^$\n]{1,120}?)(?<=\S)\$(?!\d)")
_FORMULA_SIGN = re.compile(r"[<>=\\^_\u00b1\u2264\u2265\u00d7]")
_COMMANDS: tuple[tuple[str, str], ...] = (
    (r"\\leq?(?:slant)?\b", "\u2264"),
    (r"\\geq?(?:slant)?\b", "\u2265"),
    (r"\\lt\b", "<"),
    (r"\\gt\b", ">"),
    (r"\\pm\b", "\u00b1"),
    (r"\\times\b", "\u00d7"),
    (r"\\approx\b|\\sim\b", "\u2248"),
    (r"\\alpha\b", "\u03b1"),
    (r"\\beta\b", "\u03b2"),
    (r"\\mu\b", "\u00b5"),
    (r"\\circ\b", "\u00b0"),
    (r"\\(?:text|mathrm|mathit|mathbf)\b", ""),
    (r"\\([%&$#_])", r"\1"),
    (r"\\[,;:! ]", " "),
    (r"[{}]", ""),
)
_INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)\s*(?:/?>|[^>]*=[^>]*>)")


def recognises(text: str) -> bool:
    """Whether the text has headings, links, strong words, escapes, tables or formulas."""
    return bool(_SIGNS.search(text))


def parse(source: SourceDocument, text: str) -> ParsedDocument:
    """Read the text line by line, and take the markup off each line."""
    return ParsedDocument(source, "markdown", scan(text, _unmark, marked=True))


def _unmark(text: str) -> str:
    if "$" in text:
        text = _FORMULA.sub(_read_formula, text)
    if len(text) > _LONGEST or not _INLINE.search(text):
        return text
    return "".join(_visible(_grammar().parseInline(text)))


def _read_formula(match: re.Match[str]) -> str:
    formula = match[1]
    if not _FORMULA_SIGN.search(formula):
        return match[0]
    for pattern, sign in _COMMANDS:
        formula = re.sub(pattern, sign, formula)
    return re.sub(r"\s*([<>=\u2264\u2265])\s*", r" \1 ", formula).strip()


@lru_cache(maxsize=1)
def _grammar() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - loaded only for Markdown

    return MarkdownIt("commonmark")


def _visible(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _visible(token.children or [])
        elif token.type in {"text", "code_inline", "text_special"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "html_inline":
            yield _tag(token.content)


def _tag(markup: str) -> str:
    """Nothing for a tag of HTML; anything else in angle brackets is text ("a <b and c> d")."""
    name = _TAG.match(markup)
    if name and name[1].lower() in _INLINE_TAGS:
        return " " if name[1].lower() == "br" else ""
    return markup
