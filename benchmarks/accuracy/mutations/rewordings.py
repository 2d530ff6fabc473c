"""
Rewordings of a recommendation, one aspect each, and rewordings that are none.

Each is a swap of one word or figure, so what changed is beyond doubt. Where two aspects
could both be named (an age is a quantity and tells who is treated) either will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from benchmarks.accuracy.document import Advice
from benchmarks.accuracy.draft import Draft
from benchmarks.accuracy.invention import spare_advice
from benchmarks.accuracy.mutations.mutation import Mutation

Swap = tuple[str, str]

_NEGATIONS: tuple[Swap, ...] = (
    (r"\bshould rest\b", "should not rest"),
    (r"\bshould not start\b", "should start"),
    (r"\bshould take place\b", "should not take place"),
    (r"\bmay be needed\b", "may not be needed"),
    (r"\bwould be welcome\b", "would not be welcome"),
    (r"\bis likely to\b", "is not likely to"),
    (r"\bwho cannot take\b", "who can take"),
    (r"\bshould go into\b", "should not go into"),
)
_STRENGTHS: tuple[tuple[str, str, str], ...] = (
    (r"^Offer\b", "Consider", "review"),
    (r"^Consider\b", "Offer", "review"),
    (r"^Do not offer\b", "Offer", "act"),
    (r"^Offer\b", "Do not offer", "act"),
    (r"\bshould rest\b", "must rest", "act"),
    (r"\bshould complete\b", "must complete", "act"),
    (r"\bshould take place\b", "must take place", "act"),
    (r"\bshould be reported\b", "must be reported", "act"),
    (r"\bmay look at\b", "should look at", "review"),
)
_POPULATIONS: tuple[Swap, ...] = (
    (r"\badults\b", "children"),
    (r"\bchildren\b", "adults"),
    (r"\byoung people\b", "adults"),
    (r"\binfants\b", "children"),
)
_REFERENCES: tuple[Swap, ...] = ((r"\bNG9(\d{3})\b", r"NG8\1"),)
_WORDS: tuple[Swap, ...] = (
    (r"\bprinted leaflet\b", "handwritten letter"),
    (r"\bpanel\b", "group"),
    (r"\bsupervised\b", "observed"),
    (r"\bof the (?=[A-Z])", "of each "),
    (r"\bon the ward round\b", "in the recovery room"),
    (r"\bby mouth\b", "under the tongue"),
    (r"\blooks after\b", "sees"),
    (r"\bbefore discharge\b", "in the operating theatre"),
    (r"\bchosen\b", "found"),
    (r"\bat each review\b", "by telephone"),
    (r"\bseek help\b", "ring the clinic"),
    (r"\bTalk to\b", "Write to"),
    (r"\bagain\b", "afresh"),
)
_ONLY: tuple[Swap, ...] = (
    (r"\bshould take place\b", "should only take place"),
    (r"\bshould rest\b", "should rest only"),
    (r"\bGive\b", "Give only"),
    (r"\bMeasure\b", "Measure only"),
)
_PUNCTUATION: tuple[Swap, ...] = (
    (r", and\b", " and"),
    (r", or\b", " or"),
    (r"\. (?=[A-Z])", "; "),
    (r"(?<=[a-z]) together with", ", together with"),
    (r" unless\b", ", unless"),
    (r" because\b", ", because"),
    (r" before they\b", ", before they"),
    (r" that looks after", ", that looks after"),
)
_FIGURE = re.compile(
    r"\b(\d+(?:\.\d+)?)(?=(?:%| mg| hours| weeks| months| days| years| people| supervised| units))"
)
_NUMERALS: tuple[Swap, ...] = (
    ("two weeks", "three weeks"),
    ("10\u2079", "10\u2076"),
    ("\u2265", "\u2264"),
    ("5 to 7 days", "5 to 9 days"),
    ("4 to 6 hours", "4 to 8 hours"),
)
"""Quantities that are no plain figure."""
_UNITS = ("mg", "days", "hours", "weeks", "months", "years")
"""What a number in front of would be read as a quantity."""
_UNIT: tuple[Swap, ...] = (
    (r"(?<=\d) mg\b", " micrograms"),
    (r"(?<=\d) hours\b", " days"),
    (r"(?<=\d) weeks\b", " months"),
    (r"(?<=\d) months\b", " weeks"),
)


def _changed_figure(text: str, draft: Draft) -> str | None:
    places = list(_FIGURE.finditer(text))
    worded = next((pair for pair in _NUMERALS if pair[0] in text), None)
    if worded and (not places or draft.rng.random() < 0.5):
        return text.replace(worded[0], worded[1], 1)
    if not places:
        return None
    place = draft.rng.choice(places)
    figure = place[1]
    if "." in figure and draft.rng.random() < 0.5:
        fresh = figure.replace(".", "")
    else:
        fresh = str(round(float(figure)) + draft.rng.choice((1, 2, 5)))
    return text[: place.start(1)] + fresh + text[place.end(1) :]


def _swapped(swaps: tuple[Swap, ...]) -> Callable[[str, Draft], str | None]:
    def swap(text: str, draft: Draft) -> str | None:
        for pattern, fresh in draft.rng.sample(swaps, len(swaps)):
            if re.search(pattern, text):
                return re.sub(pattern, fresh, text, count=1)
        return None

    return swap


def _reword(draft: Draft, change: Callable[[str, Draft], str | None]) -> Advice | None:
    """Change the text or a bullet of one free recommendation without a category."""
    offered = [each for each in draft.free_advice() if not each.category]
    for advice in draft.rng.sample(offered, len(offered)):
        texts = [advice.text, *(bullet.text for bullet in advice.bullets)]
        for place in draft.rng.sample(range(len(texts)), len(texts)):
            if place and advice.bullets[place - 1].category:
                continue
            fresh = change(texts[place], draft)
            if fresh is not None:
                draft.touch(f"advice:{advice.key}")
                return _with_text(advice, place, fresh)
    return None


def _with_text(advice: Advice, place: int, text: str) -> Advice:
    if place == 0:
        return replace(advice, text=text)
    bullets = tuple(
        replace(bullet, text=text) if at == place else bullet
        for at, bullet in enumerate(advice.bullets, start=1)
    )
    return replace(advice, bullets=bullets)


def _rewording(
    change: Callable[[str, Draft], str | None],
    priority: str,
    aspects: frozenset[str] | None = None,
    one_of: frozenset[str] = frozenset(),
) -> Callable[[Draft], bool]:
    def apply(draft: Draft) -> bool:
        fresh = _reword(draft, change)
        if fresh is None:
            return False
        draft.replace_advice(fresh)
        draft.state(
            "recommendation-reworded",
            priority,
            keys_before=(fresh.key,),
            keys_after=(fresh.key,),
            aspects=aspects,
            one_of=one_of,
        )
        return True

    return apply


def strengthen(draft: Draft) -> bool:
    """Change how strongly something is asked for."""
    for pattern, word, priority in draft.rng.sample(_STRENGTHS, len(_STRENGTHS)):
        fresh = _reword(draft, _swapped(((pattern, word),)))
        if fresh is None:
            continue
        draft.replace_advice(fresh)
        denies = "not" in word or "not" in pattern
        draft.state(
            "recommendation-reworded",
            priority,
            keys_before=(fresh.key,),
            keys_after=(fresh.key,),
            aspects=None if denies else frozenset({"strength"}),
            one_of=frozenset({"negation", "strength"}),
        )
        return True
    return False


def punctuate(draft: Draft) -> bool:
    """Change punctuation that the comparison form keeps: no change of substance."""
    fresh = _reword(draft, _swapped(_PUNCTUATION)) if draft.touch("structure") else None
    if fresh is None:
        return False
    draft.replace_advice(fresh)
    draft.state("editorial", "information")
    return True


def rewrite(draft: Draft) -> bool:
    """Say something else under the same number, between the same neighbours."""
    offered = [each for each in draft.free_advice() if not each.category and not each.bullets]
    if len(draft.new.advice) < 3 or not offered or not draft.touch("structure"):
        return False
    advice = draft.rng.choice(offered)
    spare = spare_advice(draft.rng, draft.old)
    draft.touch(f"advice:{advice.key}")
    draft.replace_advice(replace(advice, text=spare.text, bullets=spare.bullets))
    keys = (advice.key,)
    draft.state("recommendation-reworded", "*", keys_before=keys, keys_after=keys)
    return True


def lose_bullet(draft: Draft) -> bool:
    """Drop one bullet of a recommendation: the recommendation is reworded."""
    offered = [
        each
        for each in draft.free_advice()
        if len(each.bullets) > 2 and not each.category
        if not any(bullet.category for bullet in each.bullets)
    ]
    if not offered:
        return False
    advice = draft.rng.choice(offered)
    draft.touch(f"advice:{advice.key}")
    gone = draft.rng.randrange(1, len(advice.bullets) - 1)
    bullets = (*advice.bullets[:gone], *advice.bullets[gone + 1 :])
    draft.replace_advice(replace(advice, bullets=bullets))
    keys = (advice.key,)
    draft.state("recommendation-reworded", "*", keys_before=keys, keys_after=keys)
    return True


def lose_start(draft: Draft) -> bool:
    """Lose the first words of a recommendation: to a reader it is another text."""
    offered = [
        each for each in draft.free_advice() if not each.category and len(each.text.split()) > 14
    ]
    if not offered:
        return False
    advice = draft.rng.choice(offered)
    draft.touch(f"advice:{advice.key}")
    words = advice.text.split()
    lost = draft.rng.randint(3, 5)
    while words[lost] in _UNITS:
        lost += 1
    draft.replace_advice(replace(advice, text=" ".join(words[lost:])))
    keys = (advice.key,)
    draft.state("recommendation-reworded", "*", keys_before=keys, keys_after=keys)
    return True


REWORDINGS = (
    Mutation(
        "reworded: negation",
        _rewording(_swapped(_NEGATIONS), "act", one_of=frozenset({"negation"})),
        migrates=True,
    ),
    Mutation("reworded: strength", strengthen, migrates=True),
    Mutation(
        "reworded: quantity",
        _rewording(_changed_figure, "act", one_of=frozenset({"quantity"})),
        migrates=True,
    ),
    Mutation(
        "reworded: unit",
        _rewording(_swapped(_UNIT), "act", one_of=frozenset({"quantity"})),
    ),
    Mutation(
        "reworded: population",
        _rewording(_swapped(_POPULATIONS), "review", frozenset({"population"})),
        migrates=True,
    ),
    Mutation(
        "reworded: reference",
        _rewording(_swapped(_REFERENCES), "review", frozenset({"reference"})),
    ),
    Mutation(
        "reworded: wording",
        _rewording(_swapped(_WORDS), "review", frozenset({"wording"})),
        migrates=True,
    ),
    Mutation("reworded: only", _rewording(_swapped(_ONLY), "*")),
    Mutation("reworded: rewritten", rewrite),
    Mutation("reworded: bullet lost", lose_bullet),
    Mutation("reworded: start lost", lose_start),
    Mutation("editorial: punctuation", punctuate),
)
