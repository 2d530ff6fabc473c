"""Feeds as a feed reader sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import msgspec
import pytest
from lxml import etree  # type: ignore[import-untyped]

from guidetrack.alerts.alert import Alert
from guidetrack.alerts.message import Message
from guidetrack.channels import atom
from guidetrack.channels.atom import Settings, deliver
from guidetrack.errors import DeliveryError

Make = Callable[..., Message]
SPACES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(folder=str(tmp_path), address="https://intranet.example.org/feeds/")


@pytest.fixture
def about(message: Make) -> Callable[..., Message]:
    """Make a message about one alert with an id of its own."""

    def make(number: int, *, key: str | None = None, **changed: Any) -> Message:
        name = f"GA-{number:016}"
        at = (dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number)).isoformat()
        route = changed.pop("route", "cardiac-team")
        (held,) = message().alerts
        alert = msgspec.structs.replace(held, id=name, route=route, raised_at=at, **changed)
        return message(
            key=key or name, route=route, alerts=(alert,), subject=f"Notice {number}", raised_at=at
        )

    return make


def read(settings: Settings, name: str = "all") -> Any:
    parsed = feedparser.parse((Path(settings.folder) / f"{name}.xml").read_bytes())
    assert not parsed.bozo
    return parsed


def deleted(settings: Settings, name: str = "all") -> list[tuple[str, str]]:
    root = etree.fromstring((Path(settings.folder) / f"{name}.xml").read_bytes())
    found = root.findall("at:deleted-entry", SPACES)
    assert all(each.find("at:by/a:name", SPACES).text for each in found)
    return [(each.get("ref"), each.get("when")) for each in found]


def test_a_feed_reader_finds_the_whole_notice(
    settings: Settings, message: Make, now: dt.datetime
) -> None:
    receipt = deliver(message(), settings, now)
    (entry,) = read(settings).entries
    assert entry.id == "urn:guidetrack:GA-4T7YQ2M9KXW3DF6P"
    assert entry.title == message().subject
    assert entry.published == entry.updated == "2026-01-19T08:00:00+00:00"
    assert entry.link == "https://www.example.org/guidance/htg9046"
    assert entry.content[0].type == "text/html"
    assert entry.content[0].value == "<p>1.1 is now <b>research only</b> \u2013 10\u2079.</p>"
    assert {each.term for each in entry.tags} == {"notice", "act", "category-changed"}
    assert receipt.says == "in the feed as urn:guidetrack:GA-4T7YQ2M9KXW3DF6P"


def test_the_feed_says_whose_it_is_and_where(
    settings: Settings, message: Make, now: dt.datetime
) -> None:
    deliver(message(), msgspec.structs.replace(settings, author="Example Trust"), now)
    feed = read(settings).feed
    assert feed.id == "urn:guidetrack:feed:all"
    assert feed.author == "Example Trust"
    assert feed.updated == "2026-01-19T08:00:00+00:00"
    assert feed.links[0].href == "https://intranet.example.org/feeds/all.xml"


def test_only_the_inside_of_a_page_is_in_the_feed(
    settings: Settings, message: Make, now: dt.datetime
) -> None:
    page = "<html><head><title>T</title></head><body class='x'>\n<p>Whole \x0b</p></body></html>"
    deliver(message(html=page), settings, now)
    (entry,) = read(settings).entries
    assert "<title>" not in entry.content[0].value
    assert entry.content[0].value.startswith("<p>Whole")


def test_each_route_has_its_own_feed(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    for number, route in enumerate(["cardiac-team", "NICE lead", "nice-lead", "all", "con"]):
        deliver(about(number, route=route), settings, now)
    names = {each.stem for each in Path(settings.folder).glob("*.xml")}
    assert {"all", "cardiac-team", "nice-lead"} < names
    assert not {"con", "nice lead"} & names
    assert len(names) == 6
    assert [each.title for each in read(settings, "nice-lead").entries] == ["Notice 2"]
    assert len(read(settings).entries) == 5


def test_the_newest_is_first_whatever_came_first(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    for number in (2, 1, 3):
        deliver(about(number), settings, now)
    assert [each.title for each in read(settings).entries] == ["Notice 3", "Notice 2", "Notice 1"]


def test_the_same_message_again_changes_nothing(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    for number in range(3):
        deliver(about(number), settings, now)
    before = {each: (each.read_bytes(), each.stat()) for each in Path(settings.folder).iterdir()}
    deliver(about(1), settings, now + dt.timedelta(days=1))
    assert {
        each: (each.read_bytes(), each.stat()) for each in Path(settings.folder).iterdir()
    } == before


def test_what_a_crash_left_out_is_made_up_for(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    deliver(about(1), settings, now)
    (Path(settings.folder) / "all.xml").unlink()
    deliver(about(1), settings, now)
    assert len(read(settings).entries) == 1


def test_a_retraction_deletes_the_notice_and_is_told_itself(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    deliver(about(1), settings, now)
    deliver(about(1, key=f"GA-{1:016}-R1"), settings, now)
    deliver(about(2), settings, now)
    deliver(about(3, kind="retraction", of=f"GA-{1:016}"), settings, now)
    for name in ("all", "cardiac-team"):
        told = [each.title for each in read(settings, name).entries]
        assert told == ["Notice 3", "Notice 2"]
        when = "2026-01-01T03:00:00+00:00"
        assert set(deleted(settings, name)) == {
            (f"urn:guidetrack:GA-{1:016}", when),
            (f"urn:guidetrack:GA-{1:016}-R1", when),
        }
    assert read(settings).feed.updated == "2026-01-01T03:00:00+00:00"


def test_a_digest_goes_only_when_all_of_it_is_taken_back(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    both: tuple[Alert, ...] = about(1).alerts + about(2).alerts
    digest = msgspec.structs.replace(about(2), key="GD-AAAAAAAAAAAAAAAA", alerts=both)
    deliver(digest, settings, now)
    deliver(about(3, kind="retraction", of=f"GA-{1:016}"), settings, now)
    assert deleted(settings) == []
    deliver(about(4, kind="retraction", of=f"GA-{2:016}"), settings, now)
    assert [ref for ref, _ in deleted(settings)] == ["urn:guidetrack:GD-AAAAAAAAAAAAAAAA"]


def test_a_sample_is_in_the_feed_over_all_until_there_is_news(
    settings: Settings, about: Callable[..., Message], now: dt.datetime
) -> None:
    sample = msgspec.structs.replace(about(1, route="sample"), is_sample=True)
    deliver(sample, settings, now)
    assert [each.title for each in read(settings).entries] == ["Notice 1"]
    assert [each.name for each in Path(settings.folder).glob("*.xml")] == ["all.xml"]
    deliver(about(2), settings, now)
    assert [each.title for each in read(settings).entries] == ["Notice 2"]


def test_the_newest_two_hundred_are_kept(
    settings: Settings,
    about: Callable[..., Message],
    now: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert atom.KEPT == 200
    monkeypatch.setattr(atom, "KEPT", 5)  # the same by smaller numbers, in less time
    for number in range(8):
        deliver(about(number, route=f"team-{number % 2}"), settings, now)
    told = [each.title for each in read(settings).entries]
    assert told == [f"Notice {number}" for number in (7, 6, 5, 4, 3)]
    assert len(read(settings, "team-0").entries) == 4


def test_what_is_damaged_is_said(settings: Settings, message: Make, now: dt.datetime) -> None:
    (Path(settings.folder) / atom.STATE).write_text("{", encoding="utf-8")
    with pytest.raises(DeliveryError, match="damaged"):
        deliver(message(), settings, now)
