"""
The end of one line and the beginning of the next, put together.

A hyphen at the end of a line is the word's own ("follow-up") or only of the line
("proce-dure"), and the page shows no difference. It is the line's only with proof:
the document writes the whole word elsewhere without a hyphen, and never with one.
Prefixes that are written both ways ("re-operation", "reoperation") need the further
proof that the document hyphenates at all. Without proof the hyphen stays, since a
hyphen too many can be seen and a lost one cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_HEAD = re.compile(r"(?:.*[^\w-])?([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]", re.DOTALL)
_TAIL = re.compile(r"([^\W\d_]+)")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|but|as well as)\b")
"""What follows a hyphen that stands for a word to come: "short- and long-term"."""
_BOTH_WAYS = (
    "anti auto bi bio by co counter cross de down endo ex extra fore hyper hypo in infra inter"
    " intra macro mal meta micro mid mini mis mono multi neo neuro non off on out over para per"
    " peri poly post pre pro pseudo re retro self semi sub super tele trans tri ultra un under uni"
    " up well"
)
_PREFIXES = frozenset(_BOTH_WAYS.split())
_HYPHENATING = 3
"""So many different words, proven to be cut by lines, show that a document hyphenates."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document, as far as they do not touch the end of a line."""

    words: frozenset[str]
    hyphenates: bool = False

    def is_cut(self, head: str, tail: str) -> bool:
        """Whether the two halves are proven to be one word without a hyphen."""
        if not self._is_one_word(head, tail):
            return False
        return self.hyphenates or head.rpartition("-")[2] not in _PREFIXES

    def _is_one_word(self, head: str, tail: str) -> bool:
        return f"{head}{tail}" in self.words and f"{head}-{tail}" not in self.words

    @classmethod
    def of(cls, lines: Sequence[str]) -> Vocabulary:
        """Gather the words inside lines, and tell whether lines cut words."""
        words: set[str] = set()
        for line in lines:
            words.update(_inside(line))
        bare = cls(frozenset(words))
        cut = {
            halves
            for above, line in pairwise(lines)
            if (halves := _halves(above, line)) and bare.is_cut(*halves)
        }
        return cls(bare.words, len(cut) >= _HYPHENATING)


def _inside(line: str) -> Iterable[str]:
    end = len(line.rstrip()) - 1 if line.rstrip().endswith(("-", "\u2010")) else len(line)
    for match in _WORD.finditer(line.lower()):
        if match.end() < end or end == len(line):
            yield match[0].replace("\u2010", "-")


def _halves(above: str, line: str) -> tuple[str, str] | None:
    head, tail = _HEAD.fullmatch(above[-80:]), _TAIL.match(line)
    return (head[1].lower(), tail[1].lower()) if head and tail else None


def join_lines(above: str, line: str, vocabulary: Vocabulary) -> str:
    """The text with the next line added: with a space, without one, or without its hyphen."""
    last = above[-1:]
    if last in "-\u2010\u2011":
        if above[-2:-1].isspace() or _SUSPENDED.match(line):
            return f"{above} {line}"
        halves = _halves(above, line)
        if halves and vocabulary.is_cut(*halves):
            return f"{above[:-1]}{line}"
        return f"{above}{line}"
    tight = last in "\u2012\u2013\u2014/" and above[-2:-1].isalnum() and line[:1].isalnum()
    return f"{above}{line}" if tight else f"{above} {line}"
