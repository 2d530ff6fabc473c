"""
Recommendation categories: how freely a procedure or technology may be used.

Rules are data: a wording the publisher has used, where it was seen, and what it
means. They are asked in order for each sentence, because one sentence can hold
the words of several ("special arrangements ... audit or research" is special).
Wording that no rule knows has no category; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guidetrack.extract.category_rules import RULES, Rule
from guidetrack.extract.sentences import spans
from guidetrack.guidance.category import Category

_LONGEST_SENTENCE = 3_000
"""A longer one is no sentence of guidance, and would only cost time."""


@dataclass(frozen=True, slots=True)
class CategoryMatch:
    """A category, with the words that decided it."""

    category: Category
    words: str
    """As they stand in the text."""
    start: int
    end: int


@lru_cache(maxsize=16_384)
def classify(text: str) -> tuple[CategoryMatch, ...]:
    """
    The categories that a recommendation's own words give it, in order, once each.

    Usually none or one; several where a paragraph speaks of several populations.
    """
    found: dict[Category, CategoryMatch] = {}
    for start, end in spans(text):
        match = _decide(text, start, end)
        if match:
            found.setdefault(match.category, match)
    if "evidence-generation" in found:
        found.pop("can-be-used", None)
        found.pop("recommended", None)
    return tuple(found.values())


def categorise(text: str, stem: str | None = None) -> tuple[Category, ...]:
    """
    The category codes of a paragraph, or of a bullet below the stem it completes.

    A bullet that says nothing by itself is read on from its stem ("This procedure
    should only be used:" "with special arrangements ..."); what the stem says by
    itself stays the stem's.
    """
    own = tuple(match.category for match in classify(text))
    if own or not stem or not stem.rstrip().endswith((":", "...", "\u2026")):
        return own
    lead = stem.rstrip(" :.\u2026").rsplit("\n", 1)[-1] + " "
    return tuple(m.category for m in classify(lead + text) if m.end > len(lead))


def _decide(text: str, start: int, end: int) -> CategoryMatch | None:
    sentence = text[start:end]
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    for rule in RULES:
        match = rule.pattern.search(sentence)
        if match and not _is_excepted(rule, sentence):
            first, last = start + match.start(), start + match.end()
            return CategoryMatch(rule.category, match[0], first, last)
    return None


def _is_excepted(rule: Rule, sentence: str) -> bool:
    return rule.unless is not None and rule.unless.search(sentence) is not None
