"""A list that lies at an address: asked for with a validator, and believed when it is the same."""

from __future__ import annotations

import hashlib

import pytest
from tests.pipeline.publisher import Publisher
from tests.pipeline.weeks import Watch, events_of
from tests.sources import products
from tests.sources.site import page, status

from guidetrack.guidance.reference import Reference
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

_NUMBERS = ("IPG9101", "IPG9102", "IPG9103", "MTG9009")


@pytest.fixture
def week(watch: Watch) -> Watch:
    """A trust that watches nothing but a list."""
    address = watch.publisher.site.at("/list.json")
    (watch.folder / "guidetrack.yaml").write_text(
        "contact: lead@trust.example\nabsence: {runs: 2}\n"
        f"sources:\n  - catalogue: {address}\n    name: list\n    enumerating: yes\n",
        encoding="utf-8",
    )
    return watch


def _publish(publisher: Publisher, *numbers: str, **changes: object) -> None:
    rows = [products.listed(each, f"Title of {each}", **changes) for each in numbers]
    body = products.as_bytes({"Products": rows}).decode()
    mark = hashlib.sha256(body.encode()).hexdigest()[:12]
    publisher.site.play("/list.json", page(body, etag=f'"{mark}"'))


def _asked_with(publisher: Publisher) -> list[bool]:
    """Of each time the list was asked for, whether it was with a validator."""
    log = (line for line in publisher.site.log if line.path == "/list.json")
    return ["if-none-match" in line.headers for line in log]


def test_a_list_that_is_the_same_is_not_sent_again(week: Watch, publisher: Publisher) -> None:
    _publish(publisher, *_NUMBERS)
    assert week.run().recorded == _NUMBERS
    for _ in range(2):
        again = week.run()
        assert (again.revision, again.unchanged, again.missed) == (None, _NUMBERS, ())
    assert _asked_with(publisher) == [False, True, True]


def test_what_it_dropped_is_missed_in_weeks_of_the_same_list_too(
    week: Watch, publisher: Publisher
) -> None:
    _publish(publisher, *_NUMBERS)
    week.run()
    _publish(publisher, *_NUMBERS[1:])
    assert events_of(week.run()) == set()
    assert events_of(week.run()) == {("disappeared", "IPG9101", "IPG9101")}
    _publish(publisher, *_NUMBERS)
    assert events_of(week.run()) == {("reappeared", "IPG9101", "IPG9101")}
    assert _asked_with(publisher) == [False, True, True, True]


def test_a_list_of_which_a_row_was_refused_is_asked_for_whole(
    week: Watch, publisher: Publisher
) -> None:
    _publish(publisher, *_NUMBERS, "NOT-A-NUMBER")
    assert len(week.run().refused) == 1
    assert len(week.run().refused) == 1
    assert _asked_with(publisher) == [False, False]


def test_a_row_that_came_another_way_since_makes_the_list_be_asked_for_whole(
    week: Watch, publisher: Publisher
) -> None:
    _publish(publisher, *_NUMBERS)
    week.run()
    with Repository.open(week.place.store) as repository:
        snapshot = Snapshots(repository).latest()
        assert snapshot is not None
        assert snapshot.rows(Reference("MTG", 9009))
    more = week.folder / "more.json"
    listed = products.listed("MTG9009", "Another title")
    more.write_bytes(products.as_bytes({"Products": [listed]}))
    with (week.folder / "guidetrack.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - catalogue: {more}\n    name: more\n")
    publisher.site.play("/list.json", status(503))
    assert week.run().recorded == ("MTG9009",)
    asked = len(_asked_with(publisher))
    _publish(publisher, *_NUMBERS)
    week.run()
    assert _asked_with(publisher)[asked:] == [False]
