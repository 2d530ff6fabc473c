"""
Addresses that a person names, fetched by the rules of the configuration.

One page asked for by hand is asked for as politely as a thousand by a scheduler: robots.txt,
the contact, the hosts that may be contacted and the gate are the same. Only that its host
may be contacted goes without saying, where the configuration names no hosts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from guidetrack.config import Place
from guidetrack.errors import ConfigError, SourceError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.fetching import settings_for
from guidetrack.pipeline.incoming import Incoming
from guidetrack.sources.containers import unpack_all
from guidetrack.sources.document import Unreadable
from guidetrack.sources.fetch import (
    Clock,
    Failed,
    Fetched,
    Moved,
    NotFound,
    NotModified,
    Request,
    Result,
    fetch,
)
from guidetrack.sources.fetching.address import guidance_in, normalise


def visit(
    place: Place,
    addresses: Iterable[str],
    reference: Reference | None = None,
    *,
    clock: Clock,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Incoming]:
    """
    Fetch addresses; what could not be had comes as well, with the reason.

    `reference` is the guidance that a person says it is; else the one that an address names,
    which the page has to confirm.

    Raises:
        ConfigError: no contact is configured, or a key is missing.
    """
    if not (place.config.contact or "").strip():
        raise ConfigError(
            "fetching needs a 'contact': an address of mail or of a page that publishers are told",
            hint="Add 'contact:' to guidetrack.yaml, or save the page and give the file.",
        )
    requests: list[Request] = []
    for address in addresses:
        try:
            whole = normalise(address)
        except SourceError as problem:
            yield Incoming(Unreadable(name=address, problem=str(problem)), reference)
        else:
            requests.append(Request(whole, "document", reference or guidance_in(whole)))
    settings = settings_for(place.config, environment, _hosts(requests))
    for result in fetch(requests, settings=settings, clock=clock):
        yield from _arrived(result)


def _hosts(requests: Sequence[Request]) -> tuple[str, ...]:
    return tuple(urlsplit(each.address).netloc for each in requests)


def _arrived(result: Result) -> Iterator[Incoming]:
    request = result.request
    if isinstance(result, Fetched):
        for document in unpack_all([result.document]):
            yield Incoming(document, request.reference, fetched=True)
    else:
        yield Incoming(Unreadable(request.address, _why_not(result)), request.reference)


def _why_not(result: NotModified | Moved | NotFound | Failed) -> str:
    match result:
        case Failed():
            return result.problem
        case Moved() if result.reference is not None:
            return f"it leads to {result.target}, which is {result.reference}; give that address"
        case Moved():
            return f"it leads to {result.target}, which is no guidance"
        case _:
            return f"the publisher has no such page (status {result.status})"
