"""
Whether the files of a pack are those that were recorded.

Every file has the hash that the manifest gives, every object of git the name that its
bytes give, and from each commit a chain of objects leads to each file that the pack
says was in it. No object is there without being needed.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from guidetrack.evidence import objects
from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.manifest import MANIFEST, HeldFile, SnapshotEntry
from guidetrack.evidence.objects import GitObject, NotLinkedError
from guidetrack.evidence.opened import Opened
from guidetrack.store.history import EXTRACTOR, OBSERVED_AT, iso_utc

_OBJECTS = "git/"


def check_files(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that every file has the size and the hash that the manifest gives.

    Raises:
        DamageError: one has not.
    """
    del not_checked
    for each in pack.manifest.files:
        content = pack.file(each.file)
        if len(content) != each.size or hashlib.sha256(content).hexdigest() != each.sha256:
            raise DamageError(each.file, "it was changed: its hash is not the one in the manifest")
    if pack.manifest.git_hash not in objects.HASHES:
        raise DamageError(MANIFEST, f"git has no hash {pack.manifest.git_hash[:80]!r}")
    for name in pack.files:
        if name.startswith(_OBJECTS):
            _check_object(pack, name)
    checked.append("the hash of every file, and the name of every git object")


def check_commits(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that each commit states what the manifest says of it.

    Raises:
        DamageError: one does not.
    """
    del not_checked
    seen: set[str] = set()
    for each in pack.manifest.snapshots:
        if each.revision in seen:
            raise DamageError(MANIFEST, f"it names the commit {each.revision[:80]!r} twice")
        seen.add(each.revision)
        _check_commit(each, _read(pack, each.revision))
    checked.append(f"{_counted(len(seen), 'commit')} with what they state")


def check_membership(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that each file is in its commit, byte for byte.

    Raises:
        DamageError: one is not, or an object proves nothing.
    """
    del not_checked
    needed = {objects.file_of(each.revision) for each in pack.manifest.snapshots}
    for row in pack.manifest.held:
        pack.snapshot(row.revision)
        needed |= _check_held(pack, row)
    for name in pack.files:
        if name.startswith(_OBJECTS) and name not in needed:
            raise DamageError(name, "nothing in the pack needs this object")
    rows = len(pack.manifest.held)
    checked.append(f"that {_counted(rows, 'file')} of the store are in these commits")


def _check_object(pack: Opened, name: str) -> None:
    try:
        found = objects.load(pack.file(name))
    except NotLinkedError as problem:
        raise DamageError(name, str(problem)) from problem
    if objects.file_of(found.name(pack.manifest.git_hash)) != name:
        raise DamageError(name, "its bytes are not those that git names so")


def _check_commit(entry: SnapshotEntry, commit: GitObject) -> None:
    name = objects.file_of(entry.revision)
    try:
        objects.tree_id(commit)
        seconds = objects.committed_seconds(commit)
        when = iso_utc(dt.datetime.fromtimestamp(seconds, tz=dt.UTC)) if seconds else None
    except (NotLinkedError, ValueError, OverflowError, OSError) as problem:
        raise DamageError(name, str(problem)) from problem
    stated = objects.trailers(commit)
    if (stated.get(OBSERVED_AT), when) != (entry.observed_at, entry.committed_at):
        raise DamageError(name, "the commit gives other dates than the manifest")
    if stated.get(EXTRACTOR, entry.extractor) != entry.extractor:
        raise DamageError(name, "the commit names another extractor than the manifest")


def _check_held(pack: Opened, row: HeldFile) -> set[str]:
    """Follow a file from its commit, and give the objects on the way."""
    passed: set[str] = set()

    def read(name: str) -> GitObject:
        passed.add(objects.file_of(name))
        return _read(pack, name)

    manifest = pack.manifest
    path = (manifest.store_folder + row.path).encode("utf-8", "surrogateescape")
    try:
        blob = objects.find(read, row.revision, path, manifest.git_hash)
    except NotLinkedError as problem:
        raise DamageError(
            row.file, f"the way to it in the commit is broken: {problem}"
        ) from problem
    if blob != GitObject("blob", pack.file(row.file)).name(manifest.git_hash):
        raise DamageError(row.file, f"it is not the file {row.path} of commit {row.revision[:12]}")
    return passed


def _read(pack: Opened, name: str) -> GitObject:
    file = objects.file_of(name)
    if file not in pack.files:
        raise DamageError(file, "it is missing, and without it nothing proves the commit")
    return objects.load(pack.files[file])


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
