"""
The fate of a whole document: published, withdrawn and its kin, back again, its number reused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from benchmarks.accuracy.document import Topic
from benchmarks.accuracy.draft import Draft
from benchmarks.accuracy.invention import invent
from benchmarks.accuracy.mutations.mutation import Mutation

_NOTICES = {
    "withdrawn": (
        "act",
        (
            "A review of the evidence recommended that it should be withdrawn. The guidance has "
            "therefore been withdrawn."
        ),
    ),
    "temporarily-withdrawn": ("act", "This guidance has been temporarily withdrawn."),
    "retired": ("review", "This guidance has been retired."),
    "terminated": ("review", "This guidance has been terminated."),
}


def _end(kind: str) -> Callable[[Draft], bool]:
    def apply(draft: Draft) -> bool:
        priority, notice = _NOTICES[kind]
        draft.new = replace(draft.new, notice=notice)
        draft.new_shape = "full and stub"
        draft.state(kind, priority)
        return True

    return apply


def reinstate(draft: Draft) -> bool:
    """Bring a document back that had been withdrawn or ended."""
    notice = draft.rng.choice(list(_NOTICES.values()))[1]
    draft.old = replace(draft.old, notice=notice)
    draft.old_shape = "full and stub"
    draft.state("reinstated", "review")
    return True


def publish(draft: Draft) -> bool:
    """Publish a new document, dated after the earlier snapshot."""
    day = dt.date(2026, 1, draft.rng.randint(5, 28))
    draft.drops_old = True
    draft.new = replace(draft.new, published=day)
    draft.state("published", "review", before=None)
    return True


def capture_late(draft: Draft) -> bool:
    """Capture an old document for the first time."""
    draft.drops_old = True
    draft.state("coverage-changed", "information", before=None)
    return True


def publish_listed(draft: Draft) -> bool:
    """Publish a document that a list of all guidance names for the first time."""
    draft.drops_old = True
    draft.listed_old = frozenset({"IPG8001"})
    draft.listed_new = frozenset({"IPG8001", draft.new.reference})
    draft.state("published", "review", before=None)
    return True


def vanish(draft: Draft) -> bool:
    """Hold a document no longer, without a word why."""
    draft.drops_new = True
    draft.state("disappeared", "review", after=None)
    return True


def miss(draft: Draft) -> bool:
    """Find the source of a document empty often enough; its record is kept."""
    draft.absent_new = True
    draft.state("disappeared", "review", after="*")
    return True


def reappear(draft: Draft) -> bool:
    """Find a document again that was missing."""
    draft.absent_old = True
    draft.state("reappeared", "information", before="*")
    return True


def capture_more(draft: Draft) -> bool:
    """Capture the whole document where only its overview was held."""
    draft.old_shape = "overview"
    draft.state("coverage-changed", "information")
    return True


def reuse(draft: Draft) -> bool:
    """Put another document under the number."""
    fresh = invent(draft.rng, draft.old.style)
    while not differ(fresh.topic, draft.old.topic):
        fresh = invent(draft.rng, draft.old.style)
    draft.new = replace(
        fresh, prefix=draft.old.prefix, number=draft.old.number, codes=draft.old.codes
    )
    draft.state("reference-reused", "act")
    return True


def differ(one: Topic, two: Topic) -> bool:
    """Whether two topics share neither procedure, site nor condition."""
    parts = zip(one.procedure.split(" of the "), two.procedure.split(" of the "), strict=True)
    return one.condition != two.condition and all(first != second for first, second in parts)


STANDING = (
    *(Mutation(kind, _end(kind), local=False) for kind in _NOTICES),
    Mutation("reinstated", reinstate, local=False),
    Mutation("published", publish, local=False),
    Mutation("coverage-changed: document captured", capture_late, local=False),
    Mutation("published: first listed", publish_listed, local=False),
    Mutation("disappeared: record gone", vanish, local=False),
    Mutation("disappeared", miss, local=False),
    Mutation("reappeared", reappear, local=False),
    Mutation("coverage-changed: aspects captured", capture_more, local=False),
    Mutation("reference-reused", reuse, local=False),
)
