"""What is to be fetched: from references to requests, and from a menu to chapters."""

from __future__ import annotations

import pytest
from tests.sources.patience import MONDAY
from tests.sources.site import overview

from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import SourceDocument
from guidetrack.sources.fetch import (
    Fetched,
    Pattern,
    Purpose,
    Request,
    chapters,
    discover_chapters,
    plan,
)

SITE = "https://www.nice.org.uk"
HTG9046, IPG9075 = Reference("HTG", 9046), Reference("IPG", 9075)


def _fetched(content: bytes, url: str, purpose: Purpose = "overview") -> Fetched:
    request = Request(f"{SITE}/guidance/htg9046", purpose, HTG9046)
    document = SourceDocument(content, request.address, url)
    return Fetched(request=request, retrieved_at=MONDAY, document=document)


def test_a_plan_goes_reference_by_reference_and_names_each_address_once() -> None:
    patterns = [
        Pattern(f"{SITE}/guidance/{{reference}}"),
        Pattern(f"{SITE}/feeds/products.json", "feed"),
        Pattern(f"{SITE}/structured/{{REFERENCE}}.json", "document"),
    ]
    requests = plan([HTG9046, IPG9075, HTG9046], patterns)
    assert [(request.address.removeprefix(SITE), request.purpose) for request in requests] == [
        ("/feeds/products.json", "feed"),
        ("/guidance/htg9046", "overview"),
        ("/structured/HTG9046.json", "document"),
        ("/guidance/ipg9075", "overview"),
        ("/structured/IPG9075.json", "document"),
    ]
    assert [request.reference for request in requests] == [None, *[HTG9046] * 2, *[IPG9075] * 2]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{SITE}/guidance/{{number}}", "'number'"),
        (f"{SITE}/guidance/{{reference}}/chapter/{{chapter}}", "'chapter'"),
        ("{reference}.nice.org.uk", "cannot|not an address"),
        ("file:///etc/{reference}", "not an address"),
    ],
)
def test_a_pattern_that_cannot_be_filled_is_refused(address: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        plan([HTG9046], [Pattern(address)])


def test_chapters_continue_their_overview_or_stand_elsewhere() -> None:
    page = Request(f"{SITE}/guidance/htg9046", "overview", HTG9046)
    names = ["1-Recommendations", "update information"]
    with pytest.raises(Exception, match="not an address"):
        chapters(page, names)
    below = chapters(page, names[:1])
    assert below == (
        Request(f"{SITE}/guidance/htg9046/chapter/1-Recommendations", "chapter", HTG9046),
    )
    (beside,) = chapters(page, names[:1], pattern=f"{SITE}/text/{{reference}}/{{chapter}}")
    assert beside.address == f"{SITE}/text/htg9046/1-Recommendations"


def test_the_menu_of_an_overview_gives_its_chapters_in_order() -> None:
    links = [
        "/guidance/htg9046/chapter/1-Recommendations",
        "http://www.nice.org.uk/guidance/HTG9046/chapter/1-recommendations#consent",
        "/guidance/htg9046/chapter/2-The-procedure/",
        "/guidance/htg9046/history",
        "/guidance/ipg9075/chapter/1-Guidance",
        "https://elsewhere.example/guidance/htg9046/chapter/3-Notes?page=2",
        "mailto:lead@example.org",
        "",
    ]
    content = "".join(f'<a href="{link}">x</a>' for link in links)
    found = discover_chapters(_fetched(content.encode(), f"{SITE}/guidance/htg9046"))
    assert [request.address.removeprefix(SITE) for request in found] == [
        "/guidance/htg9046/chapter/1-Recommendations",
        "/guidance/htg9046/chapter/2-The-procedure",
        "/guidance/htg9046/chapter/3-Notes",
    ]
    assert {request.reference for request in found} == {HTG9046}


def test_only_overviews_have_a_menu() -> None:
    content = overview("HTG9046", "Balloon dilatation of the example vein", ["1-A"]).encode()
    url = f"{SITE}/guidance/htg9046"
    assert len(discover_chapters(_fetched(content, url))) == 1
    assert not discover_chapters(_fetched(content, url, "chapter"))
    assert not discover_chapters(_fetched(b"\x00\xff<a href='http://['>", url))


def test_the_real_overview_gives_its_chapters(shared: object) -> None:
    sample = f"{shared}/nice/samples/pages/product-overview.snap"
    with open(sample, "rb") as file:  # noqa: PTH123 - a path from outside the project
        page = file.read()
    found = discover_chapters(_fetched(page, f"{SITE}/guidance/ng100"))
    names = [request.address.rpartition("/")[2] for request in found]
    assert "recommendations" in [name.casefold() for name in names]
    assert len(names) == len(set(names)) >= 5
