"""
Paragraph number or quantity?

Plain formats leave the number in the text, where "2.4" can be a paragraph, a dose
or a mean. What decides is the sequence: a number counts where it can follow the
one before it, and where the words after it can begin a paragraph.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,3}){0,3})\.?(?:\s+|(?=[A-Z]))(\S.*)", re.DOTALL)
_BARE = re.compile(r"(\d{1,2}(?:\.\d{1,3}){1,3})\.?")
_QUANTITY = re.compile(
    r"[%x\u00d7\u00b1=<>\u2264\u2265/+\u2013-]|(?:to|and|or|per|out of|times?|fold"
    r"|[m\u00b5\u03bcck]?[gmlL]|mmHg"
    r"|mmol|kPa|years?|months?|weeks?|days?|hours?|minutes?|seconds?|points?|patients?"
    r"|people|million)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}\b"
)
_FURTHEST = 10
"""How many numbers in a row may have been lost in a conversion."""

Number = tuple[int, ...]


def split_number(text: str) -> tuple[str, str] | None:
    """The number in front of a text and the words after it, whatever the number means."""
    match = _NUMBER.fullmatch(text)
    return (match[1], match[2]) if match and not _has_zero(match[1]) else None


def bare_number(text: str) -> str | None:
    """The paragraph number that stands on a line of its own, or None."""
    match = _BARE.fullmatch(text)
    return match[1] if match and not _has_zero(match[1]) else None


def as_number(label: str) -> Number:
    """The parts of a number: `2.4.1` is (2, 4, 1)."""
    return tuple(int(part) for part in label.split("."))


def numbers_paragraph(label: str, words: str, last: Number | None, *, bulleted: bool) -> bool:
    """
    Whether a number in front of a text is that of a paragraph.

    Args:
        label: the number as printed.
        words: the text after it.
        last: the number before it in the document.
        bulleted: whether the line was a list item, which quantities rarely begin.
    """
    number = as_number(label)
    if len(number) == 1:
        return False
    if _QUANTITY.match(words) and not _is_certain(number, last):
        return False
    follows = last is None or can_follow(number, last)
    if words[0].islower():
        return follows and (bulleted or is_next(number, last))
    return follows or (bulleted and words[0].isupper())


def _is_certain(number: Number, last: Number | None) -> bool:
    """Whether the number is the very next one, and not a decimal below a section's number."""
    return last is not None and is_next(number, last) and (len(number), len(last)) != (2, 1)


def can_follow(number: Number, last: Number) -> bool:
    """Whether the number can come after the last one, with a few lost between them."""
    for depth, (here, before) in enumerate(zip(number, last, strict=False)):
        if here != before:
            steps = here - before
            return 0 < steps <= _FURTHEST and all(each <= _FURTHEST for each in number[depth + 1 :])
    below = number[len(last) :]
    return all(each <= _FURTHEST for each in below)


def is_next(number: Number, last: Number | None) -> bool:
    """Whether the number is the very next one, at its depth or one below."""
    if last is None:
        return True
    depth = len(number)
    if depth == len(last) + 1:
        return number[:-1] == last and number[-1] == 1
    return depth <= len(last) and number == (*last[: depth - 1], last[depth - 1] + 1)


def _has_zero(label: str) -> bool:
    return any(part.startswith("0") for part in label.split("."))
