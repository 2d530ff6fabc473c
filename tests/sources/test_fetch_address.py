"""Addresses: one written form, hosts that are allowed, guidance that is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidetrack.errors import SourceError
from guidetrack.sources.fetching.address import (
    follow,
    guidance_in,
    host_of,
    is_allowed,
    moved_standings,
    normalise,
)

HOSTS = ("www.nice.org.uk", "localhost:8000")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://www.nice.org.uk", "https://www.nice.org.uk/"),
        (
            "HTTPS://WWW.NICE.ORG.UK:443/guidance/HTG9046",
            "https://www.nice.org.uk/guidance/HTG9046",
        ),
        ("https://www.nice.org.uk./guidance/a#history", "https://www.nice.org.uk/guidance/a"),
        ("http://localhost:8000/a?b=c%20d", "http://localhost:8000/a?b=c%20d"),
        ("https://www.nice.org.uk/guidance/café", "https://www.nice.org.uk/guidance/caf%C3%A9"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_has_one_written_form(written: str, normal: str) -> None:
    assert normalise(written) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    "address",
    [
        "",
        "guidance/htg9046",
        "file:///etc/passwd",
        "ftp://www.nice.org.uk/",
        "javascript:alert(1)",
        "https:///guidance",
        "https://www.nice.org.uk\\@elsewhere.example/",
        "https://www.nice.org.uk /",
        "https://www.nice.org.uk/\r\nHost: elsewhere.example",
        "https://www.nice.org.uk:99999/",
        "https://[::1/",
        "https://www.nice.org.uk%2eelsewhere.example/",
        "https://www..nice.org.uk/",
        f"https://{'a' * 64}.example/",
        "https://www.nice.org.uk/\ud800",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(SourceError, match="not an address that can be fetched"):
        normalise(address)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SourceError, match="password") as raised:
        normalise("https://lead:secret@www.nice.org.uk/")
    assert "secret" not in str(raised.value)
    with pytest.raises(SourceError) as raised:
        normalise("ftp://lead:secret@www.nice.org.uk/")
    assert "secret" not in str(raised.value)


@given(st.text(max_size=60), st.sampled_from(["", "https://", "https://www.nice.org.uk", "//"]))
def test_any_text_is_an_allowed_address_another_address_or_refused(text: str, start: str) -> None:
    try:
        address = normalise(start + text)
    except SourceError:
        return
    assert address == normalise(address)
    assert is_allowed(address, HOSTS) == (
        host_of(address) == "www.nice.org.uk" and address.split("/")[2] == "www.nice.org.uk"
    )


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://www.nice.org.uk/guidance/htg9046", True),
        ("http://localhost:8000/", True),
        ("http://localhost/", False),
        ("https://www.nice.org.uk:8443/", False),
        ("https://nice.org.uk/", False),
        ("https://evil.www.nice.org.uk/", False),
        ("https://www.nice.org.uk.example/", False),
    ],
)
def test_a_host_allows_itself_and_no_other(address: str, *, allowed: bool) -> None:
    assert is_allowed(normalise(address), HOSTS) is allowed


def test_a_redirect_may_be_relative() -> None:
    here = "https://www.nice.org.uk/guidance/ipg9075/chapter/1-Guidance"
    assert follow(here, "/guidance/htg9046") == "https://www.nice.org.uk/guidance/htg9046"
    assert follow(here, "//elsewhere.example/a") == "https://elsewhere.example/a"
    with pytest.raises(SourceError):
        follow(here, "http://[")


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("/guidance/htg9046", "HTG9046"),
        ("/Guidance/HTG9046/chapter/1-Recommendations", "HTG9046"),
        ("/guidance/retired/ipg9075", "IPG9075"),
        ("/guidance/terminated/ta9010/chapter/1-Advice", "TA9010"),
        ("/guidance/xyz9001", "XYZ9001"),
        ("/guidance/htg9046/HTG9046-20260115.pdf", "HTG9046"),
        ("/services/guidance/structured-documents/IPG9075.json", "IPG9075"),
        ("/advice/mib9004", "MIB9004"),
        ("/ipg9075", "IPG9075"),
        ("/", None),
        ("/guidance", None),
        ("/guidance/published", None),
        ("/docs/chapter1", None),
        ("/guidance/indevelopment/gid-ng10123", None),
        ("/guidance/con1", None),
    ],
)
def test_an_address_names_its_guidance(path: str, reference: str | None) -> None:
    named = guidance_in(f"https://www.nice.org.uk{path}")
    assert (str(named) if named else None) == reference


def test_a_product_may_have_moved_to_the_retired_or_the_terminated() -> None:
    assert moved_standings("https://www.nice.org.uk/guidance/ipg9075") == (
        "https://www.nice.org.uk/guidance/retired/ipg9075",
        "https://www.nice.org.uk/guidance/terminated/ipg9075",
    )
    for path in ("/guidance/retired/ipg9075", "/guidance/ipg9075/chapter/1-Guidance", "/about"):
        assert not moved_standings(f"https://www.nice.org.uk{path}")
