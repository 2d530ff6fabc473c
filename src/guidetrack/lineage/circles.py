"""
Successions that go round in a circle, found and named without walking in them for ever.

A circle is a fault of some capture. It is named in the answer for the numbers that it
concerns, and takes nothing from the answers for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guidetrack.guidance.reference import Reference

Onward = Mapping[Reference, Sequence[Reference]]
"""Each number to those it leads to, in order."""


def find_circles(onward: Onward) -> dict[Reference, tuple[Reference, ...]]:
    """
    Each number that leads back to itself, to a shortest circle of its knot.

    The circle begins and ends with the smallest number of the knot, whichever was asked for,
    so that it does not depend on the order of observation.
    """
    found: dict[Reference, tuple[Reference, ...]] = {}
    for knot in _knots(onward):
        circle = _shortest(onward, min(knot), knot)
        found.update(dict.fromkeys(knot, circle))
    return found


def _knots(onward: Onward) -> Iterator[frozenset[Reference]]:
    """Sets of two numbers or more that all lead to each other (Tarjan, without recursion)."""
    index: dict[Reference, int] = {}
    low: dict[Reference, int] = {}
    stack: list[Reference] = []
    stacked: set[Reference] = set()
    for root in sorted(onward):
        if root in index:
            continue
        walk = [(root, iter(onward[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        stacked.add(root)
        while walk:
            here, others = walk[-1]
            other = next(others, None)
            if other is not None and other not in index:
                index[other] = low[other] = len(index)
                stack.append(other)
                stacked.add(other)
                walk.append((other, iter(onward.get(other, ()))))
            elif other is not None:
                if other in stacked:
                    low[here] = min(low[here], index[other])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[here])
                if low[here] == index[here]:
                    knot = _taken(stack, here)
                    stacked -= knot
                    if len(knot) > 1:
                        yield knot


def _taken(stack: list[Reference], root: Reference) -> frozenset[Reference]:
    at = stack.index(root)
    knot = frozenset(stack[at:])
    del stack[at:]
    return knot


def _shortest(
    onward: Onward, start: Reference, knot: frozenset[Reference]
) -> tuple[Reference, ...]:
    ways: list[tuple[Reference, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # grows while it is walked: breadth first
        for other in sorted(onward.get(way[-1], ())):
            if other == start:
                return (*way, start)
            if other in knot and other not in seen:
                seen.add(other)
                ways.append((*way, other))
    raise AssertionError("every number of a knot leads back to it")
