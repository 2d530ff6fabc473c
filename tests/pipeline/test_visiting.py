"""An address named by hand is fetched by the rules that a scheduler obeys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.pipeline.publisher import Publisher
from tests.pipeline.weeks import Watch
from tests.sources import products
from tests.sources.site import page, redirect

from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline import SnapshotResult, show, take_snapshot

Visit = Callable[..., SnapshotResult]


@pytest.fixture
def visit(watch: Watch) -> Visit:
    """Take a snapshot of some pages of the site, by their paths."""

    def run(*paths: str, reference: str | None = None) -> SnapshotResult:
        addresses = [path if "://" in path else watch.publisher.site.at(path) for path in paths]
        named = Reference.parse(reference) if reference else None
        place = watch.place
        return take_snapshot(place, addresses, now=watch.now, reference=named, clock=watch.clock)

    return run


def test_pages_of_one_guidance_become_one_record_and_the_host_has_its_rest(
    visit: Visit, watch: Watch
) -> None:
    base = "/guidance/ipg9101"
    result = visit(base, f"{base}/chapter/1-Recommendations")
    assert (result.recorded, result.refused) == (("IPG9101",), ())
    assert len(show(watch.place, Reference("IPG", 9101)).record.recommendations) == 3
    assert watch.waits
    assert visit(base, f"{base}/chapter/1-Recommendations").revision is None


def test_a_list_is_taken_row_by_row(visit: Visit, publisher: Publisher) -> None:
    rows = [products.listed("TA9001", "Examplimab"), products.listed("MTG9009", "Sample bandage")]
    publisher.site.play("/list.json", page(products.as_bytes({"Products": rows}).decode()))
    assert visit("/list.json").recorded == ("MTG9009", "TA9001")


def test_what_was_not_had_is_refused_with_the_reason(visit: Visit, publisher: Publisher) -> None:
    publisher.site.play("/guidance/ipg9102", redirect("/guidance/ipg9103"))
    publisher.site.play("/guidance/ipg9104", page("<h1>Page not found</h1>"))
    result = visit(
        "/guidance/ipg9101",
        "/guidance/ipg9102",
        "/guidance/ipg9104",
        "/guidance/ipg9999",
        "http://:0/x",
    )
    assert result.recorded == ("IPG9101",)
    told = {each.source.rpartition("/")[2]: each.problems[0] for each in result.refused}
    assert "which is IPG9103; give that address" in told["ipg9102"]
    assert "error page" in told["ipg9104"]
    assert "no such page (status 404)" in told["ipg9999"]
    assert "not an address" in told["x"]


def test_a_page_has_to_say_itself_that_it_is_what_its_address_names(
    visit: Visit, publisher: Publisher
) -> None:
    other = replace(publisher.guidance["IPG9103"], reference="IPG9101")
    (_, body), *_ = publisher.pages(publisher.guidance["IPG9103"])
    publisher.site.play(f"/guidance/{other.slug}", page(body))
    (refused,) = visit(f"/guidance/{other.slug}").refused
    assert "IPG9103" in refused.problems[0]


def test_hosts_that_may_not_be_contacted_are_not(visit: Visit, watch: Watch) -> None:
    watch.configure("IPG9101", more="allowed_hosts: [www.example.org]\n")
    (refused,) = visit("/guidance/ipg9101").refused
    assert "www.example.org" in refused.problems[0] or "allowed" in refused.problems[0]


def test_without_a_contact_nothing_is_fetched(visit: Visit, watch: Watch) -> None:
    (watch.folder / "guidetrack.yaml").write_text("stale_after: 8\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="needs a 'contact'"):
        visit("/guidance/ipg9101")


def test_one_number_for_two_addresses_is_a_mistake(visit: Visit) -> None:
    with pytest.raises(ConfigError, match="2 were given"):
        visit("/guidance/ipg9101", "/guidance/ipg9102", reference="IPG9101")
