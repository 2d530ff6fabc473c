"""
What can be set, as types with their defaults.

A field is a line of `guidetrack.yaml`; its type is what the line may hold. What a
type cannot say (an address that no pattern fits, a column without a file) is
checked by `checking`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from guidetrack.alerts.route import Policy, Route

Share = Annotated[float, msgspec.Meta(gt=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]
KeepSources = Literal["all", "text", "hash"]


class _Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What all settings share."""


class Absence(_Setting, frozen=True, kw_only=True):
    """When guidance that a source no longer serves counts as gone."""

    runs: Count = 3
    """Runs in a row in which its source was in order and did not serve it."""


class Hold(_Setting, frozen=True, kw_only=True):
    """When a run is recorded and not announced, because too much changed alike."""

    share: Share = 0.1
    """Of the records held: more than this changing in one way is held."""
    at_least: Count = 5
    """Records; fewer than this never are, however small the store is."""


class PagesSource(_Setting, frozen=True, kw_only=True):
    """A page for each reference, such as the overview on a site."""

    pages: str
    """Its address, with `{reference}` (`htg9046`) or `{REFERENCE}` (`HTG9046`) in it."""
    name: str | None = None
    references: tuple[str, ...] = ()
    references_from: str | None = None
    """A text file with a reference a line, or a table (CSV, TSV) with `column`."""
    column: str | None = None
    chapters: bool = True
    """Whether the chapters that a page links to are fetched as well."""


class FeedSource(_Setting, frozen=True, kw_only=True):
    """Data: one address for all, or one for each reference."""

    feed: str
    name: str | None = None
    references: tuple[str, ...] = ()
    references_from: str | None = None
    column: str | None = None
    enumerating: bool = False
    """Whether it lists all guidance, so that what it does not list is missing."""


class CatalogueSource(_Setting, frozen=True, kw_only=True):
    """A list of guidance: an address, or a file such as the one copied from the list."""

    catalogue: str
    name: str | None = None
    enumerating: bool = True


class FolderSource(_Setting, frozen=True, kw_only=True):
    """Files that somebody or something else puts into a folder."""

    folder: str
    name: str | None = None


Source = PagesSource | FeedSource | CatalogueSource | FolderSource
SOURCES: dict[str, type[Source]] = {
    "pages": PagesSource,
    "feed": FeedSource,
    "catalogue": CatalogueSource,
    "folder": FolderSource,
}
"""The line that makes an entry of `sources` what it is, and its type."""


class ChannelSettings(_Setting, frozen=True, kw_only=True):
    """A channel as configured: secrets and addresses still stand as places."""

    kind: str
    values: dict[str, Any]


class Operator(_Setting, frozen=True, kw_only=True):
    """Whoever keeps guidetrack running."""

    channels: tuple[str, ...] = ()
    """Where failures, held runs and dead channels are told; never to clinical teams."""
    heartbeat: Literal["never", "daily", "weekly"] = "never"
    """How often a run says that it is alive when it has nothing else to say."""


class Sending(_Setting, frozen=True, kw_only=True):
    """What holds for every channel."""

    organisation: str | None = None
    """Named in notices."""
    give_up_after: Count = 60
    """Days for which a notice that cannot be delivered is tried again."""


class Sharing(_Setting, frozen=True, kw_only=True):
    """How several collectors and readers share the store."""

    remote: str = "origin"
    """The name of a git remote of the repository."""
    branch: str | None = None
    """The branch there; that of the same name as here where not given."""


class Config(_Setting, frozen=True, kw_only=True):
    """The settings of one repository."""

    store: str = "snapshots"
    """Folder of the store, relative to the file."""
    share: Sharing | None = None
    """Through which git remote; None for a store of one machine."""
    keep_sources: KeepSources = "all"
    """Of each captured document: its bytes, only its text, or only its SHA-256."""
    largest_document: Count = 20_000_000
    """In bytes."""
    largest_run: Count = 2_000_000_000
    """In bytes, of all documents that one run fetches."""
    contact: str | None = None
    """Where a publisher can reach whoever runs this; sent with every request."""
    allowed_hosts: tuple[str, ...] | None = None
    """Hosts that may be contacted; those of the addresses in `sources` where not given."""
    spacing: Annotated[float, msgspec.Meta(ge=1)] = 1.0
    """Seconds between two requests to one host; a longer crawl delay of the host wins."""
    api_keys: dict[str, str] = {}
    """Host to `${ENV_NAME}`: the environment variable that holds its key."""
    absence: Absence = Absence()
    hold: Hold = Hold()
    stale_after: Count = 8
    """Days after the last good run from which the store counts as stale."""
    sources: tuple[Source, ...] = ()
    routes: dict[str, Route] = {}
    """Audiences by name."""
    channels: dict[str, ChannelSettings] = {}
    """Ways to people by name."""
    operator: Operator = Operator()
    policy: Policy | None = None
    delivery: Sending = Sending()

    @property
    def fetches(self) -> bool:
        """Whether a source lies on the network."""
        return any(address_of(source) for source in self.sources)


def address_of(source: Source) -> str | None:
    """The address or address pattern of a source; None where it is on this machine."""
    match source:
        case PagesSource():
            return source.pages
        case FeedSource():
            return source.feed
        case CatalogueSource():
            return source.catalogue if "://" in source.catalogue else None
        case FolderSource():
            return None


def name_of(source: Source) -> str:
    """What people call a source: its name, else what it is."""
    if source.name:
        return source.name
    match source:
        case PagesSource():
            return source.pages
        case FeedSource():
            return source.feed
        case CatalogueSource():
            return source.catalogue
        case FolderSource():
            return source.folder
