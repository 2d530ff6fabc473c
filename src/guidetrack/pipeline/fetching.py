"""
What the configuration watches, fetched and read: the documents of a run.

Every answer of a publisher is kept apart by what it proves. A page is a document; "not
modified" confirms what is held; "not found" is a miss; a redirect to other guidance is
followed under that guidance's own number; a failure proves nothing at all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import guidetrack
from guidetrack.config import (
    CatalogueSource,
    Config,
    FeedSource,
    FolderSource,
    PagesSource,
    Place,
    Source,
)
from guidetrack.config.references import watched_references
from guidetrack.config.settings import address_of, name_of
from guidetrack.errors import ConfigError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.incoming import Incoming, LocalDocuments
from guidetrack.pipeline.remembering import Memory
from guidetrack.sources.containers import unpack_all
from guidetrack.sources.fetch import (
    ApiKey,
    Clock,
    Failed,
    Fetched,
    FetchSettings,
    Moved,
    NotFound,
    NotModified,
    Pattern,
    Progress,
    Purpose,
    Request,
    Result,
    discover_chapters,
    fetch,
    plan,
)
from guidetrack.sources.fetching.address import normalise


@dataclass(slots=True)
class Gathered:
    """Everything that a run learnt from its sources."""

    local: list[LocalDocuments] = field(default_factory=list)
    """Files and folders, read when their turn comes."""
    served: list[Incoming] = field(default_factory=list)
    """What publishers answered."""
    confirmed: list[tuple[str, Request]] = field(default_factory=list)
    """Source and request, where the publisher said that the copy held is still good."""
    listed: dict[str, set[Reference]] = field(default_factory=dict)
    """By source, what its lists name of which the publisher said that they have not changed."""
    missing: list[tuple[str, NotFound | Moved]] = field(default_factory=list)
    """Source and result, where it has no such page, or leads to no guidance any more."""
    moved: list[Moved] = field(default_factory=list)
    """Redirects to other guidance."""
    failed: list[tuple[str, Failed]] = field(default_factory=list)
    pages: list[Fetched] = field(default_factory=list)
    menus: dict[Reference, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the chapters that an overview links to."""

    @property
    def arrived(self) -> Iterator[Incoming]:
        """Every document, in order."""
        return chain(*self.local, self.served)


def gather_configured(  # noqa: PLR0913 - what a run is given, each by its name
    place: Place,
    memory: Memory,
    *,
    clock: Clock,
    resume: Path | None,
    on_progress: Callable[[Progress], None] | None,
    environment: Mapping[str, str] = os.environ,
) -> Gathered:
    """
    Read and fetch everything that the configuration names.

    Raises:
        ConfigError: a list of references or a key is not there.
        SourceError: what was fetched cannot be kept in `resume`.
    """
    config = place.config
    gathered = Gathered()
    for source in config.sources:
        if address_of(source) is None:
            path = _path_of(source, place.folder)
            local = LocalDocuments(path, config.largest_document, source=name_of(source))
            gathered.local.append(local)
    if not config.fetches:
        return gathered
    errand = _Errand(place, memory, gathered)
    results = fetch(
        errand.requests,
        settings=settings_for(config, environment),
        clock=clock,
        held=memory.validators,
        discover=errand.lead_on,
        on_progress=on_progress,
        resume=resume,
    )
    for result in results:
        errand.take(result)
    return gathered


def _path_of(source: Source, folder: Path) -> Path:
    named = source.folder if isinstance(source, FolderSource) else ""
    named = source.catalogue if isinstance(source, CatalogueSource) else named
    return folder / Path(named).expanduser()


