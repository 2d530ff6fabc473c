"""
Phrases that NICE rewrote in many documents at once.

"Specialist Advisers" became "professional experts" everywhere, silently, and is no
change of any one document. Such a phrase is known by the company it keeps: the same
words gave way to the same words in several documents of one comparison, and neither
a number nor a "not" was among them. Recommendations are left out: what they say is
always told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guidetrack.diff.change import Change
from guidetrack.diff.wording import changed_passages
from guidetrack.events.aspects import aspects_of
from guidetrack.events.substance import forms_in_agreement
from guidetrack.events.view import CorpusView, PairView

FEWEST = 3
"""Documents in which a phrase must be rewritten before it counts as a standing one."""
_LONGEST = 8
"""Words; what is longer is a passage and not a phrase."""


class Phrase(NamedTuple):
    """Words in place of words."""

    before: str
    after: str


class Rewriting(NamedTuple):
    """A standing phrase that was rewritten, and where nothing else changed."""

    phrase: Phrase
    found: tuple[tuple[str, Change], ...]
    """Number of the guidance, and the change that this phrase explains."""


def rewritten_phrases(corpus: CorpusView) -> Iterator[Rewriting]:
    """Yield each phrase that was rewritten in several documents, in stable order."""
    texts = [
        (view.name, change, phrases)
        for view in corpus.pairs
        for change in view.unclaimed("sections")
        if change.field == "text" and (phrases := _phrases(view, change))
    ]
    documents: dict[Phrase, set[str]] = {}
    for name, _, phrases in texts:
        for phrase in phrases:
            documents.setdefault(phrase, set()).add(name)
    standing = {phrase for phrase, names in documents.items() if len(names) >= FEWEST}
    explained: dict[Phrase, list[tuple[str, Change]]] = {}
    for name, change, phrases in texts:
        if standing.issuperset(phrases):
            explained.setdefault(phrases[0], []).append((name, change))
    for phrase, found in sorted(explained.items()):
        yield Rewriting(phrase, tuple(found))


def _phrases(view: PairView, change: Change) -> list[Phrase]:
    """Every place of a text that changed, or nothing where one of them is more than a phrase."""
    found: list[Phrase] = []
    for passage in changed_passages(*forms_in_agreement(change.before, change.after, view)):
        phrase = Phrase(" ".join(passage.removed), " ".join(passage.added))
        if not all(0 < len(words.split()) <= _LONGEST for words in phrase):
            return []
        if aspects_of(*phrase) != ("wording",):
            return []
        found.append(phrase)
    return found
