"""Who hears of an event, and the sentence that says why."""

from __future__ import annotations

import unicodedata

import pytest
from tests.alerts.making import event, route, threads

from guidetrack.alerts.matching import Known, matches
from guidetrack.alerts.route import Watch
from guidetrack.diff.change import Change
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event

MOVED = event("migrated", "IPG9075", "HTG9046")


def told(watch: Watch, about: Event = MOVED, known: Known | None = None) -> bool:
    return matches(route(watch=(watch,)), about, known or Known()) is not None


def test_an_empty_watch_hears_of_everything() -> None:
    assert matches(route(), MOVED, Known()) == ("This route watches all guidance.",)


@pytest.mark.parametrize("written", ["IPG9075", "ipg 9075", "HTG-9046"])
def test_a_reference_is_found_on_either_side_however_it_is_written(written: str) -> None:
    assert told(Watch(references=(written,)))
    assert not told(Watch(references=("IPG9076",)))


def test_a_reference_stands_for_all_its_successors_and_predecessors() -> None:
    known = threads(["IPG9001", "IPG9075", "HTG9046"])
    later = event("withdrawn", "HTG9046")
    why = matches(route(watch=(Watch(references=("IPG9001",)),)), later, known)
    assert why == ("HTG9046 belongs with IPG9001, which is watched.",)
    assert not told(Watch(references=("IPG9002",)), later, known)


def test_a_prefix_is_found_on_either_side() -> None:
    assert told(Watch(prefixes=("IPG",)))
    assert told(Watch(prefixes=("htg",)))
    assert not told(Watch(prefixes=("HT",)))


def test_where_guidance_began_is_remembered_after_it_moved() -> None:
    later = event("withdrawn", "HTG9046", origin_programme="IPG")
    assert told(Watch(origin=("IPG",)), later)
    assert not told(Watch(prefixes=("IPG",)), later)
    assert not told(Watch(origin=("MTG",)), later)


def test_an_unrecorded_origin_is_told_by_the_old_numbers() -> None:
    later = event("withdrawn", "HTG9046", origin_programme=None)
    known = threads(["MTG9011", "HTG9046"])
    assert told(Watch(origin=("MTG",)), later, known)
    recorded = event("withdrawn", "HTG9046", origin_programme="HTG")
    assert not told(Watch(origin=("MTG",)), recorded, known)


@pytest.mark.parametrize(
    ("phrase", "title", "found"),
    [
        ("valve", "Repair of the Example Valve", True),
        ("VALVE repair", "Valve-repair in adults", True),
        ("valve", "Valves of the example kind", False),
        ("valve adults", "Valve repair in adults", False),
        ("Crohn's", "Balloons for Crohn\u2019s disease", True),
        (
            "m\u00e9ni\u00e8re",
            unicodedata.normalize("NFD", "M\u00c9NI\u00c8RE\u2019S disease"),
            True,
        ),
        ("stra\u00dfe", "STRASSE", True),
        ("meniere", "M\u00e9ni\u00e8re", False),
        ("heart", None, False),
        ("-", "Heart - valve", False),
    ],
)
def test_title_words_are_whole_and_caseless(phrase: str, title: str | None, found: bool) -> None:  # noqa: FBT001
    assert told(Watch(title=("nothing", phrase)), event(title=title)) is found


def test_the_title_before_counts_too() -> None:
    change = Change(place="title", before="Heart pump", after="Example pump")
    assert told(Watch(title=("heart",)), event("retitled", title="Example pump", changes=(change,)))


@pytest.mark.parametrize(
    ("code", "found"),
    [("K62", True), ("k62.5", True), ("K625", True), ("K63", False), (".", False)],
)
def test_a_code_covers_those_that_begin_with_it(code: str, found: bool) -> None:  # noqa: FBT001
    known = Known(codes=lambda ref: ("K62.5", "Y53.-") if ref == "HTG9046" else ())
    assert told(Watch(codes=(code,)), MOVED, known) is found


def test_a_code_that_is_gone_is_still_told_of() -> None:
    gone = Change(place="codes[L80.4]", before={"code": "L80.4"})
    assert told(Watch(codes=("L80",)), event("codes-changed", changes=(gone,)))


def test_a_register_watches_what_it_cites_and_what_that_became() -> None:
    watch = Watch(register="register.xlsx")
    cited = frozenset({"IPG9001"})
    thread = threads(["IPG9001", "HTG9046"]).threads
    asked = Known(threads=thread, registers={"register.xlsx": cited})
    why = matches(route(watch=(watch,)), event("withdrawn", "HTG9046"), asked)
    assert why == ("register.xlsx cites IPG9001, with which HTG9046 belongs.",)
    direct = matches(route(watch=(watch,)), event("withdrawn", "IPG9001"), asked)
    assert direct == ("register.xlsx cites IPG9001.",)
    assert not told(watch, event("withdrawn", "IPG9002"), asked)


def test_a_register_that_was_not_read_is_an_error_and_not_silence() -> None:
    with pytest.raises(ConfigError, match=r"register\.xlsx"):
        matches(route(watch=(Watch(register="register.xlsx"),)), MOVED, Known())


def test_all_of_a_watch_must_hold_and_one_watch_is_enough() -> None:
    both = Watch(origin=("IPG",), title=("valve",))
    assert not told(both)
    either = route(watch=(both, Watch(kinds=("migrated",))))
    assert matches(either, MOVED, Known()) == ("The kind migrated is watched.",)


def test_what_is_ignored_is_not_told() -> None:
    deaf = route(ignore=(Watch(kinds=("dates-changed",)),))
    assert matches(deaf, event("dates-changed"), Known()) is None
    assert matches(deaf, MOVED, Known()) is not None


def test_the_lowest_priority_of_a_route_counts() -> None:
    high = route(priority="review")
    assert matches(high, event(priority="re-reference"), Known()) is None
    assert matches(high, event(priority="review"), Known()) is not None
    assert matches(high, event(priority="act"), Known()) is not None
