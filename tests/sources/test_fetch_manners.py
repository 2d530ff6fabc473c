"""Politeness: spacing, robots.txt, backing off, leaving a host alone, and saying how far."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sources.patience import MONDAY, Patience
from tests.sources.site import Site, bomb, page, redirect, silent, status

from guidetrack.errors import ConfigError
from guidetrack.sources.fetch import (
    Clock,
    Failed,
    Fetched,
    FetchSettings,
    NotFound,
    Progress,
    Request,
    Result,
    fetch,
)
from guidetrack.sources.fetching.asking import read_retry_after


def _settings(site: Site, **changes: Any) -> FetchSettings:
    return FetchSettings(contact="a@trust.example", **{"allowed_hosts": (site.host,), **changes})


def _fetch(site: Site, patience: Patience, *paths: str, **changes: Any) -> list[Result]:
    plan = [Request(site.at(path)) for path in paths]
    return list(fetch(plan, settings=_settings(site, **changes), clock=patience.clock))


def test_requests_are_a_second_apart(site: Site) -> None:
    site.play("/a", redirect("/b"))
    site.play("/b", page("b"))
    patience = Patience()
    _fetch(site, patience, "/a", "/c")
    assert site.asked(robots=True) == ["/robots.txt", "/a", "/b", "/c"]
    assert patience.waits == [1.0, 1.0, 1.0]


def test_two_hundred_references_take_two_hundred_seconds(site: Site) -> None:
    site.robots("User-agent: *\nCrawl-delay: 1\n")
    paths = [f"/guidance/htg{number}" for number in range(9001, 9201)]
    for path in paths:
        site.play(path, page("a"))
    patience = Patience()
    results = _fetch(site, patience, *paths, spacing=0.0)
    assert {type(result) for result in results} == {Fetched}
    assert site.asked() == paths
    assert patience.waits == [1.0] * 200


@pytest.mark.parametrize(("asked", "kept"), [("3", 3.0), ("0.1", 1.0), ("soon", 1.0)])
def test_a_longer_crawl_delay_is_kept_and_a_shorter_is_not(
    site: Site, asked: str, kept: float
) -> None:
    site.robots(f"User-agent: *\nCrawl-delay: {asked}\n")
    patience = Patience()
    _fetch(site, patience, "/a", "/b")
    assert patience.waits == [kept, kept]


def test_a_crawl_delay_of_a_day_is_not_sat_through(site: Site) -> None:
    site.robots("User-agent: *\nCrawl-delay: 86400\n")
    (result,) = _fetch(site, Patience(), "/a")
    assert isinstance(result, Failed)
    assert "86400 seconds between two requests" in result.problem
    assert site.asked() == []


def test_the_log_of_the_site_shows_the_spacing_in_real_time(site: Site) -> None:
    site.robots("User-agent: *\nCrawl-delay: 0.05\n")
    clock = Clock(now=lambda: MONDAY)
    plan = [Request(site.at(f"/guidance/htg{number}/chapter/1")) for number in range(9001, 9011)]
    results = list(fetch(plan, settings=_settings(site, spacing=0.01), clock=clock))
    assert {type(result) for result in results} == {NotFound}
    assert len(site.spacings()) == 10
    assert min(site.spacings()) >= 0.05


def test_robots_txt_is_obeyed_and_asked_once(site: Site) -> None:
    site.robots("User-agent: guidetrack\nDisallow: /*/history$\n\nUser-agent: *\nDisallow: /\n")
    site.play("/guidance/htg9046", page("a"))
    paths = ["/guidance/htg9046", "/guidance/htg9046/history"]
    allowed, forbidden = _fetch(site, Patience(), *paths)
    assert isinstance(allowed, Fetched)
    assert isinstance(forbidden, Failed)
    assert (forbidden.kind, forbidden.transient) == ("robots", False)
    assert forbidden.problem == "robots.txt of 127.0.0.1 forbids this address"
    assert site.asked(robots=True) == ["/robots.txt", "/guidance/htg9046"]


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_everything(site: Site, code: int) -> None:
    site.play("/robots.txt", status(code))
    site.play("/a", page("a"))
    assert isinstance(_fetch(site, Patience(), "/a")[0], Fetched)


@pytest.mark.parametrize("code", [429, 500, 503, 204, 302])
def test_a_site_that_cannot_say_allows_nothing_and_the_failure_says_so(
    site: Site, code: int
) -> None:
    site.play("/robots.txt", status(code))
    results = _fetch(site, Patience(), "/a", "/b", attempts=2)
    for result in results:
        assert isinstance(result, Failed)
        assert result.kind == "robots"
        assert "robots.txt of 127.0.0.1" in result.problem
    assert site.asked() == []
    assert len(site.log) <= 2


def test_a_robots_txt_may_have_moved_but_not_to_strangers(site: Site) -> None:
    site.play("/robots.txt", redirect("/robots-here.txt"))
    site.play("/robots-here.txt", page("User-agent: *\nDisallow: /b"))
    site.play("/a", page("a"))
    kinds = [type(result) for result in _fetch(site, Patience(), "/a", "/b")]
    assert kinds == [Fetched, Failed]
    site.play("/robots.txt", redirect("https://elsewhere.example/robots.txt"))
    (result,) = _fetch(site, Patience(), "/a")
    assert isinstance(result, Failed)
    assert "is not among the allowed hosts" in result.problem


def test_of_a_huge_robots_txt_the_beginning_counts(site: Site) -> None:
    site.robots("User-agent: *\nDisallow: /b\n" + "# much ado\n" * 100_000)
    site.play("/a", page("a"))
    kinds = [type(result) for result in _fetch(site, Patience(), "/a", "/b")]
    assert kinds == [Fetched, Failed]
    site.play("/robots.txt", bomb(50))
    assert isinstance(_fetch(site, Patience(), "/a")[0], Fetched)


def test_trouble_is_met_with_patience(site: Site) -> None:
    site.play("/a", status(503), status(500), status(502), page("a"))
    patience = Patience()
    (result,) = _fetch(site, patience, "/a", first_backoff=2.0)
    assert isinstance(result, Fetched)
    assert patience.waits == [1.0, 2.0, 4.0, 8.0]


def test_patience_ends(site: Site) -> None:
    site.play("/a", status(503))
    (result,) = _fetch(site, Patience(), "/a", attempts=3)
    assert isinstance(result, Failed)
    assert (result.kind, result.status, result.transient) == ("status", 503, True)
    assert result.problem == "the host answered with status 503"
    assert site.asked() == ["/a"] * 3


def test_a_refusal_is_not_asked_again(site: Site) -> None:
    site.play("/a", status(403))
    (result,) = _fetch(site, Patience(), "/a")
    assert isinstance(result, Failed)
    assert (result.status, result.transient) == (403, False)
    assert site.asked() == ["/a"]


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("30", 30.0),
        (format_datetime(MONDAY + dt.timedelta(seconds=46), usegmt=True), 45.0),
        ("99999", 120.0),
        ("1", 2.0),
        ("soon", 2.0),
    ],
)
def test_a_host_gets_the_time_it_asks_for_within_a_limit(
    site: Site, asked: str, waited: float
) -> None:
    site.play("/a", status(429, retry_after=asked), page("a"))
    patience = Patience()
    (result,) = _fetch(site, patience, "/a")
    assert isinstance(result, Fetched)
    assert patience.waits == [1.0, waited]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("", 0), ("12", 12), ("-5", 0), ("1.5", 0), ("Mon, 99 Foo 2026", 0), ("9" * 400, 10**12 - 1)],
)
def test_any_retry_after_is_some_time(value: str, seconds: float) -> None:
    assert read_retry_after(value, MONDAY) == seconds


def test_time_asked_for_holds_for_the_next_page_too(site: Site) -> None:
    site.play("/a", status(429, retry_after="40"))
    patience = Patience()
    _fetch(site, patience, "/a", "/b", attempts=1)
    assert patience.waits == [1.0, 40.0]


def test_a_host_that_only_fails_is_left_alone(site: Site) -> None:
    paths = [f"/{number}" for number in range(10)]
    for path in paths:
        site.play(path, status(500))
    results = _fetch(site, Patience(), *paths, attempts=1, failures_in_a_row=3)
    kinds = [result.kind for result in results if isinstance(result, Failed)]
    assert kinds == ["status"] * 3 + ["silent-host"] * 7
    assert len(site.asked()) == 3


def test_a_page_in_between_keeps_a_host_in_favour(site: Site) -> None:
    paths = [f"/{number}" for number in range(10)]
    for path in paths:
        site.play(path, page("a") if path == "/4" else status(500))
    _fetch(site, Patience(), *paths, attempts=1, failures_in_a_row=5)
    assert len(site.asked()) == 10


def test_progress_tells_count_place_wait_and_estimate(site: Site) -> None:
    told: list[Progress] = []
    plan = [Request(site.at(path)) for path in ("/a", "/b")]
    patience = Patience()
    list(fetch(plan, settings=_settings(site), clock=patience.clock, on_progress=told.append))
    assert [(each.done, each.planned, each.waiting) for each in told] == [
        (0, 2, 1.0),
        (1, 2, 0.0),
        (1, 2, 1.0),
        (2, 2, 0.0),
    ]
    assert [each.current for each in told] == [plan[0], plan[0], plan[1], None]
    assert [each.remaining for each in told] == [None, 1.0, 1.0, 0.0]


def test_the_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://lead:secret@{site.host}")
    monkeypatch.setenv("NO_PROXY", "localhost")
    address = "http://www.publisher.example/guidance/htg9046"
    site.play(address, page("through the proxy"))
    hosts = ("www.publisher.example", site.namesake)
    plan = [Request(address), Request(f"http://{site.namesake}/a")]
    through, direct = fetch(
        plan, settings=_settings(site, allowed_hosts=hosts), clock=Patience().clock
    )
    assert isinstance(through, Fetched)
    assert isinstance(direct, NotFound)
    assert site.log[0].path == "http://www.publisher.example/robots.txt"
    assert "proxy-authorization" in site.log[0].headers
    assert site.log[-1].path == "/a"
    assert "proxy-authorization" not in site.log[-1].headers


@pytest.mark.parametrize("proxy", ["http://lead:secret@127.0.0.1:1", "gopher://lead:secret@a"])
def test_a_proxy_that_fails_is_not_quoted(
    site: Site, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    (result,) = _fetch(site, Patience(), "/a", attempts=1)
    assert isinstance(result, Failed)
    assert "secret" not in repr(result)
    assert not site.log


def test_retries_are_quiet(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    site.play("/a", status(503), page("a"))
    _fetch(site, Patience(), "/a")
    assert capfd.readouterr() == ("", "")


def test_whoever_interrupts_a_wait_is_heard(site: Site) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    clock = replace(Patience().clock, sleep=interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(fetch([Request(site.at("/a"))], settings=_settings(site), clock=clock))
    assert site.asked() == []


def test_an_abandoned_run_asks_for_nothing_more(site: Site) -> None:
    site.play("/a", page("a"))
    site.play("/b", silent())
    plan = [Request(site.at(path)) for path in ("/a", "/b")]
    stream = fetch(plan, settings=_settings(site), clock=Patience().clock)
    assert isinstance(next(iter(stream)), Fetched)
    del stream
    assert site.asked() == ["/a"]


@pytest.mark.parametrize(
    "changes",
    [{"contact": ""}, {"contact": "a\r\nX: y"}, {"contact": "é"}, {"attempts": 0}, {"spacing": -1}],
)
def test_settings_that_could_not_work_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        FetchSettings(**{"contact": "a@trust.example", "allowed_hosts": (), **changes})


def test_importing_the_fetcher_loads_no_network() -> None:
    code = "import sys, guidetrack.sources.fetch; print(*sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert not {"httpx2", "stamina", "socket", "selectolax"} & set(done.stdout.split())
