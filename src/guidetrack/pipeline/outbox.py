"""
The outbox in the store: every alert, what is still to do, and what nobody wants to hear.

Alerts are only added to. What is left to do stands in one small file beside them, so that
a run with nothing to tell reads nothing else; it follows from the alerts, and may be made
from them anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

import guidetrack
from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.batch import ChannelState
from guidetrack.alerts.claim import Claim, later_claim
from guidetrack.alerts.held import HeldAlerts
from guidetrack.alerts.identity import alert_id
from guidetrack.alerts.merging import merge_channels
from guidetrack.alerts.route import Silence
from guidetrack.errors import StoreError
from guidetrack.guidance.record import to_plain
from guidetrack.store import history, layout
from guidetrack.store.canonical_yaml import dump_plain, load_plain
from guidetrack.store.commit import commit
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

_S = TypeVar("_S", bound=msgspec.Struct)
_YEARS_OF_THREADS = 2
"""A mail thread that nobody wrote to for longer is not taken up again."""


class Index(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left to do: `alerts/outbox.yaml`."""

    open: tuple[str, ...] = ()
    """Alerts that still have to go somewhere, or wait to be acknowledged, in order."""
    digests: dict[str, str] = {}
    """Route to the day (ISO) of its last digest."""
    channels: dict[str, ChannelState] = {}
    """Channels that fail; those that work are not listed."""
    claim: Claim | msgspec.UnsetType = msgspec.UNSET
    """Who is sending just now, where several collectors share the store."""

    def with_open(self, alerts: Iterable[str]) -> Index:
        """What is left to do, with alerts (ids) that something is to be done about now."""
        return msgspec.structs.replace(self, open=tuple(dict.fromkeys((*self.open, *alerts))))

    def merged(self, other: Index) -> Index:
        """
        What is left to do by either of two clones; delivery drops what the other has done.

        The later day of a digest holds, and the later claim.
        """
        if self == other:
            return self
        routes = sorted({*self.digests, *other.digests})
        return Index(
            open=tuple(sorted({*self.open, *other.open})),
            digests={
                each: max(side.get(each, "") for side in (self.digests, other.digests))
                for each in routes
            },
            channels=merge_channels(self.channels, other.channels),
            claim=later_claim(self.claim or None, other.claim or None) or msgspec.UNSET,
        )


class Outbox:
    """The alerts of the store as they are at HEAD, and what is about to be changed in them."""

    def __init__(self, repository: Repository) -> None:
        """Open the outbox; nothing is read before it is asked for."""
        self._repository = repository
        head = repository.head()
        self._blobs = repository.tree(head, layout.ALERTS) if head else {}
        self._paths = {
            found: path for path in self._blobs if (found := layout.alert_of(path)) is not None
        }
        self._changed: dict[str, Alert] = {}
        self.index = self._read(layout.OUTBOX_FILE, Index) or Index()

    def __contains__(self, alert: str) -> bool:
        return alert in self._changed or alert in self._paths

    def alert(self, alert: str) -> Alert | None:
        """The alert of an id, with what is about to be changed in it; None for no such."""
        if alert in self._changed:
            return self._changed[alert]
        path = self._paths.get(alert)
        return self._read(path, Alert) if path else None

    def ids(self) -> tuple[str, ...]:
        """The ids of all alerts, in order; none of them is read."""
        return tuple(sorted({*self._paths, *self._changed}))

    def all(self) -> Iterator[Alert]:
        """Every alert there is, by id."""
        return map(self._known, self.ids())

    def open(self) -> tuple[Alert, ...]:
        """The alerts that something is still to be done about."""
        return tuple(map(self._known, self.index.open))

    def _known(self, alert: str) -> Alert:
        found = self.alert(alert)
        if found is None:
            raise StoreError(
                f"the outbox names {alert}, and the store does not hold it",
                hint="guidetrack verify names what is damaged; git restores an earlier version.",
            )
        return found

    def put(self, *alerts: Alert) -> None:
        """Hold an alert that is new or was added to, until it is committed."""
        self._changed |= {alert.id: alert for alert in alerts}

    def occurrences(self, route: str, event_ids: Iterable[str], kind: AlertKind) -> int:
        """How many alerts a route has had for exactly these events; asked of ids alone."""
        ids, count = tuple(event_ids), 0
        while alert_id(route, ids, count + 1, kind=kind) in self:
            count += 1
        return count

    def newest_in_thread(self, route: str, references: frozenset[str]) -> str | None:
        """The id of the newest alert of the route about any of the references."""
        return self._recent.newest_in_thread(route, references)

    @cached_property
    def _recent(self) -> HeldAlerts:
        years = {alert: path.split("/")[1] for alert, path in self._paths.items()}
        recent = sorted(set(years.values()))[-_YEARS_OF_THREADS:]
        return HeldAlerts(self._known(alert) for alert, year in years.items() if year in recent)

    def silences(self) -> tuple[Silence, ...]:
        """Every silence that was ever asked for, oldest first."""
        held = self._read(layout.SILENCES_FILE, Silences)
        return held.silences if held else ()

    def files(self, index: Index, silences: Iterable[Silence] | None = None) -> dict[str, bytes]:
        """The files that differ from those held, once what was put is written."""
        found = {
            self._paths.get(alert.id) or layout.alert_path(alert.id, alert.raised_at[:4]): alert
            for alert in self._changed.values()
        }
        files = {path: dump(alert) for path, alert in sorted(found.items())}
        if index != self.index:
            files[layout.OUTBOX_FILE] = dump(index)
        if silences is not None:
            files[layout.SILENCES_FILE] = dump(Silences(silences=tuple(silences)))
        return {
            path: content
            for path, content in files.items()
            if self._blobs.get(path) != self._repository.blob_id(content)
        }

    def _read(self, path: str, kind: type[_S]) -> _S | None:
        blob = self._blobs.get(path)
        if blob is None:
            return None
        return read_part(path, self._repository.read_blob(blob), kind)


class Silences(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of all silences."""

    silences: tuple[Silence, ...] = ()


def read_part(path: str, content: bytes, kind: type[_S]) -> _S:
    """
    Read an alert, the index or the silences from the bytes at a path of the store.

    Raises:
        StoreError: they are damaged.
    """
    try:
        return msgspec.convert(load_plain(content), kind)
    except (msgspec.ValidationError, ValueError) as problem:
        raise StoreError(
            f"{path} in the store is damaged: {problem}",
            hint="git restores an earlier version of it.",
        ) from problem


def dump(value: msgspec.Struct) -> bytes:
    """The bytes of an alert, of the index or of the silences in the store."""
    plain: Mapping[str, Any] = to_plain(value)
    return dump_plain(plain)


def commit_outbox(
    repository: Repository,
    files: Mapping[str, bytes],
    says: str,
    now: dt.datetime,
    *,
    announced: str | None = None,
) -> str | None:
    """
    Commit files of the outbox alone, and give the commit; None where there are none.

    `announced` is the revision up to which they tell everything. Such a commit is no snapshot.

    Raises:
        StoreError: the store cannot be written, or moved on meanwhile.
    """
    if not files:
        return None
    newest = Snapshots(repository).latest()
    facts = {history.VERSION: guidetrack.__version__}
    if announced is not None:
        facts[history.ANNOUNCED] = announced
    return commit(
        repository,
        files,
        base=newest.revision if newest else None,
        message=history.compose_message(says, facts),
        when=now,
    )
