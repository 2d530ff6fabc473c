"""Ranges cover the references they were made of, and no other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from guidetrack.guidance.ranges import in_ranges, to_ranges
from guidetrack.guidance.reference import Reference

_references = st.builds(Reference, st.sampled_from(["IPG", "NG", "NGX"]), st.integers(1, 30))


@settings(max_examples=60, deadline=None)
@given(st.sets(_references, max_size=40), _references)
def test_a_reference_is_covered_where_it_was_given(
    given_: set[Reference], asked: Reference
) -> None:
    assert in_ranges(to_ranges(given_), asked) is (asked in given_)


def test_numbers_one_after_another_are_one_range() -> None:
    named = ["IPG3", "NG5", "IPG1", "IPG2", "IPG5", "IPG2"]
    assert to_ranges(map(Reference.parse, named)) == ["IPG1-3", "IPG5", "NG5"]


def test_a_list_of_single_references_is_a_list_of_ranges() -> None:
    assert in_ranges(["IPG75", "NG5"], Reference("NG", 5))
    assert not in_ranges(["IPG75", "", "NG5-", "NG-5", "?"], Reference("NG", 6))
