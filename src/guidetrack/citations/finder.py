"""
A text to the citations in it.

Forms are found first and judged after, so that what is written and what it means are
two questions with an answer each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from guidetrack.citations.folding import fold
from guidetrack.citations.forms import Form, find_candidates
from guidetrack.citations.glance import may_cite
from guidetrack.citations.judging import Certainty, Knows, judge
from guidetrack.guidance.reference import Reference

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WIDE = re.compile("[\uff01-\uff5e]")
_NARROWED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters and digits as wide as Chinese characters, which pasted text may hold, to plain ones."""
_LONGEST = 300
"""Characters of the words that cite; more is a list as long as a page."""
_END = 20


class Citation(NamedTuple):
    """A reference cited in a text."""

    reference: Reference
    certainty: Certainty
    reason: str
    """Why it is ambiguous; else empty."""
    text: str
    """The words that cite it, as written; in a list from its prefix on."""
    start: int
    end: int
    """Where they stand in the text without its invisible characters."""
    form: Form | Literal["bare"] = "joined"
    """`bare` where a column gives the number its prefix."""
    """How it is written."""


def find_citations(text: str, *, knows: Knows, in_column: bool = False) -> Iterator[Citation]:
    """
    Find every citation of guidance in a text, in order.

    Args:
        text: a paragraph, a cell or a line; a sentence in it is the context that counts.
        knows: whether the store knows a number, which makes a spaced form likely.
        in_column: whether the text stands in a column of references.
    """
    visible = show_visible(text)
    if not may_cite(visible):
        return
    folded = fold(visible)
    for each in find_candidates(folded.text):
        certainty, reason = judge(folded.text, each, knows=knows, in_column=in_column)
        start, end = folded.original(each.start), folded.original(each.end - 1) + 1
        words = _words(visible, start, end)
        yield Citation(each.reference, certainty, reason, words, start, end, each.form)


def _words(text: str, start: int, end: int) -> str:
    """The words that cite; of a long list or address, its beginning and its end."""
    if end - start > _LONGEST:
        text = f"{text[start : start + _LONGEST - _END]} \u2026 {text[end - _END : end]}"
        start, end = 0, len(text)
    return " ".join(text[start:end].split())


def show_visible(text: str) -> str:
    """Drop characters that nobody sees, such as soft hyphens, which split numbers."""
    if text.isascii():
        return text
    visible = _INVISIBLE.sub("", text)
    return visible.translate(_NARROWED) if _WIDE.search(visible) else visible
