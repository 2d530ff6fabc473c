"""
Dates that are no more precise than their source.

NICE prints "28 July 2004" in one place and "January 2026" in another. Turning
the month into its first day would invent a fact, so a `PartialDate` is a day
or a month and stays what it is.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import total_ordering

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBER_OF = {name.casefold(): index for index, name in enumerate(_MONTHS, start=1)}
_NUMBER_OF |= {name[:3].casefold(): index for index, name in enumerate(_MONTHS, start=1)}
_NUMBER_OF["sept"] = 9
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ].*)?)?")
_PRINTED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_SENTINEL_YEAR = 1066
"""NICE's feeds write 1066-01-01 where there is no date."""


@total_ordering
class PartialDate:
    """
    A calendar day, or a month where the source says no more.

    Ordered by time; a month sorts before the days in it. `str()` gives ISO 8601
    (`2004-07-28` or `2026-01`), `printed()` the form people read.

    Raises:
        ValueError: there is no such day or month.
    """

    __slots__ = ("day", "month", "year")

    year: int
    month: int
    day: int | None

    def __init__(self, year: int, month: int, day: int | None = None) -> None:
        dt.date(year, month, 1 if day is None else day)
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "month", month)
        object.__setattr__(self, "day", day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """
        Read "28 July 2004", "January 2026", `2004-07-28`, `2026-01` or a timestamp.

        Raises:
            ValueError: the text is no date, or is the sentinel of NICE's feeds.
        """
        words = " ".join(text.replace("\u00a0", " ").split())
        iso = _ISO.fullmatch(words)
        if iso:
            day = int(iso[3]) if iso[3] else None
            found = cls(int(iso[1]), int(iso[2]), day)
        else:
            printed = _PRINTED.fullmatch(words)
            if not printed or printed[2].casefold() not in _NUMBER_OF:
                raise ValueError(f"{text[:80]!r} is not a date")
            day = int(printed[1]) if printed[1] else None
            found = cls(int(printed[3]), _NUMBER_OF[printed[2].casefold()], day)
        if found.year == _SENTINEL_YEAR:
            raise ValueError(f"{text[:80]!r} stands for no date")
        return found

    def printed(self) -> str:
        """The date as people read it: "28 July 2004", "January 2026"."""
        month = f"{_MONTHS[self.month - 1]} {self.year}"
        return month if self.day is None else f"{self.day} {month}"

    def _key(self) -> tuple[int, int, int]:
        return (self.year, self.month, self.day or 0)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a PartialDate cannot be changed ({name})")

    def __str__(self) -> str:
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    def __repr__(self) -> str:
        return f"PartialDate({self._key()!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() == other._key()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[type[PartialDate], tuple[int, int, int | None]]:
        return (PartialDate, (self.year, self.month, self.day))
