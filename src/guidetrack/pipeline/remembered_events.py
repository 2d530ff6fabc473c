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
from collections.abc import Generator, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from guidetrack.diff.change import Change
from guidetrack.events.event import Event
from guidetrack.pipeline.likening import alike
from guidetrack.pipeline.naming import Naming
from guidetrack.pipeline.own_code import digest_code
from guidetrack.pipeline.workforce import Workforce
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

if TYPE_CHECKING:
    from guidetrack.pipeline.finding_events import Step

Events = tuple[Event, ...]
Names = frozenset[str]

_FILE = "events.sqlite"
_LARGEST = 64_000_000
"""Bytes of events kept; the oldest go first."""
_WORTH = 12
"""Steps below which one process is done before others have started."""
_MOST_UNKEPT = 8_000_000
"""Bytes of events found and not yet written to the file."""
_NESTED = (list, dict)
_PATIENCE = 2.0
"""Seconds to wait for another command that is writing."""
_ROOMS = ("guidance", "sources", "extract", "store", "diff", "events", "pipeline")
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
        self._naming = Naming(repository)
        self._found: list[tuple[bytes, bytes, bytes]] = []
        self._unkept = 0
        self._room = _LARGEST
        self._steps: dict[tuple[str, str], bytes] = {}
        self._file = repository.private_dir / _FILE
        look = _opened if repository.remembers else _looked_into
        self._known = None if repository.afresh else look(self._file)
        self._ahead: Generator[tuple[Step, bytes | None], None, None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._ahead is not None:
            self._ahead.close()
        if self._known is not None:
            self._keep_found(self._known)
            self._known.close()

    def look_ahead(self, steps: Iterable[tuple[Snapshot, Snapshot]], workforce: Workforce) -> None:
        """
        Have the events of many steps found by several processes, before they are asked for.

        The steps have to be asked for in this order. What is remembered is not found again.
        """
        if self._known is None or workforce.jobs == 1:
            return
        known = self._known_steps()
        unknown = [
            (old.facts, new.facts) for old, new in steps if self._step(old, new) not in known
        ]
        if len(unknown) < _WORTH:
            return
        from guidetrack.pipeline.finding_events import find_events  # noqa: PLC0415 - seldom needed

        store = self._repository.store_dir
        self._ahead = find_events(store, unknown, workforce, upgraded=self._upgraded)

    def _known_steps(self) -> frozenset[bytes]:
        with suppress(sqlite3.Error):
            if self._known is not None:
                return frozenset(step for (step,) in self._known.execute("SELECT step FROM steps"))
        return frozenset()

    def between(self, old: Snapshot, new: Snapshot, names: Names | None = None) -> Events:
        """
        The events of a step, as remembered or else found; with names, those about one of them.

        A step of which no event can name one of them is not compared.
        """
        step = self._step(old, new) if self._known else b""
        nameable, events = self._recall(step, names)
        if names is not None and events is None:
            nameable = self._nameable(old, new) if nameable is None else nameable
            if nameable is not None and names.isdisjoint(nameable):
                self._note(step, nameable)
                return ()
        if events is None:
            events = self._find(old, new)
            self._note(step, _named(events), events)
        return tuple(each for each in events if names is None or not names.isdisjoint(_ends(each)))

    def _find(self, old: Snapshot, new: Snapshot) -> Events:
        for step, found in self._ahead or ():
            if step != (old.facts, new.facts):
                continue
            if found is not None:
                return _read(found)
            break
        from guidetrack.events import detect  # noqa: PLC0415 - loads all that compares

        return detect(*alike(self._repository, old, new, upgraded=self._upgraded))

    def _nameable(self, old: Snapshot, new: Snapshot) -> Names | None:
        """The numbers that the step can be about; None where what is stored does not tell."""
        sides = alike(self._repository, old, new, upgraded=self._upgraded)
        return self._naming.of(new) if sides == (old, new) else None

    def _recall(self, step: bytes, names: Names | None) -> tuple[Names | None, Events | None]:
        """
        The numbers that the step can be about, and its events; None for what is not known.

        Events that name none of the numbers asked for are not even unpacked. Nothing is known
        where what is kept is not what was written.
        """
        try:
            if self._known is None:
                return None, None
            row = self._known.execute("SELECT digest, events FROM steps WHERE step = ?", (step,))
            digest, content = row.fetchone() or (b"", b"")
            if digest != hashlib.sha256(step + content).digest():
                return None, None
            line, _, packed = content.partition(b"\n")
            named = frozenset(line.decode().split())
            if names is not None and names.isdisjoint(named):
                return named, ()
            return named, _read(zlib.decompress(packed)) if packed else None
        except (sqlite3.Error, zlib.error, msgspec.MsgspecError, TypeError, ValueError):
            return None, None

    def _note(self, step: bytes, names: Names, events: Events | None = None) -> None:
        """Remember which numbers a step names or can name, and its events where they are known."""
        if self._known is None or not self._repository.remembers:
            return
        packed = b"" if events is None else zlib.compress(msgspec.json.encode(events), 1)
        content = " ".join(sorted(names)).encode() + b"\n" + packed
        self._room -= len(content)
        if self._room < 0:
            return  # what comes later is older, since histories are told newest first
        self._found.append((step, hashlib.sha256(step + content).digest(), content))
        self._unkept += len(content)
        if self._unkept > _MOST_UNKEPT:
            self._keep_found(self._known)

    def _keep_found(self, known: sqlite3.Connection) -> None:
        """Write down what was found, so that a long history needs no more memory than a short."""
        if not self._found:
            return
        with suppress(sqlite3.Error):
            self._keep(known)
        self._found.clear()
        self._unkept = 0

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
        pair = old.revision, new.revision
        step = self._steps.get(pair)
        if step is None:
            sides = [
                (self._states[each.revision], each.observed_at, each.facts.extractor)
                for each in (old, new)
            ]
            from_what = msgspec.json.encode((digest_code(*_ROOMS), self._upgraded, sides))
            step = self._steps[pair] = hashlib.sha256(from_what).digest()
        return step

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


def _ends(event: Event) -> Names:
    """The numbers that an event names."""
    return frozenset(filter(None, (event.reference_before, event.reference_after)))


def _named(events: Events) -> Names:
    return frozenset[str]().union(*map(_ends, events))


def _read(encoded: bytes) -> Events:
    """Events as they were before they were JSON, which has no tuples of plain data."""
    return tuple(map(_frozen_event, msgspec.json.decode(encoded, type=Events)))


def _frozen_event(event: Event) -> Event:
    for change in event.changes:  # a loop, because ten years are thousands of events
        if isinstance(change.before, _NESTED) or isinstance(change.after, _NESTED):
            changes = tuple(map(_frozen_change, event.changes))
            return msgspec.structs.replace(event, changes=changes)
    return event


def _frozen_change(change: Change) -> Change:
    before, after = _frozen(change.before), _frozen(change.after)
    return msgspec.structs.replace(change, before=before, after=after)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value
