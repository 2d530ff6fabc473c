"""
Everything a run found, on its way into one commit and one line of the journal.

`snapshot`, `run` and the release of a capture from quarantine differ in where their
documents come from and in nothing else, so what they write is made here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any

import msgspec

import guidetrack
from guidetrack.config.settings import KeepSources
from guidetrack.events.report import Refused
from guidetrack.extract import EXTRACTOR_VERSION, Capture
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.keeping import table_files
from guidetrack.pipeline.sifting import Known, NotTaken, Outcome, Taken
from guidetrack.pipeline.uniting import Update, update
from guidetrack.store import journal
from guidetrack.store.history import iso_utc
from guidetrack.store.quarantine import Refusal, prune, quarantine
from guidetrack.store.recording import SnapshotFacts, draft_snapshot, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot


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

    @cached_property
    def updates(self) -> list[Update]:
        """What the captures mean for each reference."""
        grouped: dict[Reference, list[Capture]] = defaultdict(list)
        for outcome in self.outcomes:
            if isinstance(outcome, Taken):
                grouped[outcome.reference].append(outcome.capture)
        return [
            update(
                grouped[reference],
                self.base,
                iso_utc(self.moment),
                self._keep_sources,
                self._outdated.get(reference, ()),
            )
            for reference in sorted(grouped)
        ]

    @property
    def refusals(self) -> list[NotTaken]:
        """What was not taken."""
        return [each for each in self.outcomes if isinstance(each, NotTaken)]

    def draft(self, also: Mapping[str, bytes | None]) -> Snapshot | None:
        """Write the snapshot where nobody sees it; None where nothing changed, or for the first."""
        if self.base is None:
            return None
        changes = {**self._changes, **also}
        return draft_snapshot(self.repository, self.base, changes, self._facts(), self.now)

    def commit(
        self, also: Mapping[str, bytes | None] | None = None, *, announces: bool = False
    ) -> SnapshotResult:
        """
        Write the snapshot, with other files of the store where given; keep refused bytes aside.

        `announces` says that alerts among the files tell everything up to it.

        Raises:
            StoreError: the store cannot be written, or moved on meanwhile.
        """
        changes = {**self._changes, **(also or {})}
        facts = self._facts(announces=announces)
        revision = record_snapshot(self.repository, self.base, changes, facts, self.now)
        for each in self.refusals:
            if each.incoming.content:
                content = each.incoming.content
                quarantine(self.repository, content, _refusal(each, self.now))
        if self.refusals:
            prune(self.repository)
        return self.result(revision)

    def write_journal(self, result: SnapshotResult, command: str = "snapshot", **more: Any) -> None:
        """Add the line of this run; `more` is what only this command knows."""
        entry = {
            "command": command,
            "run_at": iso_utc(self.now),
            "observed_at": result.observed_at,
            "revision": result.revision,
            "recorded": result.recorded,
            "unchanged": result.unchanged,
            "refused": [_told(each) for each in self.refusals],
            **more,
        }
        journal.append(self.repository, entry, self.now)

    def result(self, revision: str | None) -> SnapshotResult:
        """What the run says of itself."""
        recorded = {each.reference for each in self.updates if each.record_changed}
        seen = {each.reference for each in self.outcomes if isinstance(each, Known)}
        seen |= {each.reference for each in self.updates} | set(self._confirmed)
        refused = [each.refused for each in self.refusals]
        return SnapshotResult(
            revision=revision,
            previous=self.base.revision if self.base else None,
            observed_at=iso_utc(self.moment),
            recorded=tuple(map(str, sorted(recorded))),
            unchanged=tuple(map(str, sorted(seen - recorded))),
            refused=tuple(sorted(refused, key=lambda each: (each.source, each.problems))),
        )

    @cached_property
    def _changes(self) -> Mapping[str, bytes | None]:
        changes = {path: new for each in self.updates for path, new in each.files.items()}
        rows = {each.reference: each.rows for each in self.updates if each.rows is not None}
        return changes | table_files(self.base, rows)

    def _facts(self, *, announces: bool = False) -> SnapshotFacts:
        held = set(self.base.fingerprints()) if self.base else set()
        changed = {each.reference for each in self.updates if each.record_changed}
        taken = len(self.outcomes) - len(self.refusals)
        return SnapshotFacts(
            observed_at=self.moment,
            extractor=EXTRACTOR_VERSION,
            guidetrack_version=guidetrack.__version__,
            sources_read=taken + len(self._confirmed),
            sources_failed=len(self.refusals) + self._failures,
            records_total=len(held | changed),
            records_changed=len(changed),
            announces=announces,
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


def _refusal(each: NotTaken, now: dt.datetime) -> Refusal:
    document = each.incoming.document
    content = each.incoming.content or b""
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
        size=len(content),
    )
