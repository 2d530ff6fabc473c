"""Findings are read as often as needed, in memory or out of it."""

from __future__ import annotations

import pytest

from guidetrack.citations.findings import Finding
from guidetrack.citations.gathering import Findings


def _finding(number: int) -> Finding:
    return Finding(
        file="register.csv",
        place=f"row {number}",
        text="IPG9075",
        reference="IPG9075",
        certainty="certain",
        status="migrated",
        current=("HTG9046",),
        reassess="no",
        suggestion=None,
        excerpt="x" * 100,
    )


@pytest.mark.parametrize("count", [0, 1, 499, 500, 1_203, 80_000])
def test_what_is_added_is_given_again_in_order(count: int) -> None:
    findings = Findings(map(_finding, range(count)))
    assert len(findings) == count
    assert [each.place for each in findings] == [f"row {number}" for number in range(count)]
    if count:
        assert findings[count - 1] == findings[-1] == _finding(count - 1)
        assert findings[:2] == tuple(map(_finding, range(min(2, count))))
    with pytest.raises(IndexError):
        findings[count]


def test_reading_does_not_disturb_adding() -> None:
    findings = Findings(map(_finding, range(1_000)))
    reading = iter(findings)
    first = next(reading)
    for number in range(1_000, 2_000):
        findings.add(_finding(number))
    assert first == _finding(0)
    assert findings == list(map(_finding, range(2_000)))
