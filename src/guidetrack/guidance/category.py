"""
Recommendation categories: how freely a procedure or technology may be used.

The codes follow the kinds of recommendation NICE has used since 2003. They are
ordered by how tightly they bind practice where NICE's own words order them, and
left unordered where they do not: nothing NICE publishes says that special
arrangements equal evidence generation.
"""

from __future__ import annotations

from typing import Literal

Category = Literal[
    "standard-arrangements",
    "special-arrangements",
    "research-only",
    "do-not-use",
    "evidence-generation",
    "can-be-used",
    "recommended",
    "not-recommended",
]
Direction = Literal["tighter", "looser", "label-only", "unknown"]

_PROCEDURE_SCALE: dict[str, int] = {
    "can-be-used": 0,
    "standard-arrangements": 0,
    "special-arrangements": 1,
    "evidence-generation": 1,
    "research-only": 2,
    "do-not-use": 3,
}
_TECHNOLOGY_SCALE: dict[str, int] = {"recommended": 0, "not-recommended": 1}
_SAME_LABEL = frozenset({"can-be-used", "standard-arrangements"})


def direction(before: str, after: str) -> Direction | None:
    """
    Say which way practice moves from one category to another.

    Returns None for the same category, `label-only` between the two names for
    ordinary use, and `unknown` where NICE gives no order between the two.
    """
    if before == after:
        return None
    if {before, after} == _SAME_LABEL:
        return "label-only"
    for scale in (_PROCEDURE_SCALE, _TECHNOLOGY_SCALE):
        if before in scale and after in scale:
            if scale[before] == scale[after]:
                return "unknown"
            return "tighter" if scale[after] > scale[before] else "looser"
    return "unknown"
