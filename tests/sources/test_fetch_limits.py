"""What a host can do to a fetcher, and what becomes of it: a refusal with a sentence."""

from __future__ import annotations

import gzip
import time
from typing import Any

import pytest
from tests.sources.patience import Patience
from tests.sources.site import (
    Answer,
    Site,
    bomb,
    dripping,
    dripping_headers,
    hang_up,
    packed,
    page,
    playing,
    raw,
    redirect,
    silent,
    status,
    truncated,
)

from guidetrack.sources.fetch import Failed, Fetched, FetchSettings, Request, Result, fetch


def _fetch(site: Site, *paths: str, **changes: Any) -> list[Result]:
    values = {"allowed_hosts": (site.host,), "attempts": 1, "failures_in_a_row": 99, **changes}
    settings = FetchSettings(contact="nice.lead@trust.example", **values)
    plan = [Request(site.at(path)) for path in paths]
    return list(fetch(plan, settings=settings, clock=Patience().clock))


def _failure(site: Site, answer: Answer, **changes: Any) -> Failed:
    site.play("/a", answer)
    (result,) = _fetch(site, "/a", **changes)
    assert isinstance(result, Failed)
    return result


@pytest.mark.parametrize("claimed", [True, False])
def test_a_page_that_is_too_large_is_refused(site: Site, *, claimed: bool) -> None:
    endless = raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 3_000_000)
    failure = _failure(site, page("x" * 3_000_000) if claimed else endless, largest_document=10**6)
    assert (failure.kind, failure.transient) == ("size", False)
    assert failure.problem == "it is larger than 1 MB, the limit for one document"


def test_a_small_page_that_unpacks_to_a_huge_one_is_refused(site: Site) -> None:
    failure = _failure(site, bomb(30), largest_document=1_000_000)
    assert failure.kind == "size"


def test_a_page_as_large_as_allowed_is_taken(site: Site) -> None:
    site.play("/a", page("x" * 1_000_000, zipped=True))
    (result,) = _fetch(site, "/a", largest_document=1_000_000)
    assert isinstance(result, Fetched)


def test_a_run_that_grows_too_large_ends_with_refusals(site: Site) -> None:
    for path in ("/a", "/b", "/c"):
        site.play(path, page("x" * 600))
    results = _fetch(site, "/a", "/b", "/c", largest_total=1_000)
    assert [isinstance(result, Fetched) for result in results] == [True, True, False]
    assert isinstance(results[2], Failed)
    assert results[2].kind == "total"
    assert site.asked() == ["/a", "/b"]


@pytest.mark.parametrize("answer", [dripping(), dripping_headers()], ids=["body", "headers"])
def test_a_page_that_drips_ends_at_its_deadline(site: Site, answer: Answer) -> None:
    begun = time.monotonic()
    failure = _failure(site, answer, whole_timeout=0.3, read_timeout=5)
    assert time.monotonic() - begun < 2
    assert (failure.kind, failure.transient) == ("time", True)
    assert failure.problem == "the answer took longer than 0.3 seconds"


def test_after_a_deadline_the_next_page_is_fetched(site: Site) -> None:
    site.play("/a", dripping())
    site.play("/b", page("b"))
    results = _fetch(site, "/a", "/b", whole_timeout=0.3)
    assert [type(result) for result in results] == [Failed, Fetched]


def test_silence_ends_at_its_timeout(site: Site) -> None:
    failure = _failure(site, silent(), read_timeout=0.2)
    assert (failure.kind, failure.problem) == ("time", "the host fell silent")


CUT_SHORT: list[Answer] = [
    truncated("half a page"),
    packed(gzip.compress(b"half a page")[:-10]),
    raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf"),
]


@pytest.mark.parametrize("answer", CUT_SHORT, ids=["length", "gzip", "chunks"])
def test_half_a_page_is_no_page(site: Site, answer: Answer) -> None:
    failure = _failure(site, answer)
    assert (failure.kind, failure.transient) == ("truncated", True)
    assert failure.problem == "the answer was cut short"


def test_a_page_cut_short_once_is_fetched_whole(site: Site) -> None:
    site.play("/a", truncated("half"), page("whole"))
    (result,) = _fetch(site, "/a", attempts=2)
    assert isinstance(result, Fetched)
    assert result.document.content == b"whole"


