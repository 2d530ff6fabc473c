"""
Whether a pack holds, without git, without the store and without a connection.

Each check rests on those before it, so the order is part of the answer: the archive,
the manifest, every file, git's objects, the records, the captured bytes, the
comparisons, and last what people read. The first thing that does not hold ends it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from guidetrack.errors import RecordError, StoreError
from guidetrack.evidence import archive, pack_links, pack_meaning, pack_sources
from guidetrack.evidence.check import Check, Damage
from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.manifest import (
    DIGEST,
    HISTORY,
    MANIFEST,
    SHEET_HTML,
    SHEET_TEXT,
    Manifest,
    digest_file,
    load_manifest,
)
from guidetrack.evidence.opened import Opened


class _Progress(NamedTuple):
    checked: list[str]
    not_checked: list[str]


_SENSELESS = (RecordError, StoreError, ValueError, LookupError, ArithmeticError, RecursionError)
"""What contents can lead to that fit each other and were never written by guidetrack."""


def check_pack(content: bytes, *, version: str, digest: str | None = None) -> Check:
    """
    Check a pack.

    Args:
        content: the bytes of the archive.
        version: that of the present guidetrack; another one may put the same facts otherwise.
        digest: the one that was written down, where somebody did.

    Raises:
        SourceError: the pack was made by a newer guidetrack.
    """
    progress = _Progress([], [])
    manifest: Manifest | None = None
    found: str | None = None
    damage = None
    try:
        files = archive.read(content)
        found = _digest_of(files)
        manifest = _read_manifest(files, content, digest)
        progress.checked.append(f"the archive and its list of {len(manifest.files):,} files")
        opened = Opened(manifest, files, version)
        for check in _CHECKS:
            check(opened, *progress)
    except DamageError as problem:
        damage = Damage(file=problem.file, problem=problem.problem)
    except _SENSELESS as problem:
        said = f"what it says makes no sense ({type(problem).__name__}: {str(problem)[:200]})"
        damage = Damage(file=archive.ARCHIVE, problem=said)
    return Check(
        what="pack",
        holds=damage is None,
        damage=damage,
        digest=found,
        references=manifest.references if manifest else (),
        checked=tuple(progress.checked),
        not_checked=tuple(progress.not_checked),
    )


_CHECKS: tuple[Callable[[Opened, list[str], list[str]], None], ...] = (
    pack_links.check_files,
    pack_links.check_commits,
    pack_links.check_membership,
    pack_meaning.check_records,
    pack_sources.check_sources,
    pack_sources.check_extraction,
    pack_meaning.check_certificates,
    pack_meaning.check_history,
    pack_meaning.check_sheets,
)


def _digest_of(files: Mapping[str, bytes]) -> str:
    if MANIFEST not in files:
        raise DamageError(MANIFEST, "it is missing, so this is no pack of guidetrack")
    return hashlib.sha256(files[MANIFEST]).hexdigest()


def _read_manifest(files: Mapping[str, bytes], content: bytes, digest: str | None) -> Manifest:
    written = files[MANIFEST]
    if digest is not None and digest.strip().lower() != hashlib.sha256(written).hexdigest():
        raise DamageError(
            MANIFEST, "its digest is not the one that was given, so this is another pack"
        )
    if files.get(DIGEST) != digest_file(written):
        raise DamageError(MANIFEST, f"its digest is not the one in {DIGEST}")
    manifest = load_manifest(written)
    _check_names(manifest, files)
    _check_date(manifest, content)
    return manifest


def _check_names(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """See that the archive has the files of the manifest, no more and no fewer, in its order."""
    listed = [MANIFEST, DIGEST, *(each.file for each in manifest.files)]
    for name in listed:
        if name not in files:
            raise DamageError(name, "it is missing")
    known = set(listed)
    for name in files:
        if name not in known:
            raise DamageError(name, "it is not in the manifest")
    if list(files) != listed:
        raise DamageError(archive.ARCHIVE, "its files are not in the order of the manifest")
    for name in (SHEET_HTML, SHEET_TEXT, HISTORY):
        if name not in files:
            raise DamageError(name, "it is missing")


def _check_date(manifest: Manifest, content: bytes) -> None:
    if not manifest.snapshots:
        raise DamageError(MANIFEST, "it names no snapshot")
    newest = manifest.snapshots[-1]
    try:
        moment = dt.datetime.fromisoformat(newest.observed_at or newest.committed_at)
    except ValueError as problem:
        raise DamageError(MANIFEST, f"it names a moment that is none: {problem}") from problem
    if archive.stamp_of(moment) != archive.moment_of(content):
        raise DamageError(archive.ARCHIVE, "its files do not bear the date of the newest snapshot")
