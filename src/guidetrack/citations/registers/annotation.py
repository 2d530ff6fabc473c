"""
What became of the guidance that a row names, as the cells that are added to it.

Several references stand in one cell in the order of the first column, parted by
semicolons; only `guidetrack_reassess` is one word, the most demanding of them, because
it is what a register is sorted by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guidetrack.citations.findings import address_of, suggest
from guidetrack.citations.registers.entries import Cited
from guidetrack.events.cells import safe_cell
from guidetrack.lineage import Resolution
from guidetrack.lineage.resolution import Reassess

_DEMANDING: dict[Reassess, int] = {"no": 0, "check": 1, "yes": 2}
_NONE = "n/a"
"""Holds the place of a value that one of several references lacks."""
_NOTED = 60
"""Characters of a doubted citation that a note repeats."""


def annotate(
    cited: Cited, answers: Sequence[Resolution], duplicate_of: str, phrases: Sequence[str] = ()
) -> tuple[str, ...]:
    """
    Write the cells for one row, in the order of `HEADINGS`; none of them can run anything.

    Args:
        cited: what the row cites.
        answers: where each certain or likely citation leads, in order.
        duplicate_of: the other rows with the same guidance, as words.
        phrases: words anywhere in the row that name a programme without a number.
    """
    cells = (
        _joined([each.reference for each in answers]),
        _joined([each.status for each in answers]),
        _joined([", ".join(each.current) for each in answers]),
        decide(answers) or "",
        _joined([each.verdict or "" for each in answers]),
        _joined([suggest(each) or "" for each in answers]),
        _joined([each.certainty for each in cited.cited]),
        _joined([address_of(each.reference) for each in answers]),
        _joined([", ".join(map(address_of, each.current)) for each in answers]),
        duplicate_of,
        "; ".join(_notes(cited, answers, phrases)),
    )
    return tuple(map(safe_cell, cells))


def decide(answers: Sequence[Resolution]) -> Reassess | None:
    """Whether a clinician has to be asked about a row; None where it names no guidance."""
    return max((each.reassess for each in answers), key=_DEMANDING.__getitem__, default=None)


def is_stale(answer: Resolution) -> bool:
    """Whether a reference is known not to be current."""
    return answer.status not in {"current", "unknown"}


def _joined(values: Sequence[str]) -> str:
    return "; ".join(each or _NONE for each in values) if any(values) else ""


def _notes(cited: Cited, answers: Sequence[Resolution], phrases: Sequence[str]) -> Iterator[str]:
    for answer in answers:
        if answer.status == "unknown":
            yield f"{answer.reference} is not known: nothing held names it"
    for each in cited.doubted:
        yield f"{each.text[:_NOTED]} may be no guidance: {each.reason}"
    for words in phrases:
        yield f"{words} names a programme without a number"
