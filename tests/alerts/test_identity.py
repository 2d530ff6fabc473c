"""Identities are made from content alone, and moments are written one way."""

from __future__ import annotations

import datetime as dt
import re

from guidetrack.alerts.identity import alert_id, digest_key
from guidetrack.alerts.moments import day_of, moment, written

SHAPE = re.compile(r"G[AD]-[A-Z2-7]{16}")


def test_an_alert_is_its_route_its_events_and_its_occurrence() -> None:
    made = alert_id("cardiac-team", ["GT-A", "GT-B"])
    assert SHAPE.fullmatch(made)
    assert alert_id("cardiac-team", ["GT-B", "GT-A", "GT-A"]) == made
    assert alert_id("cardiac-team", ["GT-A", "GT-B"], kind="bulk") == made
    others = {
        alert_id("coders", ["GT-A", "GT-B"]),
        alert_id("cardiac-team", ["GT-A"]),
        alert_id("cardiac-team", ["GT-A", "GT-B"], 2),
        alert_id("cardiac-team", ["GT-A", "GT-B"], kind="correction", of=made),
        alert_id("cardiac-team", ["GT-A", "GT-B"], kind="retraction", of=made),
    }
    assert len(others | {made}) == 6


def test_the_identity_of_an_alert_never_changes_between_versions() -> None:
    assert alert_id("cardiac-team", ["GT-AAAAAAAAAAAAAAAA"]) == "GA-C24VKMD4GAORI27P"


def test_a_digest_is_its_alerts_and_its_channel() -> None:
    made = digest_key(["GA-A", "GA-B"], "mail")
    assert SHAPE.fullmatch(made)
    assert digest_key(["GA-B", "GA-A"], "mail") == made
    assert digest_key(["GA-A", "GA-B"], "feed") != made


def test_moments_are_written_and_read_in_utc() -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    late = dt.datetime(2026, 7, 1, 0, 30, tzinfo=summer)
    assert written(late) == "2026-06-30T23:30:00Z"
    assert moment("2026-07-01T00:30:00+01:00") == late
    assert moment("2026-06-30T23:30:00") == late
    assert day_of("2026-07-01T00:30:00+01:00") == dt.date(2026, 6, 30)
