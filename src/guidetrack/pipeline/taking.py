"""
From bytes to a commit: one run of `snapshot`.

The run is one commit or none. A source that cannot be taken is a value in the
result, never the end of the run, and never leaves a trace in the store.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePath

import msgspec

import guidetrack
from guidetrack.config import Place
from guidetrack.errors import ConfigError
from guidetrack.events.report import Refused
from guidetrack.extract import EXTRACTOR_VERSION, Capture, admit, extract
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.uniting import Update, same_capture, update
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.files import collect
from guidetrack.sources.readers import read
from guidetrack.store import journal, layout
from guidetrack.store.healing import heal
from guidetrack.store.history import iso_utc
from guidetrack.store.lock import locked
from guidetrack.store.quarantine import quarantine
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots
from guidetrack.store.work_tree import check_clean


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


class _Known(msgspec.Struct, frozen=True):
    """A source whose very bytes are held."""

    reference: Reference


class _NotTaken(msgspec.Struct, frozen=True):
    """A source that was refused, with its bytes where there are any."""

    refused: Refused
    content: bytes | None


_Outcome = Capture | _Known | _NotTaken


def take_snapshot(  # noqa: PLR0913 - what a user may say about a run
    place: Place,
    sources: Sequence[str],
    *,
    now: dt.datetime,
    reference: Reference | None = None,
    observed_at: dt.datetime | None = None,
    dry_run: bool = False,
) -> SnapshotResult:
    """
    Read sources, and commit what they hold.

    `reference` names the guidance of a single source that does not state it.
    `observed_at` is when the sources were captured, `now` the clock; both with a
    zone. With `dry_run` everything is done but the writing.

    Raises:
        ConfigError: the time lies before the newest snapshot, or one reference was
            given for several sources.
        StoreError: the store is damaged, locked, or has uncommitted changes.
    """
    documents = list(_gather(sources, place.config.largest_document))
    if reference is not None and len(documents) > 1:
        raise ConfigError(
            f"--reference {reference} names one document, and {len(documents)} were given",
            hint="Give the documents one by one, each with its own --reference.",
        )
    with Repository.open(place.store) as repository:
        alone: AbstractContextManager[None] = (
            nullcontext() if dry_run else locked(repository, now=now)
        )
        with alone:
            if not dry_run:
                heal(repository)
                check_clean(repository)
            base = Snapshots(repository).latest()
            moment = _moment(observed_at, now, base)
            outcomes = _settle(_take_all(documents, reference, base, repository))
            updates = [
                update(captures, base, iso_utc(moment), place.config.keep_sources)
                for captures in _by_reference(outcomes).values()
            ]
            run = _Run(repository, base, moment, now, outcomes, updates)
            return run.result(None) if dry_run else run.commit()


def _gather(sources: Sequence[str], largest: int) -> Iterator[SourceDocument | Unreadable]:
    for source in sources:
        if "://" in source:
            yield Unreadable(
                name=source,
                problem="addresses are not fetched; save the page and give the file",
            )
        else:
            yield from collect([Path(source)], limit=largest)


def _moment(
    observed_at: dt.datetime | None, now: dt.datetime, base: Snapshot | None
) -> dt.datetime:
    moment = (observed_at or now).astimezone(dt.UTC).replace(microsecond=0)
    newest = base.observed_at if base else None
    if newest is not None and iso_utc(moment) < newest:
        raise ConfigError(
            f"{iso_utc(moment)} lies before the newest snapshot, which was observed at {newest}",
            hint="Snapshots are added in the order of their observation; give a later time.",
        )
    return moment


def _take_all(
    documents: Iterable[SourceDocument | Unreadable],
    reference: Reference | None,
    base: Snapshot | None,
    repository: Repository,
) -> list[_Outcome]:
    same_extractor = base is not None and base.extractor == EXTRACTOR_VERSION
    blobs = _blobs_held(base) if base and same_extractor else {}
    outcomes: list[_Outcome] = []
    for document in documents:
        if isinstance(document, SourceDocument):
            known = blobs.get(repository.blob_id(document.content))
            if known is not None and reference in {None, known}:
                outcomes.append(_Known(known))
                continue
        outcomes.append(_take(document, reference, base))
    return outcomes


def _blobs_held(base: Snapshot) -> dict[str, Reference]:
    """The blob id of every stored source to its reference: equal bytes need no extraction."""
    held = {}
    for path, blob in base.tree.items():
        reference = layout.reference_of_source(path)
        if reference is not None:
            held[blob] = reference
    return held


def _take(
    document: SourceDocument | Unreadable, reference: Reference | None, base: Snapshot | None
) -> _Outcome:
    """Read and extract one source, and ask the gate."""
    parsed = read(document) if isinstance(document, SourceDocument) else document
    taken = parsed if isinstance(parsed, Unreadable) else extract(parsed, reference=reference)
    content = document.content if isinstance(document, SourceDocument) else None
    if isinstance(taken, Unreadable):
        return _not_taken(taken.name, taken.reference, taken.problem, content)
    held = base.record(taken.record.reference) if base else None
    objection = admit(taken, held)
    if objection is not None:
        name = taken.document.source.name
        return _not_taken(name, str(taken.record.reference), objection, content)
    return taken


def _not_taken(
    source: str, reference: str | None, problem: str, content: bytes | None
) -> _NotTaken:
    return _NotTaken(Refused(source=source, reference=reference, problems=(problem,)), content)


def _settle(outcomes: list[_Outcome]) -> list[_Outcome]:
    """Refuse all captures of a slot that contradict each other; equal ones count once."""
    rivals: dict[tuple[Reference, str], list[Capture]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome, Capture):
            rivals[outcome.record.reference, outcome.slot].append(outcome)
    settled: list[_Outcome] = [each for each in outcomes if not isinstance(each, Capture)]
    for (reference, slot), captures in rivals.items():
        if same_capture(captures):
            settled.append(captures[0])
            continue
        for capture in captures:
            source = capture.document.source
            others = ", ".join(
                other.document.source.name for other in captures if other is not capture
            )
            problem = (
                f"differs from {others}, which was given as the {slot} of {reference} too; "
                "give one of them"
            )
            settled.append(_not_taken(source.name, str(reference), problem, source.content))
    return settled


def _by_reference(outcomes: Iterable[_Outcome]) -> Mapping[Reference, list[Capture]]:
    grouped: dict[Reference, list[Capture]] = defaultdict(list)
    for outcome in outcomes:
        if isinstance(outcome, Capture):
            grouped[outcome.record.reference].append(outcome)
    return dict(sorted(grouped.items()))


class _Run(msgspec.Struct, frozen=True):
    """Everything a run found, on its way into one commit."""

    repository: Repository
    base: Snapshot | None
    moment: dt.datetime
    now: dt.datetime
    outcomes: Sequence[_Outcome]
    updates: Sequence[Update]

    def commit(self) -> SnapshotResult:
        """Write the snapshot, then the line in the journal; keep refused bytes aside."""
        changes = {path: new for each in self.updates for path, new in each.files.items()}
        facts = self._facts()
        revision = record_snapshot(self.repository, self.base, changes, facts, self.now)
        result = self.result(revision)
        refused = [each for each in self.outcomes if isinstance(each, _NotTaken)]
        for each in refused:
            if each.content:
                quarantine(self.repository, each.content)
        journal.append(self.repository, _journal_entry(result, self.now), self.now)
        return result

    def result(self, revision: str | None) -> SnapshotResult:
        """What the run says of itself."""
        recorded = {each.reference for each in self.updates if each.record_changed}
        seen = {each.reference for each in self.outcomes if isinstance(each, _Known)}
        seen |= {each.reference for each in self.updates}
        refused = [each.refused for each in self.outcomes if isinstance(each, _NotTaken)]
        return SnapshotResult(
            revision=revision,
            previous=self.base.revision if self.base else None,
            observed_at=iso_utc(self.moment),
            recorded=tuple(map(str, sorted(recorded))),
            unchanged=tuple(map(str, sorted(seen - recorded))),
            refused=tuple(sorted(refused, key=lambda each: (each.source, each.problems))),
        )

    def _facts(self) -> SnapshotFacts:
        held = set(self.base.fingerprints()) if self.base else set()
        changed = {each.reference for each in self.updates if each.record_changed}
        failed = sum(isinstance(each, _NotTaken) for each in self.outcomes)
        return SnapshotFacts(
            observed_at=self.moment,
            extractor=EXTRACTOR_VERSION,
            guidetrack_version=guidetrack.__version__,
            sources_read=len(self.outcomes) - failed,
            sources_failed=failed,
            records_total=len(held | changed),
            records_changed=len(changed),
        )


def _journal_entry(result: SnapshotResult, now: dt.datetime) -> dict[str, object]:
    """A line for the journal; of a refused source only its own name, not where it lay."""
    return {
        "run_at": iso_utc(now),
        "observed_at": result.observed_at,
        "revision": result.revision,
        "recorded": result.recorded,
        "unchanged": result.unchanged,
        "refused": [
            {"source": PurePath(each.source).name, "problems": each.problems}
            for each in result.refused
        ],
    }
