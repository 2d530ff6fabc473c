"""Fetching from a site over real sockets: pages, redirects, what is gone, what is unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from tests.sources.patience import MONDAY, Patience
from tests.sources.site import Site, chapter, overview, page, redirect, status

from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetch import (
    ApiKey,
    Failed,
    Fetched,
    FetchSettings,
    Moved,
    NotFound,
    NotModified,
    Redirect,
    Request,
    Result,
    Validators,
    discover_chapters,
    fetch,
)

HTG9046, IPG9075 = Reference("HTG", 9046), Reference("IPG", 9075)
TITLE = "Balloon dilatation of the example vein in adults"


def _settings(site: Site, **changes: Any) -> FetchSettings:
    return FetchSettings(
        contact="nice.lead@trust.example", **{"allowed_hosts": (site.host,), **changes}
    )


def _fetch(site: Site, path: str, held: Validators | None = None, **changes: Any) -> Result:
    request = Request(site.at(path), "overview")
    known: Mapping[str, Validators] = {request.address: held} if held else {}
    settings = _settings(site, **changes)
    (result,) = fetch([request], settings=settings, clock=Patience().clock, held=known)
    return result


def test_a_page_arrives_with_where_and_when_it_was_found(site: Site) -> None:
    site.play("/guidance/htg9046", page("<h1>é</h1>", etag='"1"', last_modified="Mon"))
    result = _fetch(site, "/guidance/htg9046")
    assert isinstance(result, Fetched)
    assert result.document.content == "<h1>é</h1>".encode()
    assert result.document.name == result.document.url == site.at("/guidance/htg9046")
    assert result.document.media_type == "text/html; charset=utf-8"
    assert result.validators == Validators('"1"', "Mon")
    assert result.status == 200
    assert not result.redirects
    assert not result.document.redirects
    assert MONDAY <= result.retrieved_at <= MONDAY + dt.timedelta(seconds=1)


def test_whoever_asks_says_who_it_is(site: Site) -> None:
    site.play("/guidance/htg9046", page("a"))
    _fetch(site, "/guidance/htg9046", product="guidetrack/1.0")
    assert {line.headers["user-agent"] for line in site.log} == {
        "guidetrack/1.0 (+nice.lead@trust.example)"
    }


def test_a_zipped_page_is_unpacked(site: Site) -> None:
    site.play("/guidance/htg9046", page("x" * 100_000, zipped=True))
    result = _fetch(site, "/guidance/htg9046")
    assert isinstance(result, Fetched)
    assert result.document.content == b"x" * 100_000
    assert site.log[-1].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("held", [Validators('"1"'), Validators(last_modified="Mon")])
def test_a_copy_that_is_still_good_is_not_sent_again(site: Site, held: Validators) -> None:
    site.play("/a", page("a", etag=held.etag, last_modified=held.last_modified))
    result = _fetch(site, "/a", held)
    assert isinstance(result, NotModified)
    assert result.validators == held
    assert isinstance(_fetch(site, "/a", Validators('"0"')), Fetched)


def test_a_name_of_a_copy_that_cannot_be_said_is_not_said(site: Site) -> None:
    site.play("/a", page("a"))
    for etag in ('"\u00e9"', '"1"\r\nX: y', ""):
        assert isinstance(_fetch(site, "/a", Validators(etag)), Fetched)
    assert not any("if-none-match" in line.headers for line in site.log)


def test_unmodified_without_a_copy_is_no_answer(site: Site) -> None:
    site.play("/a", status(304))
    result = _fetch(site, "/a")
    assert isinstance(result, Failed)
    assert (result.kind, result.status) == ("status", 304)


def test_an_error_page_with_status_200_is_handed_on_for_the_gate_to_judge(site: Site) -> None:
    site.play("/a", page("<h1>Sorry, there is a problem with the service</h1>"))
    assert isinstance(_fetch(site, "/a"), Fetched)


def test_a_redirect_within_the_guidance_is_followed_and_remembered(site: Site) -> None:
    site.play("/guidance/ipg9075/chapter/1-Guidance", redirect("/Guidance/IPG9075", 302))
    site.play("/Guidance/IPG9075", page("withdrawn"))
    result = _fetch(site, "/guidance/ipg9075/chapter/1-Guidance")
    assert isinstance(result, Fetched)
    start, end = site.at("/guidance/ipg9075/chapter/1-Guidance"), site.at("/Guidance/IPG9075")
    assert result.redirects == (Redirect(302, start, end),)
    assert (result.document.name, result.document.url) == (start, end)
    assert result.document.redirects == (start,)


def test_a_redirect_to_another_number_is_evidence_and_never_content(site: Site) -> None:
    site.play("/guidance/ipg9075", redirect("/guidance/IPG9075", 302))
    site.play("/guidance/IPG9075", redirect("/guidance/htg9046"))
    site.play("/guidance/htg9046", page("the content of another number"))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Moved)
    assert (result.reference, result.target) == (HTG9046, site.at("/guidance/htg9046"))
    assert [step.status for step in result.redirects] == [302, 301]
    assert "/guidance/htg9046" not in site.asked()


def test_a_number_in_the_request_counts_where_the_address_has_none(site: Site) -> None:
    site.play("/text?id=75", redirect("/guidance/htg9046"))
    site.play("/guidance/htg9046", page("a"))
    request = Request(site.at("/text?id=75"), "overview", IPG9075)
    (result,) = fetch([request], settings=_settings(site), clock=Patience().clock)
    assert isinstance(result, Moved)
    assert isinstance(_fetch(site, "/text?id=75"), Fetched)


@pytest.mark.parametrize("end", ["/", "/guidance/published", "/account/login?back=ipg9075"])
def test_a_redirect_to_a_page_of_no_guidance_is_not_its_content(site: Site, end: str) -> None:
    site.play("/guidance/ipg9075", redirect(end, 307))
    site.play(end, page("something else"))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Moved)
    assert (result.reference, result.target) == (None, site.at(end))


def test_a_refusal_behind_a_redirect_is_a_failure_and_no_move(site: Site) -> None:
    site.play("/guidance/ipg9075", redirect("/login"))
    site.play("/login", status(403))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Failed)
    assert (result.kind, result.status, len(result.redirects)) == ("status", 403, 1)


@pytest.mark.parametrize("place", ["retired", "terminated"])
def test_retired_and_terminated_are_tried_before_not_found(site: Site, place: str) -> None:
    site.play(f"/guidance/{place}/ipg9075", page("a"))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Fetched)
    assert result.document.url == site.at(f"/guidance/{place}/ipg9075")


def test_what_is_nowhere_is_not_found(site: Site) -> None:
    site.play("/guidance/ipg9075", status(410))
    site.play("/guidance/retired/ipg9075", redirect("/guidance"))
    site.play("/guidance", page("a list"))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, NotFound)
    assert result.status == 410
    assert result.tried == tuple(
        site.at(path)
        for path in (
            "/guidance/ipg9075",
            "/guidance/retired/ipg9075",
            "/guidance/terminated/ipg9075",
        )
    )


def test_not_found_is_never_said_while_one_place_could_not_be_asked(site: Site) -> None:
    site.play("/guidance/retired/ipg9075", status(503))
    result = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Failed)
    assert (result.status, result.transient) == (503, True)


def test_a_chapter_that_is_gone_is_not_looked_for_elsewhere(site: Site) -> None:
    result = _fetch(site, "/guidance/ipg9075/chapter/2-Evidence")
    assert isinstance(result, NotFound)
    assert site.asked() == ["/guidance/ipg9075/chapter/2-Evidence"]


def test_chapters_found_in_the_menu_follow_their_overview(site: Site) -> None:
    names = ["1-Recommendations", "2-The-procedure"]
    site.play("/guidance/htg9046", page(overview("HTG9046", TITLE, names)))
    site.play("/guidance/ipg9075", page(overview("IPG9075", TITLE)))
    for name in names:
        site.play(f"/guidance/htg9046/chapter/{name}", page(chapter("HTG9046", name, "Text.")))
    plan = [
        Request(site.at(f"/guidance/{reference}"), "overview")
        for reference in ("htg9046", "ipg9075", "htg9046")
    ]
    results = fetch(
        plan, settings=_settings(site), clock=Patience().clock, discover=discover_chapters
    )
    assert [type(result) for result in results] == [Fetched] * 4
    assert site.asked() == [
        "/guidance/htg9046",
        "/guidance/htg9046/chapter/1-Recommendations",
        "/guidance/htg9046/chapter/2-The-procedure",
        "/guidance/ipg9075",
    ]


def test_a_page_cannot_add_requests_without_end(site: Site) -> None:
    names = [f"{index}-Chapter" for index in range(50)]
    site.play("/guidance/htg9046", page(overview("HTG9046", TITLE, names)))
    results = fetch(
        [Request(site.at("/guidance/htg9046"), "overview")],
        settings=_settings(site, most_discovered=3),
        clock=Patience().clock,
        discover=discover_chapters,
    )
    assert len(list(results)) == 4


def test_a_key_is_shown_to_its_host_alone(site: Site) -> None:
    site.play("/index.json", redirect(f"http://{site.namesake}/index.json"))
    key = ApiKey(site.namesake, "open sesame")
    result = _fetch(site, "/index.json", allowed_hosts=(site.host, site.namesake), api_keys=(key,))
    shown = [(line.headers["host"], line.headers.get("api-key")) for line in site.log]
    assert (site.namesake, "open sesame") in shown
    assert (site.host, "open sesame") not in shown
    assert (site.namesake, None) in shown  # its robots.txt
    assert "sesame" not in repr(result) + repr(key)


@pytest.mark.parametrize("value", ["", "sesame\n", "s\u00e9same", " sesame"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(ConfigError) as raised:
        ApiKey("www.publisher.example", value)
    assert not value or value.strip() not in str(raised.value)


def test_what_replaced_a_page_can_be_fetched_in_the_same_run(site: Site) -> None:
    site.play("/guidance/ipg9075", redirect("/guidance/htg9046"))
    site.play("/guidance/htg9046", page("a"))

    def follow_moves(result: Result) -> list[Request]:
        if isinstance(result, Moved):
            return [Request(result.target, "overview", result.reference)]
        return []

    plan = [Request(site.at("/guidance/ipg9075"), "overview", IPG9075)]
    results = fetch(plan, settings=_settings(site), clock=Patience().clock, discover=follow_moves)
    assert [(type(each), each.request.reference) for each in results] == [
        (Moved, IPG9075),
        (Fetched, HTG9046),
    ]


def test_one_bad_page_never_stops_the_others(site: Site) -> None:
    site.play("/a", page("a"))
    addresses = ["nonsense", "ftp://a.example/", site.at("/b"), site.at("/a")]
    plan = [Request(address) for address in addresses]
    kinds = [type(each) for each in fetch(plan, settings=_settings(site), clock=Patience().clock)]
    assert kinds == [Failed, Failed, NotFound, Fetched]
