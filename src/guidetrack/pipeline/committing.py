"""
Everything a run found, on its way into one commit and one line of the journal.

`snapshot`, `run` and the release of a capture from quarantine differ in where their
documents come from and in nothing else, so what they write is made here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

import guidetrack
from guidetrack.config.settings import KeepSources
from guidetrack.events.report import Refused
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.ranges import to_ranges
from guidetrack.guidance.reference import IN_ORDER, Reference
from guidetrack.pipeline.keeping import table_files
from guidetrack.pipeline.outcome import Known, NotTaken, Outcome, Taken
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.quarantine import Refusal, prune, quarantine
from guidetrack.store.recording import (
    Change,
    DraftedSnapshot,
    SnapshotFacts,
    draft_snapshot,
    record_draft,
    record_snapshot,
)
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import Row
from guidetrack.store.snapshot import Snapshot

if TYPE_CHECKING:
    from guidetrack.pipeline.uniting import Update


class SnapshotResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a run recorded, and what it refused."""

    schema_version: int = 1
    revision: str | None
    """The new commit; None when nothing changed."""
    previous: str | None
    """The snapshot before; None for the first."""
    observed_at: str
    """ISO 8601 in UTC."""
    recorded: tuple[str, ...]
    """References whose record is new or changed."""
    unchanged: tuple[str, ...]
    """References whose sources were read and whose record stayed as it was."""
    refused: tuple[Refused, ...]


class _Found(NamedTuple):
    """What the captures of a run mean."""

    recorded: set[Reference]
    """Whose record is new or changed."""
    updated: set[Reference]
    """Of whom anything was taken."""

    def note(self, new: Update) -> None:
        """Add what they mean for one reference."""
        self.updated.add(new.reference)
        if new.record_changed:
            self.recorded.add(new.reference)


