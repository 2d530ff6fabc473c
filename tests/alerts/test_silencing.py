"""What a silence keeps back, until when, and what breaks through."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.alerts.making import WEDNESDAY, event, threads

from guidetrack.alerts.route import Silence
from guidetrack.alerts.silencing import is_over, silence, silence_for
from guidetrack.errors import ConfigError
from guidetrack.events.event import Event

NOON = "2026-01-14T12:00:00Z"
KNOWN = threads(["IPG9075", "HTG9046"])


def made(**more: Any) -> Silence:
    given = {"reason": "being reviewed", "by": "NICE lead", "until": dt.date(2026, 1, 20)}
    return silence(now=WEDNESDAY, **{**given, **more})


def hides(hush: Silence, about: Event, at: str = NOON, route: str = "cardiac-team") -> bool:
    return silence_for(about, route, [hush], at=at, threads=KNOWN.threads) is not None


def test_a_silence_holds_from_now_to_the_end_of_its_last_day() -> None:
    assert not hides(made(), event(), "2026-01-14T08:59:59Z")
    assert hides(made(), event(), "2026-01-14T09:00:00Z")
    assert hides(made(), event(), "2026-01-20T23:59:59Z")
    assert not hides(made(), event(), "2026-01-21T00:00:00Z")
    assert is_over(made(), dt.date(2026, 1, 21))


def test_a_silence_is_for_its_route_its_guidance_and_its_kinds() -> None:
    assert not hides(made(route="coders"), event())
    assert hides(made(route="cardiac-team"), event())
    assert hides(made(references=["ipg 9075"]), event("retitled", "HTG9046"))
    assert not hides(made(references=["IPG9076"]), event("retitled", "HTG9046"))
    assert not hides(made(kinds=["retitled"]), event("migrated"))


def test_what_is_to_be_acted_on_and_what_tightens_breaks_through() -> None:
    assert not hides(made(), event("withdrawn", priority="act"))
    assert not hides(made(), event("category-changed", direction="tighter"))
    assert hides(made(), event("category-changed", direction="looser"))


def test_the_identity_of_a_silence_is_made_from_what_it_says() -> None:
    assert made().id == made().id
    assert made().id.startswith("GS-")
    assert made(reason="other").id != made().id


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"by": ""},
        {"by": "someone@example.org"},
        {"reason": "ask someone@example.org"},
        {"until": dt.date(2026, 1, 13)},
    ],
)
def test_a_silence_without_reason_role_or_future_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        made(**wrong)
