"""
robots.txt as RFC 9309 reads it: groups, the longest match, wildcards, crawl delays.

The standard library's parser takes the first rule that fits and knows no
wildcards, so it allows what a publisher forbade and forbids what was allowed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_TOKEN = re.compile(r"[A-Za-z_-]+")
_WHITE = " \t"
_LONGEST_PATTERN = 2_000
_KEPT = "/?:@!$&'()*+,;=-._~%"
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to one robot."""

    rules: tuple[tuple[bool, str], ...] = ()
    """Whether a path may be fetched, and the pattern of that path."""
    crawl_delay: float | None = None
    """Seconds between two requests; None where nothing is said."""

    def allows(self, address: str) -> bool:
        """
        Whether an address may be fetched.

        The longest pattern decides, and of two equally long ones the one that
        allows (RFC 9309, 2.2.2); without a match it is allowed.
        """
        parts = urlsplit(address)
        whole = parts.path + (f"?{parts.query}" if parts.query else "")
        path = _canonical(whole).replace("*", "%2A").replace("$", "%24")
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allow) for allow, pattern in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def parse_robots(content: bytes, robot: str) -> Robots:
    """
    Read a robots.txt for one robot: its own groups united, else those for everyone.

    Args:
        content: any bytes; what is not understood is skipped.
        robot: the product's name, compared without case.
    """
    own: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    named = False
    names: set[str] = set()
    among_names = False
    for key, value in _lines(content):
        if key == "user-agent":
            names = {value.lower()} | (names if among_names else set())
            among_names = True
            named = named or robot.lower() in names
        elif key in {"allow", "disallow", "crawl-delay"}:
            among_names = False
            own.extend([(key, value)] if robot.lower() in names else [])
            general.extend([(key, value)] if "*" in names else [])
    return _robots(own if named else general)


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    text = content.decode("utf-8-sig", errors="replace")
    for line in re.split(r"\r\n?|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip(_WHITE).lower(), value.strip(_WHITE)
        if key == "user-agent":
            token = _TOKEN.match(value)
            value = token[0] if token else value
        if colon:
            yield key, value


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(
        (key == "allow", _canonical(value))
        for key, value in lines
        if key != "crawl-delay" and value and len(value) <= _LONGEST_PATTERN
    )
    delays = [delay for key, value in lines if key == "crawl-delay" for delay in _seconds(value)]
    return Robots(rules, max(delays, default=None))


def _seconds(value: str) -> Iterator[float]:
    try:
        seconds = float(value)
    except ValueError:
        return
    if math.isfinite(seconds) and seconds >= 0:
        yield seconds


def _canonical(path: str) -> str:
    """One spelling for what two percent-encodings may say; `%2F` stays another thing than `/`."""
    return _ENCODED.sub(_decode, quote(path, safe=_KEPT))


def _decode(octet: re.Match[str]) -> str:
    character = chr(int(octet[1], 16))
    return character if _PLAIN.fullmatch(character) else octet[0].upper()


def _fits(pattern: str, path: str) -> bool:
    """Match from the start; `*` is any text, a last `$` the end. Linear, whatever is written."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = others.pop() if anchored and others else None
    for part in others:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if not anchored:
        return True
    return place == len(path) if last is None else path.endswith(last, place)
