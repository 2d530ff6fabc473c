"""robots.txt, as RFC 9309 reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidetrack.sources.fetching.robots import parse_robots


def _allows(text: str, path: str) -> bool:
    return parse_robots(text.encode(), "guidetrack").allows(f"https://www.example.org{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/guidance/htg9046", True),
        ("Disallow: /", "/guidance/htg9046", False),
        ("Disallow:", "/guidance/htg9046", True),
        ("Disallow: /guidance\nAllow: /guidance/htg", "/guidance/htg9046", True),
        ("Allow: /guidance/htg\nDisallow: /guidance", "/guidance/ipg9075", False),
        ("Allow: /guidance\nDisallow: /guidance", "/guidance", True),
        ("Disallow: /*/history", "/guidance/htg9046/history", False),
        ("Disallow: /*/history$", "/guidance/htg9046/history/more", True),
        ("Disallow: /*.pdf$", "/guidance/htg9046/HTG9046.pdf", False),
        ("Disallow: /*.pdf$", "/guidance/htg9046/HTG9046.pdf?a=b", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*b*c$", "/a-b-c-b", True),
        ("Disallow: /a*$", "/abc", False),
        ("Disallow: /search?q=", "/search?q=htg", False),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /%7Elead", "/~lead", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /a%24", "/a$", False),
        ("Disallow: /", "/robots.txt", True),
        ("DISALLOW : /guidance # not for robots", "/guidance/htg9046", False),
        ("Nonsense\nSitemap: /map\n\nDisallow: /guidance", "/guidance/htg9046", False),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, path: str, *, allowed: bool) -> None:
    assert _allows(f"User-agent: *\n{rules}\n", path) is allowed


def test_a_group_of_our_own_stands_alone() -> None:
    text = (
        "User-agent: *\nDisallow: /\nCrawl-delay: 30\n\n"
        "User-agent: GuideTrack/1.0\nUser-agent: other\nDisallow: /private\nCrawl-delay: 2.5\n\n"
        "User-agent: other\nDisallow: /\n\n"
        "User-agent: guidetrack\nDisallow: /secret\n"
    )
    robots = parse_robots(text.encode(), "guidetrack")
    assert robots.crawl_delay == 2.5
    paths = ["/", "/private", "/secret"]
    assert [robots.allows(f"https://www.example.org{path}") for path in paths] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf", ""])
def test_a_crawl_delay_that_is_no_time_is_none(value: str) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {value}".encode(), "a").crawl_delay is None


def test_line_endings_and_a_byte_order_mark_do_not_matter() -> None:
    for ending in ("\n", "\r\n", "\r"):
        text = ending.join(["\ufeffUser-agent: *", "Disallow: /private", "Crawl-delay: 1"])
        robots = parse_robots(text.encode(), "guidetrack")
        assert robots.crawl_delay == 1
        assert not robots.allows("https://www.example.org/private")


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_understood_as_something(content: bytes, path: str) -> None:
    parse_robots(b"User-agent: *\n" + content, "guidetrack").allows(f"https://a.example/{path}")


def test_a_hostile_pattern_takes_no_time() -> None:
    text = "User-agent: *\n" + f"Disallow: /{'a*' * 900}b$\n" * 50
    assert _allows(text, "/" + "a" * 5_000)