class Run:
    """What a run took, and what becomes of it."""

    def __init__(  # noqa: PLR0913 - what is known of a run
        self,
        repository: Repository,
        base: Snapshot | None,
        outcomes: Sequence[Outcome],
        *,
        moment: dt.datetime,
        now: dt.datetime,
        keep_sources: KeepSources,
        confirmed: Collection[Reference] = (),
        failures: int = 0,
        outdated: Mapping[Reference, Collection[str]] | None = None,
    ) -> None:
        """
        Gather what a run found.

        Args:
            repository: the store.
            base: the snapshot before, or None.
            outcomes: what became of each document.
            moment: when the sources were seen so.
            now: the clock.
            keep_sources: what is kept of each.
            confirmed: references whose publisher said that nothing changed.
            failures: sources of which nothing was learnt.
            outdated: slots that a publisher no longer has.
        """
        self.repository = repository
        self.base = base
        self.moment = moment
        self.now = now
        self.outcomes = outcomes
        self._keep_sources = keep_sources
        self._confirmed = confirmed
        self._failures = failures
        self._outdated = outdated or {}
        self._found: _Found | None = None
        self._drafted: DraftedSnapshot | None = None

    @cached_property
    def refusals(self) -> list[NotTaken]:
        """What was not taken."""
        return [each for each in self.outcomes if isinstance(each, NotTaken)]

    def draft(self, also: Mapping[str, bytes | None] | None = None) -> Snapshot | None:
        """Write the snapshot where nobody sees it; None where nothing changed."""
        self._drafted = draft_snapshot(
            self.repository,
            self.base,
            chain(self._changes(), (also or {}).items()),
            self._facts,
            self.now,
        )
        return self._drafted.read(self.repository) if self._drafted else None

    def commit(
        self, also: Mapping[str, bytes | None] | None = None, *, announces: bool = False
    ) -> SnapshotResult:
        """
        Put the snapshot on the branch, drafted or not; keep refused bytes aside.

        With other files of the store where given, besides those of the draft; `announces` says
        that alerts among them tell everything up to it.

        Raises:
            StoreError: the store cannot be written, or moved on meanwhile.
        """
        if self._found is None:
            self.draft()
        revision = self._record(also or {}, announces=announces)
        for each in self.refusals:
            content = each.content
            if content:
                quarantine(self.repository, content, _refusal(each, len(content), self.now))
        if self.refusals:
            prune(self.repository)
        return self.result(revision)

    def _record(self, also: Mapping[str, bytes | None], *, announces: bool) -> str | None:
        repository, base, now = self.repository, self.base, self.now
        if self._drafted is None:
            return record_snapshot(repository, base, also, self._facts(), now)
        return record_draft(repository, base, self._drafted, now, also=also, announces=announces)

    def write_journal(self, result: SnapshotResult, command: str = "snapshot", **more: Any) -> None:
        """Add the line of this run; `more` is what only this command knows."""
        entry = {
            "command": command,
            "run_at": iso_utc(self.now),
            "observed_at": result.observed_at,
            "revision": result.revision,
            "recorded": to_ranges(self._look().recorded),
            "unchanged": to_ranges(self._unchanged),
            "refused": [_told(each) for each in self.refusals],
            **more,
        }
        journal.append(self.repository, entry, self.now)

    def result(self, revision: str | None) -> SnapshotResult:
        """What the run says of itself."""
        refused = [each.refused for each in self.refusals]
        return SnapshotResult(
            revision=revision,
            previous=self.base.revision if self.base else None,
            observed_at=iso_utc(self.moment),
            recorded=tuple(map(str, sorted(self._look().recorded, key=IN_ORDER))),
            unchanged=tuple(map(str, self._unchanged)),
            refused=tuple(sorted(refused, key=lambda each: (each.source, each.problems))),
        )

    @cached_property
    def _unchanged(self) -> Sequence[Reference]:
        """References that were seen and whose record is as it was, in order."""
        found = self._look()
        seen = {each.reference for each in self.outcomes if isinstance(each, Known)}
        seen |= found.updated | set(self._confirmed)
        return sorted(seen - found.recorded, key=IN_ORDER)

    def _changes(self) -> Iterator[Change]:
        """The files of every reference in turn, noting what they come to; none is kept."""
        found = _Found(set(), set())
        grouped: dict[Reference, list[Taken]] = defaultdict(list)
        for outcome in self.outcomes:
            if isinstance(outcome, Taken):
                grouped[outcome.reference].append(outcome)
        rows: dict[Reference, tuple[Row, ...]] = {}
        for reference in sorted(grouped):
            new = self._update(reference, grouped[reference])
            found.note(new)
            if new.rows is not None:
                rows[reference] = new.rows
            yield from new.files.items()
        yield from table_files(self.base, rows).items()
        self._found = found

    def _update(self, reference: Reference, taken: Sequence[Taken]) -> Update:
        """What the captures of one reference change."""
        from guidetrack.pipeline.uniting import update  # noqa: PLC0415 - loads the extractor

        return update(
            (each.capture for each in taken),
            self.base,
            iso_utc(self.moment),
            self._keep_sources,
            self._outdated.get(reference, ()),
        )

    def _look(self) -> _Found:
        """What the captures come to, looked at once, by the draft or for this answer."""
        if self._found is None:
            deque(self._changes(), maxlen=0)
        return cast("_Found", self._found)

    def _facts(self) -> SnapshotFacts:
        held = self.base.fingerprints() if self.base else {}
        changed = self._look().recorded
        taken = len(self.outcomes) - len(self.refusals)
        return SnapshotFacts(
            observed_at=self.moment,
            extractor=EXTRACTOR_VERSION,
            guidetrack_version=guidetrack.__version__,
            sources_read=taken + len(self._confirmed),
            sources_failed=len(self.refusals) + self._failures,
            records_total=len(held) + sum(each not in held for each in changed),
            records_changed=len(changed),
        )


def _told(each: NotTaken) -> dict[str, Any]:
    """A refusal for the journal; of a file only its own name, not where it lay."""
    source = each.refused.source
    return {
        "source": source if each.incoming.fetched else PurePath(source).name,
        "reference": each.refused.reference,
        "problems": each.refused.problems,
        "sha256": getattr(each.incoming.document, "sha256", None),
        **({"slot": each.slot, "meaning": each.meaning} if each.meaning else {}),
    }


def _refusal(each: NotTaken, size: int, now: dt.datetime) -> Refusal:
    document = each.incoming.document
    return Refusal(
        source=each.incoming.name,
        reference=each.refused.reference,
        reason="; ".join(each.refused.problems),
        kind=each.ground,
        asked=str(each.incoming.asked) if each.incoming.asked else None,
        address=getattr(document, "url", None),
        media_type=getattr(document, "media_type", None),
        run_at=iso_utc(now),
        sha256=document.sha256 or "",
        size=size,
    )
