"""
What is left of a configuration when everything of a wrong type or name is taken out.

The rest can be judged further, so that whoever writes the file is told of all its problems
at once, and not of the next ones only when the first are mended.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from guidetrack.config.walking import Lines, Problem, Spot, problems_in

_LOOKED_UP = {"channels": "no channel is named", "routes": "no other route is named"}
"""How it is said that something names what is not there."""


def sound_part(values: dict[Any, Any], lines: Lines) -> tuple[dict[Any, Any], list[Problem]]:
    """
    Give a copy of the values without what is wrong, and every problem of types and names.

    Where something that is needed is wrong, the table around it goes as well.
    """
    sound = deepcopy(values)
    problems = wrong = list(problems_in(sound, lines))
    while wrong:
        before = deepcopy(sound)
        for problem in wrong:
            _take_out(sound, problem.at)
        if sound == before:  # nothing can be told apart from what is wrong
            return {}, list(problems)
        wrong = list(problems_in(sound, lines))
    return sound, list(problems)


def rests_on(found: Problem, problems: list[Problem]) -> bool:
    """Whether something is said to be missing only because it, or a part of it, is wrong."""
    for each in problems:
        says = _LOOKED_UP.get(str(each.at[0])) if each.at else None
        if says is None:
            continue
        named = f"{says} {each.at[1]!r}" if len(each.at) > 1 else says
        if found.text.startswith(named):
            return True
    return False


def _take_out(values: Any, at: Spot) -> None:
    """Take out the setting at a place; of an entry of a list, the whole list."""
    table, name = None, None
    for part in at:
        if isinstance(values, dict) and part in values:
            table, name = values, part
        elif not (isinstance(values, list) and isinstance(part, int) and part < len(values)):
            break
        values = values[part]
    if table is not None:
        table.pop(name, None)
