"""Recommendations are told apart by their words; a number is only a label."""

from __future__ import annotations

import random
import time

import pytest

from guidetrack.diff.recommendations import Aligned, align
from guidetrack.diff.references import own_names
from guidetrack.guidance.record import Recommendation
from guidetrack.guidance.reference import Reference

CATEGORY = "Evidence is limited. This procedure should only be used in the context of research."
INFORM = "Clinicians should tell patients about the risk of rupture and give written information."
AUDIT = "Clinicians should enter details of all patients into the example register."
TRAINED = "This procedure should be done only by vascular specialists with training in it."
REVIEW = "NICE may review the procedure on publication of further evidence."


def _numbered(*texts: str, section: int = 1) -> list[Recommendation]:
    return [
        Recommendation(
            number=f"{section}.{at}",
            text=text,
            categories=("research-only",) if text == CATEGORY else (),
        )
        for at, text in enumerate(texts, start=1)
    ]


def _ends(before: list[Recommendation], after: list[Recommendation]) -> list[tuple[object, object]]:
    return [(each.before, each.after) for each in align(before, after, {})]


def test_the_same_recommendations_belong_together() -> None:
    recommendations = _numbered(CATEGORY, INFORM, AUDIT)
    assert _ends(recommendations, recommendations) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_an_insertion_at_the_top_leaves_the_rest_what_it_was() -> None:
    found = _ends(_numbered(CATEGORY, INFORM, AUDIT), _numbered(REVIEW, CATEGORY, INFORM, AUDIT))
    assert found == [((), (0,)), ((0,), (1,)), ((1,), (2,)), ((2,), (3,))]


def test_equal_words_are_found_wherever_they_stand() -> None:
    found = _ends(_numbered(CATEGORY, INFORM, AUDIT), _numbered(AUDIT, CATEGORY, INFORM))
    assert found == [((2,), (0,)), ((0,), (1,)), ((1,), (2,))]


def test_a_reworded_one_is_found_in_its_place_and_out_of_it() -> None:
    reworded = INFORM.replace("rupture", "bleeding")
    in_place = _ends(_numbered(CATEGORY, INFORM, AUDIT), _numbered(CATEGORY, reworded, AUDIT))
    assert in_place == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    moved = _ends(_numbered(CATEGORY, INFORM, AUDIT), _numbered(CATEGORY, AUDIT, reworded))
    assert moved == [((0,), (0,)), ((2,), (1,)), ((1,), (2,))]


def test_several_things_at_once() -> None:
    before = _numbered(CATEGORY, INFORM, AUDIT, TRAINED)
    after = _numbered(TRAINED, CATEGORY, REVIEW, INFORM.replace("risk", "chance"))
    assert _ends(before, after) == [
        ((3,), (0,)),
        ((0,), (1,)),
        ((2,), ()),
        ((), (2,)),
        ((1,), (3,)),
    ]


def test_one_made_into_two_and_two_made_into_one() -> None:
    whole, parts = _numbered(CATEGORY, f"{INFORM} {AUDIT}"), _numbered(CATEGORY, INFORM, AUDIT)
    assert align(whole, parts, {})[1] == Aligned((1,), (1, 2))
    assert align(parts, whole, {})[1] == Aligned((1, 2), (1,))


def test_a_category_rewritten_beyond_likeness_is_the_same_recommendation() -> None:
    new = [
        Recommendation(number="1.1", text=REVIEW),
        Recommendation(number="1.2", text="Do not use it.", categories=("do-not-use",)),
    ]
    assert _ends(_numbered(CATEGORY), new) == [((), (0,)), ((0,), (1,))]


def test_the_same_number_between_the_same_neighbours_is_the_same_recommendation() -> None:
    found = _ends(
        _numbered(INFORM, "Offer a stent.", AUDIT),
        _numbered(INFORM, "Think twice about it.", AUDIT),
    )
    assert found == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_the_same_number_between_other_neighbours_is_not() -> None:
    found = _ends(
        _numbered(INFORM, "Offer a stent.", AUDIT),
        _numbered(AUDIT, "Think twice about it.", INFORM),
    )
    assert ((1,), (1,)) not in found


def test_the_own_number_old_and_new_is_the_same_word() -> None:
    before = [Recommendation(number="1.1", text="IPG9001 covers this."), *_numbered(AUDIT)]
    after = [*_numbered(AUDIT), Recommendation(number="1.1", text="HTG9002 covers this.")]
    names = own_names(Reference("IPG", 9001), Reference("HTG", 9002))
    assert [(each.before, each.after) for each in align(before, after, names)] == [
        ((1,), (0,)),
        ((0,), (1,)),
    ]


def _two_hundred(seed: int) -> list[Recommendation]:
    draw = random.Random(seed)  # noqa: S311 - invented text, not a secret
    words = [f"word{at}" for at in range(400)]
    return _numbered(*(" ".join(draw.choices(words, k=45)) for _ in range(200)))


def _reworded(recommendations: list[Recommendation]) -> list[Recommendation]:
    return [
        Recommendation(number=each.number, text=each.text.replace("word1", "other"))
        for each in recommendations
    ]


@pytest.mark.parametrize("related", [True, False])
def test_two_hundred_reworded_ones_take_bounded_time(*, related: bool) -> None:
    before = _two_hundred(1)
    after = _reworded(before) if related else _two_hundred(2)
    start = time.process_time()
    found = align(before, after, {})
    assert time.process_time() - start < 1, "about 0.1 s; generous, for a busy machine"
    assert all(each.before == each.after for each in found)
