"""
The first thing that does not hold, while a pack or a store is checked.

A check ends where it finds damage, because what comes after rests on it; the one who
asked for the check turns this into an answer. It is no error of guidetrack.
"""

from __future__ import annotations


class DamageError(Exception):
    """
    Something does not hold.

    Attributes:
        file: the file of the pack or of the store, or what else it is about.
        problem: one sentence without a full stop.
    """

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file}: {problem}")
        self.file = file
        self.problem = problem
