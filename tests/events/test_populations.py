"""A category belongs to a group of people, and one that is bound more tightly decides."""

from __future__ import annotations

import pytest

from guidetrack.events.populations import direction_between, direction_of
from guidetrack.guidance.record import Item, Recommendation

YOUNG, OLD = "people who are 50 or under", "people who are over 50"


def _one(*categories: str) -> Recommendation:
    return Recommendation(number="1.1", text="This procedure.", categories=categories)


def _groups(**categories: str) -> Recommendation:
    words = {"young": YOUNG, "old": OLD}
    return Recommendation(
        number="1.1",
        text="For:",
        items=tuple(
            Item(text=words[group], categories=(category,))
            for group, category in categories.items()
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("special-arrangements", "research-only", "tighter"),
        ("research-only", "do-not-use", "tighter"),
        ("do-not-use", "standard-arrangements", "looser"),
        ("standard-arrangements", "can-be-used", "label-only"),
        ("can-be-used", "standard-arrangements", "label-only"),
        ("special-arrangements", "evidence-generation", "unknown"),
        ("evidence-generation", "research-only", "tighter"),
        ("recommended", "not-recommended", "tighter"),
        ("recommended", "can-be-used", "unknown"),
        ("can-be-used", "can-be-used", None),
    ],
)
def test_one_category_for_another(before: str, after: str, way: str | None) -> None:
    assert direction_between(_one(before), _one(after)) == way
    assert direction_of([before], [after]) == way


def test_a_category_that_came_or_went_has_no_order() -> None:
    assert direction_between(_one(), _one("do-not-use")) == "unknown"
    assert direction_between(_one("do-not-use"), _one()) == "unknown"


def test_one_group_bound_more_tightly_makes_the_whole_tighter() -> None:
    before = _groups(young="special-arrangements", old="do-not-use")
    after = _groups(young="research-only", old="special-arrangements")
    assert direction_between(before, after) == "tighter"


def test_groups_are_matched_by_their_words_and_not_by_their_order() -> None:
    before = _groups(young="special-arrangements", old="do-not-use")
    after = _groups(old="do-not-use", young="special-arrangements")
    assert direction_between(before, after) is None
    assert direction_between(before, before) is None


def test_one_for_all_that_became_tighter_for_some_is_tighter() -> None:
    after = _groups(young="special-arrangements", old="do-not-use")
    assert direction_between(_one("special-arrangements"), after) == "tighter"


def test_a_group_that_is_no_longer_named_is_unknown() -> None:
    before = _groups(young="special-arrangements", old="do-not-use")
    assert direction_between(before, _groups(young="special-arrangements")) == "unknown"
