"""
What happened between two snapshots, found once and remembered.

History does not change, so neither does what it meant: the events of a step are kept in
git's own folder under a digest of everything that they follow from, the code that found
them included. An update, another history or a damaged line is thereby not found again,
and the events are found anew. The file may be deleted at any time; where it cannot be
written, nothing is remembered.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

import guidetrack
from guidetrack.events import detect
from guidetrack.events.event import Event
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.pipeline.likening import alike
from guidetrack.store import layout
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

Events = tuple[Event, ...]

_FILE = "events.sqlite"
_LARGEST = 64_000_000
"""Bytes of events kept; the oldest go first."""
_PATIENCE = 2.0
"""Seconds to wait for another command that is writing."""
_ROOMS = ("guidance", "sources", "extract", "diff", "events", "pipeline")
"""Those whose code decides what an event is."""
_TABLE = """
CREATE TABLE IF NOT EXISTS steps (step BLOB PRIMARY KEY, digest BLOB, events BLOB)
"""


class RememberedEvents:
    """The events of steps in the history of one repository; a context manager."""

    def __init__(self, repository: Repository, *, upgraded: bool) -> None:
        """
        Open what is remembered.

        Args:
            repository: the store.
            upgraded: whether it ever was read again by a newer extractor.
        """
        self._upgraded = upgraded
        self._repository = repository
        self._found: list[tuple[bytes, bytes, bytes]] = []
        self._file = repository.private_dir / _FILE
        self._known = _opened(self._file) if repository.remembers else _looked_into(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._known is not None:
            if self._repository.remembers:
                with suppress(sqlite3.Error):
                    self._keep(self._known)
            self._known.close()

    def between(self, old: Snapshot, new: Snapshot) -> Events:
        """The events of a step, as remembered or else found."""
        if self._known is None:
            return self._find(old, new)
        step = self._step(old, new)
        remembered = self._recall(self._known, step)
        if remembered is not None:
            return remembered
        events = self._find(old, new)
        packed = zlib.compress(msgspec.json.encode(events), 1)
        self._found.append((step, hashlib.sha256(step + packed).digest(), packed))
        return events

    def _find(self, old: Snapshot, new: Snapshot) -> Events:
        return detect(*alike(self._repository, old, new, upgraded=self._upgraded))

    def _recall(self, known: sqlite3.Connection, step: bytes) -> Events | None:
        """Nothing, where what is kept is not what was written."""
        try:
            row = known.execute("SELECT digest, events FROM steps WHERE step = ?", (step,))
            digest, packed = row.fetchone() or (b"", b"")
            if digest != hashlib.sha256(step + packed).digest():
                return None
            return _read(zlib.decompress(packed))
        except (sqlite3.Error, zlib.error, msgspec.MsgspecError, TypeError):
            return None

    def _keep(self, known: sqlite3.Connection) -> None:
        with known:
            known.executemany("REPLACE INTO steps VALUES (?, ?, ?)", reversed(self._found))
            known.execute(
                "DELETE FROM steps WHERE rowid IN (SELECT rowid FROM (SELECT rowid,"
                " sum(length(events)) OVER (ORDER BY rowid DESC) AS size FROM steps)"
                " WHERE size > ?)",
                (_LARGEST,),
            )

    def _step(self, old: Snapshot, new: Snapshot) -> bytes:
        """Everything that the events of a step follow from, as one digest."""
        sides = [
            (self._states[each.revision], each.observed_at, each.facts.extractor)
            for each in (old, new)
        ]
        return hashlib.sha256(msgspec.json.encode((_code(), self._upgraded, sides))).digest()

    @cached_property
    def _states(self) -> Mapping[str, bytes]:
        """What each revision of the history holds, as ids."""
        history = [each.commit for each in self._repository.revisions()]
        states = self._repository.guidance_states(history)
        return dict(zip(history, states, strict=True))


def _opened(file: Path) -> sqlite3.Connection | None:
    """The file of events, made anew where it is damaged; None where it cannot be used."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _connected(file)
    except (OSError, sqlite3.OperationalError):
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError, sqlite3.Error):
            file.unlink()
            return _connected(file)
        return None


def _looked_into(file: Path) -> sqlite3.Connection | None:
    """The file of events where there is one, for a reader that may write nothing."""
    with suppress(sqlite3.Error):
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    return None


def _connected(file: Path) -> sqlite3.Connection:
    known = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        known.execute(_TABLE)
    except sqlite3.Error:
        known.close()
        raise
    return known


def _read(encoded: bytes) -> Events:
    """Events as they were before they were JSON, which has no tuples of plain data."""
    replace = msgspec.structs.replace
    return tuple(
        replace(
            event,
            changes=tuple(
                replace(change, before=_frozen(change.before), after=_frozen(change.after))
                for change in event.changes
            ),
        )
        for event in msgspec.json.decode(encoded, type=Events)
    )


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value


@cache
def _code() -> str:
    """A digest of the code that finds events, so that an update forgets what another found."""
    digest = hashlib.sha256(f"{EXTRACTOR_VERSION} {layout.STORE_FORMAT}".encode())
    for file in _files(Path(guidetrack.__file__).parent):
        digest.update(b"%s\0%s\0" % (file.name.encode(), file.read_bytes()))
    return digest.hexdigest()


def _files(package: Path) -> Iterable[Path]:
    for room in _ROOMS:
        yield from sorted((package / room).rglob("*.py"))
