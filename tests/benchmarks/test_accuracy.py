"""The benchmark of accuracy can be trusted: same pairs for the same seed, truth that fits them."""

from __future__ import annotations

import pytest
from benchmarks.accuracy.document import Guidance
from benchmarks.accuracy.engine import run_pair
from benchmarks.accuracy.mutations import MUTATIONS
from benchmarks.accuracy.pairs import Captured, Pair, make_pair, make_pairs
from benchmarks.accuracy.reading import check_record
from benchmarks.accuracy.scoring import Score
from benchmarks.accuracy.truth import Expected, Found, match
from benchmarks.accuracy.wave import make_wave, run_wave

KINDS = {
    "published",
    "migrated",
    "superseded",
    "partially-superseded",
    "withdrawn",
    "temporarily-withdrawn",
    "retired",
    "terminated",
    "reinstated",
    "disappeared",
    "reappeared",
    "reference-reused",
    "retitled",
    "dates-changed",
    "relationship-changed",
    "endorsement-changed",
    "codes-changed",
    "details-changed",
    "category-changed",
    "recommendation-added",
    "recommendation-removed",
    "recommendation-reworded",
    "recommendation-split",
    "recommendation-merged",
    "recommendation-renumbered",
    "recommendation-relabelled",
    "section-changed",
    "update-noted",
    "claim-contradicted",
    "boilerplate-changed",
    "coverage-changed",
    "editorial",
}


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return list(make_pairs(9, 600))


def _found(expected: Expected, **other: object) -> Found:
    values: dict[str, object] = {
        "kind": expected.kind,
        "before": expected.before,
        "after": expected.after,
        "priority": expected.priority,
        "verdict": expected.verdict,
        "direction": expected.direction,
        "aspects": frozenset(),
        "numbers_before": expected.numbers_before or frozenset(),
        "numbers_after": expected.numbers_after or frozenset(),
        "explained": False,
        "summary": "",
        "places": (),
    }
    return Found(**{**values, **other})  # type: ignore[arg-type]


def _numbers(side: tuple[Captured, ...]) -> set[str]:
    return {advice.number for captured in side for advice in captured.guidance.advice}


def test_the_same_seed_and_number_give_the_same_bytes() -> None:
    for index in range(40):
        assert make_pair(9, index) == make_pair(9, index)
    assert make_pair(9, 3) != make_pair(10, 3)


def test_every_known_change_and_every_kind_occurs(pairs: list[Pair]) -> None:
    assert {name for pair in pairs for name in pair.names} == {each.name for each in MUTATIONS}
    assert {each.kind for pair in pairs for each in pair.expected} == KINDS


def test_noise_leaves_the_models_alone_and_expects_nothing(pairs: list[Pair]) -> None:
    silent = [pair for pair in pairs if not pair.names]
    assert len(silent) > len(pairs) // 5
    for pair in silent:
        models = [_by_reference(side) for side in (pair.old, pair.new)]
        assert not pair.expected
        assert models[0] == models[1]


def _by_reference(side: tuple[Captured, ...]) -> dict[str, Guidance]:
    return {captured.guidance.reference: captured.guidance for captured in side}


def test_expected_numbers_stand_in_the_documents(pairs: list[Pair]) -> None:
    for pair in pairs:
        for expected in pair.expected:
            assert (expected.numbers_before or set()) <= _numbers(pair.old), pair.index
            assert (expected.numbers_after or set()) <= _numbers(pair.new), pair.index


def test_no_invented_number_is_a_real_one(pairs: list[Pair]) -> None:
    numbers = {captured.guidance.number for pair in pairs for captured in (*pair.old, *pair.new)}
    assert min(numbers) > 8000


def test_texts_are_distinct_by_the_thousand(pairs: list[Pair]) -> None:
    texts = {
        advice.text
        for pair in pairs
        for captured in pair.old
        for advice in captured.guidance.advice
    }
    assert len(texts) > 4000


def test_an_event_too_many_is_as_wrong_as_one_too_few() -> None:
    wanted = Expected("retitled", "IPG9001", "IPG9001", "re-reference")
    assert match([wanted], [_found(wanted)]).is_exact
    assert not match([wanted], []).is_exact
    assert not match([wanted], [_found(wanted), _found(wanted)]).is_exact
    assert not match([wanted], [_found(wanted, priority="review")]).is_exact


def test_renumberings_of_one_document_count_as_one() -> None:
    wanted = Expected(
        "recommendation-renumbered",
        "IPG9001",
        "IPG9001",
        "information",
        numbers_before=frozenset({"1.2", "1.3"}),
        numbers_after=frozenset({"1.3", "1.4"}),
    )
    one = _found(wanted, numbers_before=frozenset({"1.2"}), numbers_after=frozenset({"1.3"}))
    two = _found(wanted, numbers_before=frozenset({"1.3"}), numbers_after=frozenset({"1.4"}))
    assert match([wanted], [one, two]).is_exact
    assert not match([wanted], [one]).is_exact


def test_a_score_names_what_stood_in_the_place_of_what_was_missed() -> None:
    wanted = Expected("retitled", "IPG9001", "IPG9001", "re-reference")
    score = Score()
    score.add(match([wanted], [_found(wanted, kind="other-changed")]), only_noise=False)
    assert score.confusion == {("retitled", "other-changed"): 1}
    assert (score.precision(), score.recall(), score.is_perfect) == (0.0, 0.0, False)


@pytest.mark.parametrize("index", range(40))
def test_the_engine_finds_exactly_what_was_changed(index: int) -> None:
    pair = make_pair(9, index)
    old, new, found = run_pair(pair)
    outcome = match(pair.expected, found)
    told = [str(each) for each in (*outcome.missed, *outcome.invented)]
    assert not told, (pair.names, pair.formats)
    records = {str(record.reference): record for record in new.records}
    assert not old.problems
    for captured in pair.new:
        assert not check_record(captured, records[captured.guidance.reference])


def test_a_wave_of_migrations_shows_the_documents_that_changed() -> None:
    outcome = run_wave(make_wave(9, count=40, changed=3))
    assert not [str(each) for each in (*outcome.missed, *outcome.invented)]
