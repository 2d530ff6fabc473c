"""
The relation algebra: what a chain of links amounts to.

Migration is the identity, composition is associative, and certainty never
rises: a chain that was once partial stays partial.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Relation = Literal["migrated", "superseded", "partially-superseded", "withdrawn"]

_LOOSENESS: dict[Relation, int] = {"migrated": 0, "superseded": 1, "partially-superseded": 2}


def then(first: Relation, second: Relation) -> Relation:
    """
    The relation between the two ends of a chain of two links.

    A withdrawn number leads nowhere, so `withdrawn` composes only as the second.
    Only a part of the first number's content met a withdrawal behind a partial
    replacement, so that chain stays partial.

    Raises:
        ValueError: something follows a withdrawal.
    """
    if first == "withdrawn":
        raise ValueError("nothing follows a withdrawal")
    if second == "withdrawn":
        return first if first == "partially-superseded" else "withdrawn"
    return max(first, second, key=_LOOSENESS.__getitem__)


def closest(relations: Iterable[Relation]) -> Relation:
    """
    The relation of two numbers that several chains join: that of the closest chain.

    Raises:
        ValueError: there is none.
    """
    return min(relations, key=lambda each: _LOOSENESS.get(each, len(_LOOSENESS)))
