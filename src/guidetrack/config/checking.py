"""
What the types of the settings cannot say.

Everything here is told with the place it stands at, so that the reader of the file
is sent to the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidetrack.config.checking_routes import check_routes
from guidetrack.config.settings import (
    CatalogueSource,
    Config,
    FeedSource,
    PagesSource,
    Source,
    address_of,
    name_of,
)
from guidetrack.errors import GuidetrackError, NotAReferenceError
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetching.address import normalise
from guidetrack.sources.fetching.request import Pattern, plan

Found = tuple[tuple[str | int, ...], str]

_VARIABLE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")
_WRITTEN = "${NAME}: a variable of the environment, never the key itself"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::[0-9]{1,5})?", re.IGNORECASE)
_REMOTE = re.compile(r"(?!.*(?:\.\.|//|\.lock$|/$))[A-Za-z0-9_][A-Za-z0-9._/-]*")
"""Names of remotes and branches, as far as anybody uses them."""
_PLACE = re.compile(r"\{(?:reference|REFERENCE)\}")


def check(config: Config) -> Iterator[Found]:
    """Yield every problem of settings whose types are right, with where it stands."""
    if config.fetches and not (config.contact or "").strip():
        yield (
            ("sources",),
            "fetching needs a 'contact': an address of mail or of a page that publishers are told",
        )
    for number, host in enumerate(config.allowed_hosts or ()):
        if not _HOST.fullmatch(host):
            yield (("allowed_hosts", number), f"{host!r} is not the name of a host")
    for host, key in config.api_keys.items():
        if not _HOST.fullmatch(host):
            yield (("api_keys", host), f"{host!r} is not the name of a host")
        if not _VARIABLE.fullmatch(key):
            # The value may be the key itself, so it is not quoted.
            yield (("api_keys", host), f"the key of {host} must be written as {_WRITTEN}")
    yield from _check_share(config)
    names: set[str] = set()
    for number, source in enumerate(config.sources):
        yield from ((("sources", number, *path), say) for path, say in _check_source(source))
        if name_of(source) in names:
            yield (("sources", number), f"a second source is named {name_of(source)!r}")
        names.add(name_of(source))
    yield from check_routes(config)


def _check_share(config: Config) -> Iterator[Found]:
    if config.share is None:
        return
    if not _REMOTE.fullmatch(config.share.remote):
        # An address may hold a password, so it is not quoted.
        yield (("share", "remote"), "give the name of a git remote, such as origin, not an address")
    branch = config.share.branch
    if branch is not None and not _REMOTE.fullmatch(branch):
        yield (("share", "branch"), f"{branch!r} is not the name of a branch")


def _check_source(source: Source) -> Iterator[Found]:
    kind = next(iter(source.__struct_fields__))
    address = address_of(source)
    if address is not None:
        yield from (((kind,), say) for say in _check_address(source, address))
    if isinstance(source, PagesSource | FeedSource):
        yield from _check_references(source)


def _check_address(source: Source, address: str) -> Iterator[str]:
    open_ = _PLACE.search(address)
    try:
        if isinstance(source, CatalogueSource):
            normalise(address)
        else:
            plan([], [Pattern(address)])
    except GuidetrackError as problem:
        yield str(problem)
        return
    if isinstance(source, PagesSource) and not open_:
        yield "the address of pages has {reference} where the number goes"
    if isinstance(source, FeedSource):
        asked = source.references or source.references_from
        if open_ and not asked:
            yield "a feed with {reference} needs 'references' or 'references_from'"
        if open_ and source.enumerating:
            yield "a feed for each reference lists nothing; take 'enumerating' away"


def _check_references(source: PagesSource | FeedSource) -> Iterator[Found]:
    for number, text in enumerate(source.references):
        try:
            Reference.parse(text)
        except NotAReferenceError:
            yield (("references", number), f"{text!r} is not a reference; one is IPG75")
    if source.column and not source.references_from:
        yield (("column",), "'column' belongs to a table named with 'references_from'")
    if isinstance(source, PagesSource) and not (source.references or source.references_from):
        yield ((), "pages need 'references' (a list) or 'references_from' (a file)")