def settings_for(
    config: Config, environment: Mapping[str, str], named: Sequence[str] | None = None
) -> FetchSettings:
    """
    The manners and limits of a run, as configured.

    `named` are the hosts of addresses that a person names instead of the configured sources;
    of the keys only theirs have to be there.

    Raises:
        ConfigError: a key is not there.
    """
    addresses = [address for source in config.sources if (address := address_of(source))]
    sample = Reference("HTG", 9001)
    hosts = (urlsplit(plan([sample], [Pattern(each)])[0].address).netloc for each in addresses)
    allowed = config.allowed_hosts or tuple(dict.fromkeys((*hosts, *(named or ()))))
    keys = (
        _key(host, written, environment)
        for host, written in config.api_keys.items()
        if named is None or host in named
    )
    return FetchSettings(
        contact=config.contact or "",
        allowed_hosts=allowed,
        product=f"guidetrack/{guidetrack.__version__}",
        spacing=config.spacing,
        largest_document=config.largest_document,
        largest_total=config.largest_run,
        api_keys=tuple(keys),
    )


def _key(host: str, written: str, environment: Mapping[str, str]) -> ApiKey:
    variable = written.removeprefix("${").removesuffix("}")
    value = environment.get(variable)
    if not value:
        raise ConfigError(
            f"the key of {host} is to be in {variable}, which is not set",
            hint=f"Set {variable} where guidetrack runs; the key never stands in guidetrack.yaml.",
        )
    return ApiKey(host=host, value=value)


class _Errand:
    """Requests out, results in: which source each belongs to, and where each leads."""

    def __init__(self, place: Place, memory: Memory, gathered: Gathered) -> None:
        self._memory = memory
        self._gathered = gathered
        self._of: dict[str, Source] = {}
        self.requests: list[Request] = []
        for source in place.config.sources:
            if address_of(source) is not None:
                self.requests += self._own(_plan(source, place.folder), source)

    def _own(self, requests: Iterable[Request], source: Source) -> list[Request]:
        """Note whose the requests are; an address asked for twice is the first one's."""
        found = list(requests)
        for request in found:
            self._of.setdefault(request.address, source)
        return found

    def lead_on(self, result: Result) -> list[Request]:
        """What a result makes worth asking for: chapters, or the guidance that took its place."""
        source = self._of[result.request.address]
        if not isinstance(source, PagesSource):
            return []
        if isinstance(result, Moved) and result.reference is not None:
            return self._own(plan([result.reference], [Pattern(source.pages)]), source)
        reference = result.request.reference
        if not source.chapters or reference is None or result.request.purpose != "overview":
            return []
        chapters = tuple(discover_chapters(result))
        if isinstance(result, NotModified):
            known = self._memory.chapters(result.request.address)
            chapters = tuple(Request(address, "chapter", reference) for address in known)
        self._gathered.menus[reference] = tuple(each.address for each in chapters)
        return self._own(chapters, source)

    def take(self, result: Result) -> None:
        """Put a result where it belongs."""
        gathered = self._gathered
        name = name_of(self._of[result.request.address])
        match result:
            case Fetched():
                gathered.pages.append(result)
                asked = result.request.reference
                gathered.served += (
                    Incoming(document, asked, fetched=True, source=name)
                    for document in unpack_all([result.document])
                )
            case NotModified():
                gathered.confirmed.append((name, result.request))
                held = self._memory.lists.get(result.request.address)
                if held is not None:
                    gathered.listed.setdefault(name, set()).update(held.named())
            case Moved() if result.reference is not None:
                gathered.moved.append(result)
            case Moved() | NotFound():
                gathered.missing.append((name, result))
            case Failed():
                gathered.failed.append((name, result))


def _plan(source: Source, folder: Path) -> tuple[Request, ...]:
    match source:
        case PagesSource():
            return plan(watched_references(source, folder), [Pattern(source.pages, "overview")])
        case FeedSource():
            return plan(watched_references(source, folder), [Pattern(source.feed, "feed")])
        case CatalogueSource():
            purpose: Purpose = "index"
            return (Request(normalise(source.catalogue), purpose),)
        case FolderSource():
            return ()
