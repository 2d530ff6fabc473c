"""The days around an answer come from commits, and from the journal where nothing changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.pipeline.documents import FEBRUARY, NOVEMBER, old_document

from guidetrack.config import Place
from guidetrack.errors import ConfigError, StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import show

OLD = Reference.parse("IPG9075")
DECEMBER = dt.datetime(2025, 12, 8, 9, tzinfo=dt.UTC)
CHRISTMAS = dt.date(2025, 12, 25)


def _name(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def test_a_look_that_found_nothing_new_is_the_last_one_before_the_day(
    place: Place, take: Any
) -> None:
    take(NOVEMBER, {"page.md": old_document()})
    take(DECEMBER, {"page.md": old_document()})
    take(FEBRUARY, {"page.md": old_document("Audit the outcome of each patient.")})
    held = show(place, OLD, as_of=CHRISTMAS)
    assert held.observed_at == _name(NOVEMBER)
    assert (held.seen, held.next_seen) == (_name(DECEMBER), _name(FEBRUARY))
    assert held.changed_by_then


def test_the_last_second_of_the_day_in_utc_belongs_to_it(place: Place, take: Any) -> None:
    take(NOVEMBER, {"page.md": old_document()})
    last = dt.datetime(2025, 12, 25, 23, 59, 59, tzinfo=dt.UTC)
    take(last, {"page.md": old_document()})
    take(last + dt.timedelta(seconds=1), {"page.md": old_document()})
    held = show(place, OLD, as_of=CHRISTMAS)
    assert (held.seen, held.next_seen) == (_name(last), "2025-12-26T00:00:00Z")
    assert not held.changed_by_then


def test_today_it_was_last_seen_by_the_newest_run(place: Place, take: Any) -> None:
    take(NOVEMBER, {"page.md": old_document()})
    take(FEBRUARY, {"page.md": old_document()})
    held = show(place, OLD)
    assert (held.seen, held.next_seen) == (_name(FEBRUARY), None)


def test_without_the_journal_only_changes_are_known(
    place: Place, take: Any, git: Callable[..., str]
) -> None:
    take(NOVEMBER, {"page.md": old_document()})
    take(FEBRUARY, {"page.md": old_document()})
    git("branch", "-D", "guidetrack-journal")
    held = show(place, OLD, as_of=CHRISTMAS)
    assert (held.seen, held.next_seen) == (_name(NOVEMBER), None)
    assert not held.journal_held


def test_a_run_whose_commit_was_taken_back_saw_nothing(
    place: Place, take: Any, git: Callable[..., str]
) -> None:
    take(NOVEMBER, {"page.md": old_document()})
    other = old_document().replace("9075", "9076")
    take(DECEMBER, {"page.md": old_document(), "other.md": other})
    assert show(place, OLD).seen == _name(DECEMBER)
    git("reset", "--hard", "HEAD~1")
    assert show(place, OLD).seen == _name(NOVEMBER)


def test_nothing_is_held_before_the_first_snapshot(place: Place) -> None:
    with pytest.raises(ConfigError, match="there is no snapshot yet"):
        show(place, OLD, as_of=CHRISTMAS)


def test_a_folder_without_a_repository_is_named(tmp_path: Path, place: Place) -> None:
    place.store.rmdir()
    (place.store.parent / ".git").rename(tmp_path / "gone")
    with pytest.raises(StoreError, match="no git repository"):
        show(place, OLD)
