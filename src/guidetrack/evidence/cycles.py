"""
Whether a succession of numbers goes round in a circle.

Guidance that is replaced by its own successor leads nowhere; some capture is wrong.
"""

from __future__ import annotations

from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage


def find_cycle(lineage: Lineage) -> tuple[Reference, ...]:
    """The first circle of numbers, its first one again at the end; empty where there is none."""
    done: set[Reference] = set()
    for start in sorted({link.old for link in lineage.links}):
        way = [start]
        waiting = [[link.new for link in lineage.successors(start)]]
        while way:
            if waiting[-1]:
                here = waiting[-1].pop()
                if here in way:
                    return (*way[way.index(here) :], here)
                if here not in done:
                    way.append(here)
                    waiting.append([link.new for link in lineage.successors(here)])
            else:
                done.add(way.pop())
                waiting.pop()
    return ()
