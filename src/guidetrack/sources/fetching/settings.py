"""
How to behave on the network, and by which clock.

Everything arrives as arguments: this room reads no configuration and no
environment of its own, so the same code fetches politely for a trust, and quickly
and without waiting for a test.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from guidetrack.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ApiKey:
    """
    A key that one host wants to see, and that no other host is ever shown.

    Raises:
        ConfigError: it could not be sent; the message does not quote it.
    """

    host: str
    """As in `FetchSettings.allowed_hosts`."""
    value: str = field(repr=False)
    header: str = "API-Key"

    def __post_init__(self) -> None:
        for text in (self.value, self.header):
            if not text or text != text.strip() or not (text.isascii() and text.isprintable()):
                raise ConfigError(
                    f"the API key for {self.host} is empty or cannot be sent as a header",
                    hint="Look for spaces and line ends where the key is set.",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """
    The manners and the limits of one run. Times are in seconds, sizes in bytes.

    Raises:
        ConfigError: no contact is given, or a value could not work.
    """

    contact: str
    """An address of mail or of a page where the publisher can reach whoever runs this."""
    allowed_hosts: tuple[str, ...]
    """`www.nice.org.uk`, or with a port `localhost:8000`; nothing else is ever contacted."""
    product: str = "guidetrack"
    """Name and version as sent, `guidetrack/1.0`; the name is what robots.txt may address."""
    spacing: float = 1.0
    """From the end of one answer to the next request to that host; a longer crawl delay wins."""
    longest_spacing: float = 60.0
    """A host whose crawl delay is longer is not fetched from."""
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    """Silence allowed within an answer."""
    whole_timeout: float = 60.0
    """For one answer from the connection to its last byte, however it drips."""
    largest_document: int = 20_000_000
    """As received and as unpacked."""
    largest_total: int = 2_000_000_000
    """Of all documents of a run, unpacked."""
    attempts: int = 4
    """Tries of one request, the first included."""
    first_backoff: float = 2.0
    """Before the second try; doubled for each further one."""
    longest_wait: float = 120.0
    """No wait between two tries is longer, whatever `Retry-After` asks."""
    most_redirects: int = 5
    most_discovered: int = 200
    """Requests that one page may add to the run."""
    failures_in_a_row: int = 5
    """Failed requests after which a host is left alone for the rest of the run."""
    api_keys: tuple[ApiKey, ...] = ()

    def __post_init__(self) -> None:
        for name, text in [("contact", self.contact), ("product", self.product)]:
            if not text.strip() or not text.isascii() or not text.isprintable():
                raise ConfigError(
                    f"the {name} sent to publishers must be plain text",
                    hint="Give an address of mail or of a page, such as nice.lead@example.org.",
                )
        if self.attempts < 1 or min(self.spacing, self.first_backoff, self.longest_wait) < 0:
            raise ConfigError("waiting times and tries cannot be negative")

    @property
    def user_agent(self) -> str:
        """Who asks, as told to every host."""
        return f"{self.product} (+{self.contact})"

    @property
    def robot(self) -> str:
        """The name that robots.txt may address."""
        return self.product.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time, as handed in."""

    now: Callable[[], dt.datetime]
    """With a zone; what a result carries as retrieved."""
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
