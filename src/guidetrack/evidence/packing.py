"""
One pack of evidence out of a store.

The newest snapshot, and both sides of every step in which something happened to the
guidance, go in with all that they hold of it; what follows from them (certificates,
the readable sheet, the manifest) is made here and can be made again by whoever checks
the pack. The same store gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from guidetrack.errors import ConfigError
from guidetrack.events.plain import plain_report
from guidetrack.events.report import ATTRIBUTION, Report
from guidetrack.events.summaries import listed
from guidetrack.evidence import archive, sheet
from guidetrack.evidence.certificate import Text, can_compare, certify, file_of
from guidetrack.evidence.gathering import Gathering
from guidetrack.evidence.manifest import (
    DIGEST,
    HISTORY,
    MANIFEST,
    SHEET_HTML,
    SHEET_TEXT,
    Certificate,
    FileEntry,
    MadeWith,
    Manifest,
    digest_file,
    to_json,
)
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.comparison import VERSION
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Lineage
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot, Snapshots


class Pack(NamedTuple):
    """A pack, ready to be written."""

    content: bytes
    manifest: Manifest
    digest: str
    """The sha256 of the manifest, which stands for the whole."""
    certificates: tuple[Certificate, ...]


class Subject(NamedTuple):
    """What a pack is about."""

    asked: tuple[Reference, ...]
    thread: tuple[Reference, ...]
    """Every number that belongs to them, in order."""
    newest: Snapshot
    """What was added after it is no part of the pack."""


def make_pack(
    repository: Repository,
    subject: Subject,
    lineage: Lineage,
    history: Sequence[Report],
    *,
    version: str,
) -> Pack:
    """
    Gather the evidence on a thread of guidance.

    Args:
        repository: the store.
        subject: the references asked for, with their thread.
        lineage: the relations of the newest snapshot.
        history: what happened to the thread up to the newest snapshot, newest first.
        version: that of guidetrack.

    Raises:
        ConfigError: no record of the thread is held, so nothing would be proven.
        StoreError: the store is damaged.
    """
    newest = subject.newest
    if not newest.fingerprints().keys() & set(subject.thread):
        raise ConfigError(
            f"no record of {listed([str(each) for each in subject.thread])} is held, so there is "
            "no evidence to pack",
            hint="Capture the page first: guidetrack snapshot FILE.",
        )
    snapshots = _concerned(repository, history, newest)
    gathering = Gathering(repository)
    for snapshot in snapshots.values():
        gathering.add(snapshot, subject.thread)
    certificates = tuple(_certificates(gathering, lineage, subject, history, snapshots))
    records = [each for ref in subject.thread if (each := newest.record(ref))]
    made_with = MadeWith(guidetrack=version, extractor=EXTRACTOR_VERSION, comparison=VERSION)
    draft = _draft(repository, subject, gathering, certificates, made_with)
    return _seal(draft, gathering.files, certificates, history, records)


def history_file(history: Sequence[Report]) -> bytes:
    """What happened, as `guidetrack log --json` prints it."""
    return to_json({"schema_version": 1, "reports": [plain_report(each) for each in history]})


def _concerned(
    repository: Repository, history: Iterable[Report], newest: Snapshot
) -> dict[str, Snapshot]:
    """The snapshots that the evidence rests on, oldest first; the newest one is the last."""
    wanted = {side.revision for each in history for side in (each.old, each.new)}
    snapshots = Snapshots(repository)
    revisions = repository.revisions(newest.revision)
    kept = [each for at, each in enumerate(revisions) if at == 0 or each.commit in wanted]
    return {each.commit: snapshots.of(each) for each in reversed(kept)}


def _last(snapshots: Mapping[str, Snapshot]) -> Snapshot:
    return list(snapshots.values())[-1]


def _certificates(
    gathering: Gathering,
    lineage: Lineage,
    subject: Subject,
    history: Sequence[Report],
    snapshots: Mapping[str, Snapshot],
) -> Iterator[Certificate]:
    for link in lineage.links:
        if link.relation == "migrated" and {link.old, link.new} <= set(subject.thread):
            old, new = _sides(gathering, (link.old, link.new), history, snapshots)
            certificate = certify(old, new)
            if certificate is not None:
                yield certificate


def _sides(
    gathering: Gathering,
    ends: tuple[Reference, Reference],
    history: Sequence[Report],
    snapshots: Mapping[str, Snapshot],
) -> tuple[Text, Text]:
    """
    The texts as they stood when the migration was found, or else as the newest snapshot has them.

    What was reworded later is no part of the migration; the history tells it.
    """
    for report in history:
        if any(
            event.kind == "migrated"
            and (event.reference_before, event.reference_after) == (str(ends[0]), str(ends[1]))
            for event in report.events
        ):
            before = snapshots.get(report.old.revision or "")
            after = snapshots.get(report.new.revision or "")
            if before is not None and after is not None:
                sides = gathering.text(before, ends[0]), gathering.text(after, ends[1])
                if can_compare(sides[0].record, sides[1].record):
                    return sides
    newest = _last(snapshots)
    return gathering.text(newest, ends[0]), gathering.text(newest, ends[1])


def _draft(
    repository: Repository,
    subject: Subject,
    gathering: Gathering,
    certificates: Iterable[Certificate],
    made_with: MadeWith,
) -> Manifest:
    """The manifest but for the list of files."""
    return Manifest(
        references=tuple(map(str, subject.asked)),
        thread=tuple(map(str, subject.thread)),
        made_with=made_with,
        attribution=ATTRIBUTION,
        git_hash=repository.hash_name,
        store_folder=repository.prefix,
        snapshots=tuple(gathering.snapshots),
        held=tuple(gathering.held),
        sources=tuple(gathering.sources),
        certificates=tuple(map(file_of, certificates)),
        files=(),
    )


def _seal(
    draft: Manifest,
    gathered: Mapping[str, bytes],
    certificates: tuple[Certificate, ...],
    history: Sequence[Report],
    records: Sequence[GuidanceRecord],
) -> Pack:
    """Add what people read, list every file with its hash, and pack them in a fixed order."""
    facts = sheet.Facts(draft, tuple(records), certificates, tuple(history))
    inside = {
        **gathered,
        **{file_of(each): to_json(each) for each in certificates},
        HISTORY: history_file(history),
    }
    readable = {SHEET_HTML: sheet.render_html(facts), SHEET_TEXT: sheet.render_text(facts)}
    files = {**readable, **{name: inside[name] for name in sorted(inside)}}
    entries = tuple(
        FileEntry(file=name, size=len(each), sha256=hashlib.sha256(each).hexdigest())
        for name, each in files.items()
    )
    manifest = msgspec.structs.replace(draft, files=entries)
    written = to_json(manifest)
    first = {MANIFEST: written, DIGEST: digest_file(written)}
    return Pack(
        content=archive.write({**first, **files}, moment_of(manifest)),
        manifest=manifest,
        digest=hashlib.sha256(written).hexdigest(),
        certificates=certificates,
    )


def moment_of(manifest: Manifest) -> dt.datetime:
    """The date that the files of a pack bear: that of the newest snapshot in it."""
    newest = manifest.snapshots[-1]
    return dt.datetime.fromisoformat(newest.observed_at or newest.committed_at)