def test_damaged_and_unasked_packing_is_refused(site: Site) -> None:
    damaged = _failure(site, packed(b"\x1f\x8b\x08" + b"nonsense" * 9))
    assert (damaged.kind, damaged.problem) == ("encoding", "the packed answer is damaged")
    strange = _failure(site, status(200, "a", content_encoding="br"))
    assert "'br'" in strange.problem


def test_members_of_a_gzip_are_joined_and_an_empty_one_is_empty(site: Site) -> None:
    site.play("/a", packed(gzip.compress(b"one ") + gzip.compress(b"two")))
    site.play("/b", packed(b""))
    contents = [
        result.document.content
        for result in _fetch(site, "/a", "/b")
        if isinstance(result, Fetched)
    ]
    assert contents == [b"one two", b""]


BROKEN: dict[str, tuple[Answer, str]] = {
    "nothing": (hang_up(), "network"),
    "nonsense": (raw(b"nonsense\r\n\r\n"), "network"),
    "length in words": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), "network"),
    "length below nothing": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "network"),
    "endless headers": (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n"), "network"),
    "redirect to bytes": (raw(b"HTTP/1.1 302 Found\r\nLocation: //\xff\xfe\r\n\r\n"), "address"),
    "redirect to nowhere": (status(302), "status"),
    "redirect to no host": (redirect("http://["), "address"),
    "redirect to a script": (redirect("javascript:alert(1)"), "address"),
    "no content": (status(204), "status"),
    "log in first": (status(401), "status"),
    "server error": (status(500), "status"),
    "no status of HTTP": (status(999), "status"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_an_answer_that_is_none_is_a_failure(site: Site, broken: str) -> None:
    answer, kind = BROKEN[broken]
    failure = _failure(site, answer)
    assert failure.kind == kind
    assert failure.problem


def test_a_host_that_does_not_answer_is_a_failure(site: Site) -> None:
    with playing() as gone:
        pass
    settings = FetchSettings(contact="a@b.example", allowed_hosts=(gone.host,), attempts=1)
    plan = [Request(gone.at("/a"))]
    (result,) = fetch(plan, settings=settings, clock=Patience().clock)
    assert isinstance(result, Failed)
    assert result.problem == (
        "robots.txt of 127.0.0.1 could not be read: no connection could be made"
    )
    assert not site.log


def test_a_host_without_encryption_is_not_trusted_to_have_it(site: Site) -> None:
    settings = FetchSettings(contact="a@b.example", allowed_hosts=(site.host,), attempts=1)
    plan = [Request(site.at("/a").replace("http:", "https:"))]
    (result,) = fetch(plan, settings=settings, clock=Patience().clock)
    assert isinstance(result, Failed)
    assert not site.log


def test_only_allowed_hosts_are_contacted_also_after_a_redirect(site: Site) -> None:
    site.play("/b", page("elsewhere"))
    failure = _failure(site, redirect(f"http://{site.namesake}/b"))
    assert failure.kind == "host"
    assert failure.problem == f"http://{site.namesake} is not among the allowed hosts"
    assert [step.target for step in failure.redirects] == [f"http://{site.namesake}/b"]
    assert site.asked(robots=True) == ["/robots.txt", "/a"]
    settings = FetchSettings(contact="a@b.example", allowed_hosts=("www.nice.org.uk",))
    (refused,) = fetch([Request(site.at("/a"))], settings=settings, clock=Patience().clock)
    assert isinstance(refused, Failed)
    assert len(site.log) == 2


def test_a_redirect_to_a_stranger_proves_no_move(site: Site) -> None:
    site.play("/guidance/ipg9075", redirect("https://elsewhere.example/guidance/htg9046"))
    (result,) = _fetch(site, "/guidance/ipg9075")
    assert isinstance(result, Failed)
    assert result.kind == "host"


def test_an_allowed_host_is_followed_to(site: Site) -> None:
    site.play("/a", redirect(f"http://{site.namesake}/b"))
    site.play("/b", page("elsewhere"))
    (result,) = _fetch(site, "/a", allowed_hosts=(site.host, site.namesake))
    assert isinstance(result, Fetched)
    assert [line.headers["host"] for line in site.log if line.path == "/robots.txt"] == [
        site.host,
        site.namesake,
    ]


def test_a_redirect_without_end_is_left(site: Site) -> None:
    failure = _failure(site, redirect("/a"), most_redirects=3)
    assert (failure.kind, failure.problem) == ("redirects", "it is redirected more than 3 times")
    assert site.asked() == ["/a"] * 4
