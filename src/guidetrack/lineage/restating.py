"""
A direct statement that only sums up a chain of others.

"This guidance replaces IPG420 and IPG640" stands on a page that IPG640 was migrated to,
long after IPG640 had replaced IPG420. The chain says more, so the direct link gives way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guidetrack.guidance.reference import Reference
from guidetrack.lineage.relation import Relation, then

Steps = Mapping[Reference, Sequence[tuple[Reference, Relation]]]
"""Each number to the numbers it gave way to, with the relation."""


def restates_a_chain(steps: Steps, old: Reference, new: Reference, relation: Relation) -> bool:
    """Whether another way of two links or more says what the direct link says."""
    summed = {relation, "migrated"} if relation == "superseded" else {relation}
    waiting = [step for step in steps[old] if step != (new, relation)]
    seen = set(waiting)
    while waiting:
        here, so_far = waiting.pop()
        if here == new:
            if so_far in summed:
                return True
            continue
        for onward, further in steps.get(here, ()):
            step = (onward, then(so_far, further))
            if step not in seen and onward != old:
                seen.add(step)
                waiting.append(step)
    return False
