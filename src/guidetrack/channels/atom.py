"""
Atom feeds as files, one for each route and one over all, for any feed reader.

What a feed holds is kept beside it in a small file, because a feed cannot be read back
without loss; the feeds are made from that file alone. An entry that was retracted becomes a
`deleted-entry` (RFC 6721), and the retraction an entry of its own: readers that know no
deleted entries are told all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.moments import moment
from guidetrack.channels.channel import Channel, LocalPath
from guidetrack.channels.extras import require
from guidetrack.channels.folder import keep, kept_in, put, stem_of, writing
from guidetrack.channels.links import links_of

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry  # type: ignore[import-untyped]
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

KEPT = 200
"""Entries in a feed, the newest; and so many deleted ones."""
STATE = ".entries.json"
_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.DOTALL | re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the feeds lie, and where people find them."""

    folder: LocalPath
    address: str | None = None
    """Of the folder, as feed readers reach it."""
    title: str = "Guidance change notices"
    author: str = "guidetrack"
    """Who publishes the feed, such as the name of the organisation."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message, as the feeds tell it."""

    key: str
    route: str
    alerts: tuple[str, ...]
    takes_back: tuple[str, ...] = ()
    """Alerts that it retracts."""
    at: str
    """When it was raised."""
    title: str
    html: str
    links: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    deleted: str | None = None
    """When it was retracted."""
    is_sample: bool = False
    """Whether the next entry takes its place."""


class _State(msgspec.Struct, frozen=True, kw_only=True):
    schema_version: int = 1
    entries: tuple[Entry, ...] = ()
    """The newest first."""


def deliver(message: Message, settings: Settings, now: dt.datetime) -> Receipt:
    """
    Add a message to the feed of its route and to the feed over all.

    Raises:
        ConfigError: feedgen is not installed.
        DeliveryError: the folder cannot be written, or what is kept in it is damaged.
    """
    del now
    require("feedgen", kind="atom")
    folder = Path(settings.folder)
    with writing(folder):
        held = kept_in(folder / STATE, _State).entries
        known = {each.key for each in held}
        entries = held if message.key in known else _with(held, _entry(message))
        keep(folder / STATE, _State(entries=entries))
        for route in dict.fromkeys(each.route for each in entries if not each.is_sample):
            own = [each for each in entries if each.route == route]
            _write(folder, stem_of(route), f"{settings.title}: {route}", own, settings)
        _write(folder, "all", settings.title, entries, settings)
    return Receipt(says=f"in the feed as urn:guidetrack:{message.key}")


def _entry(message: Message) -> Entry:
    events = [event for alert in message.alerts for event in alert.events]
    marked = [alert.kind for alert in message.alerts] + [alert.priority for alert in message.alerts]
    body = _BODY.search(message.html)
    return Entry(
        key=message.key,
        route=message.route,
        alerts=tuple(alert.id for alert in message.alerts),
        takes_back=tuple(
            alert.of for alert in message.alerts if alert.kind == "retraction" and alert.of
        ),
        at=message.raised_at,
        title=_NOT_XML.sub("\ufffd", message.subject),
        html=_NOT_XML.sub("\ufffd", body[1].strip() if body else message.html),
        links=tuple((each.label, each.address) for each in links_of(message)),
        is_sample=message.is_sample,
        categories=tuple(dict.fromkeys([*marked, *(event.kind for event in events)])),
    )


def _with(held: tuple[Entry, ...], new: Entry) -> tuple[Entry, ...]:
    """Add an entry, delete what is retracted as a whole, and keep the newest of each route."""
    lasting = (each for each in held if not each.is_sample)
    entries = sorted((new, *lasting), key=lambda each: moment(each.at), reverse=True)
    gone = {alert: each.at for each in reversed(entries) for alert in each.takes_back}
    marked = [
        msgspec.structs.replace(each, deleted=max(gone[alert] for alert in each.alerts))
        if not each.deleted and each.alerts and set(each.alerts) <= gone.keys()
        else each
        for each in entries
    ]
    counts: dict[tuple[str, bool], int] = {}
    kept = []
    for each in marked:
        place = (each.route, each.deleted is None)
        counts[place] = counts.get(place, 0) + 1
        if counts[place] <= KEPT:
            kept.append(each)
    return tuple(kept)


def _write(
    folder: Path, stem: str, title: str, entries: Iterable[Entry], settings: Settings
) -> None:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415

    entries = list(entries)
    feed: FeedGenerator = FeedGenerator()
    feed.id(f"urn:guidetrack:feed:{stem}")
    feed.title(_NOT_XML.sub("\ufffd", title))
    feed.author(name=settings.author)
    feed.generator("guidetrack")
    feed.updated(max(moment(each.deleted or each.at) for each in entries))
    if settings.address:
        feed.link(href=f"{settings.address.rstrip('/')}/{stem}.xml", rel="self")
    for each in [each for each in entries if not each.deleted][:KEPT]:
        _add(feed.add_entry(order="append"), each)
    gone = [each for each in entries if each.deleted][:KEPT]
    put(folder / f"{stem}.xml", _with_tombstones(feed, gone, settings.author))


def _add(made: FeedEntry, entry: Entry) -> None:
    made.id(_name(entry))
    made.title(entry.title)
    made.published(moment(entry.at))
    made.updated(moment(entry.at))
    made.content(entry.html, type="html")
    for term in entry.categories:
        made.category(term=term)
    rel = "alternate" if len(entry.links) == 1 else "related"
    for label, address in entry.links:
        made.link(href=address, rel=rel, title=label)


def _with_tombstones(feed: FeedGenerator, gone: Iterable[Entry], author: str) -> bytes:
    """Write a feed with its deleted entries behind the others."""
    from feedgen.ext.base import BaseExtension  # type: ignore[import-untyped] # noqa: PLC0415
    from lxml import etree  # type: ignore[import-untyped] # noqa: PLC0415

    def extend(root: Any) -> Any:
        for each in gone:
            tombstone = etree.SubElement(root, f"{{{_TOMBSTONES}}}deleted-entry")
            tombstone.set("ref", _name(each))
            tombstone.set("when", moment(each.deleted or each.at).isoformat())
            by = etree.SubElement(tombstone, f"{{{_TOMBSTONES}}}by")
            etree.SubElement(by, f"{_ATOM}name").text = author
            comment = etree.SubElement(tombstone, f"{{{_TOMBSTONES}}}comment")
            comment.text = f"Retracted: {each.title}"
        return root

    class Tombstones(BaseExtension):  # type: ignore[misc]
        """The deleted entries of this feed."""

        def extend_ns(self) -> dict[str, str]:
            return {"at": _TOMBSTONES}

        def extend_atom(self, feed: Any) -> Any:
            return extend(feed)

    feed.register_extension("tombstones", Tombstones, atom=True, rss=False)
    written: bytes = feed.atom_str(pretty=True)
    return written


def _name(entry: Entry) -> str:
    return f"urn:guidetrack:{entry.key}"


CHANNEL = Channel(kind="atom", settings=Settings, deliver=deliver)
