"""
What a rewording touches: the words that decide care, found in what changed.

Each place that changed is read with what stands in front of it, so that "50" is a
quantity after "aged" and a pointer after "section". Words are counted before and
after: where as many of a sort left as came, as in a sentence said anew, nothing of
that sort changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from guidetrack.diff.wording import Passage, changed_passages
from guidetrack.events.event import Priority
from guidetrack.guidance.reference import find_references

ASPECTS = ("negation", "strength", "quantity", "population", "reference", "wording")
"""In the order events list them."""

_NEGATION = re.compile(
    r"not|no|never|without|cannot|can't|don't|neither|nor|none|nobody|nothing|unless|except|avoid"
    r"|stop|contraindicated"
)
_NEGATED = re.compile(r"(?:in|un|im|non-?|ir|dis)(?=[a-z]{4})")
_STRENGTHS = {
    "must": re.compile(r"must|shall|required|mandatory|essential|always"),
    "should": re.compile(r"should|recommend(?:s|ed)?|advised?|ensure"),
    "offer": re.compile(r"offer(?:s|ed|ing)?"),
    "consider": re.compile(r"consider(?:s|ed|ing)?"),
    "may": re.compile(r"may|might|could|can|option|optional"),
    "only": re.compile(r"only|solely|exclusively"),
}
_NUMBER_WORDS = {
    "zero": "0",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "once": "1 time",
    "twice": "2 times",
    "half": "1/2",
    "double": "x2",
    "triple": "x3",
}
"""Words that are numbers; "one" is too often none."""
_INTERVAL = re.compile(
    r"daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|hourly|nightly"
)
_UNIT = re.compile(
    r"(?:%|percent|mg|g|kg|mcg|micrograms?|milligrams?|grams?|ml|millilitres?|litres?|l|units?|iu"
    r"|mmol|mol|mm|cm|m|mmhg|kpa|bpm|hz|mhz|ghz|gy|mgy|j|w|°c|°|seconds?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|times?|doses?|tablets?|sessions?|(?:mg|g|ml|l|micrograms?)/.+)"
)
_COMPARISON = re.compile(
    r"[<>=\u2264\u2265]|over|under|above|below|more|less|fewer|least|most|within|before|after|up|than"
    r"|exceeding|minimum|maximum|older|younger|beyond|until|between"
)
_POPULATION = re.compile(
    r"adults?|child|children|infants?|bab(?:y|ies)|neonat(?:es?|al)|newborns?|adolescents?|girls?"
    r"|boys?|wom[ae]n|m[ae]n|females?|males?|pregnan(?:t|cy)|breastfeeding|(?:pre|post|peri)menopausal"
    r"|elderly|frail|severe(?:ly)?|mild|moderate|acute|chronic|advanced|early|recurrent|refractory"
    r"|(?:high|low)-risk|(?:a)?symptomatic|unfit|(?:in)?eligible|selected|young|paediatric"
    r"|(?:in|out)patients|smokers|diabet(?:es|ic)|immunocompromised|carers|families"
)
_CLAUSE = 4
"""From so many words on, what came or went is a clause with a strength of its own."""
_POINTS = re.compile(r"(?:sections?|recommendations?|tables?|figures?|appendix|chapters?|box)$")
_LABEL = re.compile(r"\d+(?:\.\d+)*[a-z]?$")
_EDGES = re.compile(r"^[(\[\"']+|[.,;:!?)\]\"']+$")


def aspects_of(before: str, after: str) -> tuple[str, ...]:
    """
    Name the aspects of a rewording, in the order of `ASPECTS`; `wording` where it has no other.

    Raises nothing; equal texts have no aspects.
    """
    found: set[str] = set()
    for passage in changed_passages(before, after):
        if _bare(passage.removed) != _bare(passage.added):
            found |= _aspects_of_passage(passage)
            found.add("wording")
    if len(found) > 1:
        found.discard("wording")
    return tuple(aspect for aspect in ASPECTS if aspect in found)


def priority_of(aspects: Iterable[str], before: str, after: str) -> Priority:
    """
    Say how urgent a rewording is.

    `act` where a negation or a quantity changed, or where the strength became must,
    must not or do not; else `review`.
    """
    named = set(aspects)
    binding = "strength" in named and _became_binding(before, after)
    return "act" if binding or named & {"negation", "quantity"} else "review"


def _became_binding(before: str, after: str) -> bool:
    for passage in changed_passages(before, after):
        old, new = [Counter(_strengths(_bare(words))) for words in (passage.removed, passage.added)]
        if new["must"] > old["must"]:
            return True
    return False


def _bare(words: Iterable[str]) -> list[str]:
    return [bare for word in words if (bare := _EDGES.sub("", word).casefold())]


def _aspects_of_passage(passage: Passage) -> set[str]:
    old = _Side(passage.removed, passage.lead_before, passage.rest)
    new = _Side(passage.added, passage.lead_after, passage.rest)
    return {
        aspect
        for aspect, one, two in (
            ("negation", old.negations(), new.negations()),
            ("strength", *_comparable_strengths(old, new)),
            ("quantity", old.quantities(), new.quantities()),
            ("population", old.populations(), new.populations()),
            ("reference", old.references(), new.references()),
        )
        if Counter(one) != Counter(two)
    } | ({"negation"} if _prefix_negates(old.words, new.words) else set())


def _comparable_strengths(old: _Side, new: _Side) -> tuple[list[str], list[str]]:
    """Strengths of both sides; of a clause that only came or went, no more than a must."""
    found = old.strengths(), new.strengths()
    if bool(old.words) != bool(new.words) and len(old.words + new.words) >= _CLAUSE:
        must_only = [[word for word in words if word == "must"] for words in found]
        return must_only[0], must_only[1]
    return found


def _strengths(words: Iterable[str]) -> Iterator[str]:
    return (
        degree
        for word in words
        for degree, pattern in _STRENGTHS.items()
        if pattern.fullmatch(word)
    )


def _prefix_negates(old: list[str], new: list[str]) -> bool:
    """Whether "adequate" became "inadequate", or the other way round."""
    bare_old = {_NEGATED.sub("", word, count=1) for word in old if _NEGATED.match(word)}
    bare_new = {_NEGATED.sub("", word, count=1) for word in new if _NEGATED.match(word)}
    return bool((bare_old & set(new)) ^ (bare_new & set(old)))


class _Side:
    """The words one side has in a place that changed."""

    def __init__(self, words: tuple[str, ...], lead: str, rest: str) -> None:
        self._joined = " ".join(words)
        self.words = _bare(words)
        self._lead = _bare(lead.split()[-3:])
        self._rest = _bare(rest.split()[:2])
        self._pointers = {at for at in range(len(self.words)) if self._is_pointer(at)}

    def _previous(self, at: int, back: int = 1) -> str:
        before = [*self._lead, *self.words[:at]]
        return before[-back] if len(before) >= back else ""

    def _is_pointer(self, at: int) -> bool:
        if not _LABEL.match(self.words[at]):
            return False
        joined_to = self._previous(at, 2) if self._previous(at) in {"and", "or", "to"} else ""
        return bool(
            _POINTS.match(self._previous(at))
            or (joined_to and _LABEL.match(joined_to) and "." in self.words[at])
        )

    def negations(self) -> list[str]:
        return ["not" for word in self.words if _NEGATION.fullmatch(word)]

    def strengths(self) -> list[str]:
        return list(_strengths(self.words))

    def references(self) -> list[str]:
        cited = [str(mention.reference) for mention in find_references(self._joined)]
        return cited + [self.words[at] for at in sorted(self._pointers)]

    def quantities(self) -> list[str]:
        cited = {number for each in self.references() for number in re.findall(r"\d+$", each)}
        return [
            _NUMBER_WORDS.get(word, word)
            for at, word in enumerate(self.words)
            if at not in self._pointers
            and not (word in cited or any(word == ref.casefold() for ref in self.references()))
            and self._is_quantity(at, word)
        ]

    def _is_quantity(self, at: int, word: str) -> bool:
        if any(character.isdecimal() for character in word) or word in _NUMBER_WORDS:
            return True
        if _INTERVAL.fullmatch(word):
            return True
        if _UNIT.fullmatch(word):
            return self._beside_number(at, -1)
        return bool(_COMPARISON.fullmatch(word)) and self._beside_number(at, 1)

    def _beside_number(self, at: int, step: int) -> bool:
        if step < 0:
            return any(_is_number(self._previous(at, back)) for back in (1, 2))
        following = [*self.words[at + 1 :], *self._rest][:2]
        return any(_is_number(word) for word in following)

    def populations(self) -> list[str]:
        return [word for word in self.words if _POPULATION.fullmatch(word)]


def _is_number(word: str) -> bool:
    return bool(re.search(r"\d", word)) or word in _NUMBER_WORDS
