"""
Whether two texts differ in substance, or only in numbers and punctuation.

The comparison form has folded typography already. Beyond it, four differences are
none of guidance: the document's own number old or new, a guidance number that has
migrated, a recommendation or section that was renumbered, and punctuation around
words. A digit, a unit or a word that changed is always of substance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from guidetrack.diff.references import form_renaming, mentioned
from guidetrack.diff.wording import sentences
from guidetrack.events.view import Nature, PairView
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.reference import Reference

_POINTER = re.compile(
    r"\b((?:recommendation|section|paragraph)s?)((?:(?:,| and| or| to|,? and)?\s+\d+(?:\.\d+)+)+)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\d+(?:\.\d+)+")
_EDGES = re.compile(r"^[(\[\"']+|[.,;:!?)\]\"']+$")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_NAME = re.compile(r"[A-Z][a-z]{2,}")


def nature_of(before: str, after: str, view: PairView) -> Nature:
    """
    Say what kind of difference there is between two texts whose comparison forms differ.

    `cross-reference` and `punctuation` may come with the document's own number
    as well; `own-number` is that and nothing else.
    """
    known = view.natures.get((before, after))
    if known is None:
        known = view.natures[before, after] = _nature(before, after, view)
    return known


def _nature(before: str, after: str, view: PairView) -> Nature:
    own = view.own_names
    if form_renaming(before, own) == form_renaming(after, own):
        return "own-number"
    old, new = forms_in_agreement(before, after, view)
    if old == new:
        return "cross-reference"
    return "punctuation" if bare_form(old) == bare_form(new) else "substance"


def forms_in_agreement(before: str, after: str, view: PairView) -> tuple[str, str]:
    """Comparison forms in which numbers that are known to be the same read the same."""
    names = {**view.own_names, **_migrated_names(before, after, view)}
    moved = _renumbered(view)
    pointed = _POINTER.sub(lambda found: _repointed(found, moved), before)
    return form_renaming(pointed, names), form_renaming(after, names)


def bare_form(form: str) -> str:
    """A comparison form without punctuation around words and without capitals that open them."""
    words = _HYPHEN.sub(" ", _THOUSANDS.sub("", form)).split()
    bare = (_EDGES.sub("", word) for word in words)
    return " ".join(word.lower() if _NAME.fullmatch(word) else word for word in bare if word)


def _migrated_names(before: str, after: str, view: PairView) -> dict[Reference, str]:
    """Numbers named on one side only that a known migration makes one."""
    olds, news = mentioned([before]), mentioned([after])
    names: dict[Reference, str] = {}
    for old in sorted(olds - news):
        for new in sorted(news - olds):
            if view.corpus.migrated(old, new):
                names[old] = names[new] = str(new)
    return names


def _renumbered(view: PairView) -> dict[str, str]:
    """Labels of recommendations and paragraphs that changed in this pair."""
    return {
        change.before: change.after
        for change in view.changes
        if change.field == "number" and change.root in {"recommendations", "sections"}
    }


def _repointed(found: re.Match[str], moved: Mapping[str, str]) -> str:
    labels = _LABEL.sub(lambda label: moved.get(label[0], label[0]), found[2])
    return f"{found[1]}{labels}"


def only_one_sentence_differs(before: str, after: str) -> bool:
    """Whether one sentence took the place of one sentence and all others stayed."""
    olds = [comparison_form(each) for each in sentences(before)]
    news = [comparison_form(each) for each in sentences(after)]
    return len([each for each in olds if each not in news]) <= 1 and len(olds) == len(news)
