"""
A glance at a text: is there anything in it that could be a citation?

Most of what a trust holds cites nothing, and looking closely at all of it would take
minutes where seconds do. The glance looks at letters and digits alone and sees whether
a number follows a prefix or the last word of a programme's name; it may say yes too
often and never says no where the finder would find something, which a law in the tests
holds it to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from guidetrack.citations.folding import drop_lettered, is_plain
from guidetrack.guidance.programmes import PROGRAMMES, SPELLINGS

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_DIGITS = b"0123456789"
_ALIKE = bytes.maketrans(_LETTERS.upper() + _DIGITS, _LETTERS + b"0" * len(_DIGITS))
"""Every digit becomes the same one."""
_DROPPED = bytes(set(range(256)) - set(_LETTERS + _LETTERS.upper() + _DIGITS))
_SPACED = _ALIKE.translate(bytes.maketrans(_DROPPED, b" " * len(_DROPPED)))
"""Everything but letters and digits becomes a space."""
_BETWEEN = ("no", "nos", "number", "numbers", "ref", "refs", "reference")
"""What may stand between a prefix and its number."""
_STRANGE = re.compile("[\u0130\u0131\u017f\u212a]")
"""Letters that count as i, s and k where case does not matter."""


def may_cite(text: str) -> bool:
    """Whether the finder could find a citation in the text; False is certain."""
    if not text.isascii() and _STRANGE.search(text):
        return True
    if is_plain(text):
        folded = text.encode("utf-8", "replace").translate(_SPACED)
        return _WHOLE_WORDS.search(folded[::-1]) is not None
    folded = drop_lettered(text).encode("utf-8", "replace").translate(_ALIKE, _DROPPED)
    return _BACKWARDS.search(folded[::-1]) is not None


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words, given in lower case, may stand in the text in any case."""
    if not text.isascii() and _STRANGE.search(text):
        return True
    folded = text.lower()
    return any(word in folded for word in words)


def _last_words() -> set[str]:
    """What stands right in front of a number that is cited, other than a prefix."""
    names = {re.sub("[^a-z]", "", name.split()[-1]) for name in SPELLINGS}
    return names | set(_BETWEEN)


def _plurals(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, f"{word}s")}


def _branch(words: Iterable[str]) -> str:
    """A pattern for words as a tree of letters, so that each letter is looked at once."""
    first: dict[str, list[str]] = {}
    for word in words:
        first.setdefault(word[:1], []).append(word[1:])
    ends = first.pop("", None) is not None
    branches = [letter + _branch(rest) for letter, rest in sorted(first.items())]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


_PREFIXES = {prefix.casefold() for prefix in PROGRAMMES}
_BACKWARDS = re.compile(
    f"0{_branch(word[::-1] for word in _plurals(_PREFIXES | _last_words()))}".encode()
)
"""Matched from the number to what precedes it, because numbers are rarer than words."""
_WHOLE_WORDS = re.compile(
    f"0 *(?:s?{_branch(word[::-1] for word in _PREFIXES)}(?= |$|f0|00)"
    f"|{_branch(word[::-1] for word in _plurals(_last_words()))})".encode()
)
"""The same where words are still apart; before a prefix, `%2F` and `%20` part as well."""
