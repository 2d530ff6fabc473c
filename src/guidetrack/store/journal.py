"""
The journal of runs: what every run did, also those that changed nothing.

It lies on a branch of its own that shares no commit with the user's, one line of
JSON a run, one file a year. So *last seen unchanged* is known and travels with a
push, and the user's branch moves only when guidance did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from guidetrack.errors import StoreError
from guidetrack.store.commit import build_commit, swap_ref
from guidetrack.store.folders import files_named
from guidetrack.store.joining import is_ancestor
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import Move

BRANCH = "guidetrack-journal"
REF = f"refs/heads/{BRANCH}"
_ATTEMPTS = 20


def append(repository: Repository, entry: Mapping[str, Any], when: dt.datetime) -> str:
    """
    Add one line for a run, and give the new tip of the journal.

    The entry is plain data; its keys are written in the order given. Runs on other
    machines or in parallel may append at the same time: none is lost.

    Raises:
        StoreError: the repository cannot be written.
    """
    line = msgspec.json.encode(entry) + b"\n"
    file = f"runs/{when.astimezone(dt.UTC).year}.jsonl"
    message = "Record a run\n"
    for _ in range(_ATTEMPTS):
        tip = repository.resolve_revision(REF)
        held = _files(repository, tip).get(file) if tip else None
        before = repository.read_blob(held) if held else b""
        new = build_commit(
            repository, {file.encode(): before + line}, parent=tip, message=message, when=when
        )
        if swap_ref(repository, REF, Move(tip, new), message=message):
            return new
    raise StoreError(
        "the journal moved each time guidetrack tried to add a line",
        hint="Run the command again when fewer runs are going on.",
    )


def read(repository: Repository) -> list[dict[str, Any]]:
    """
    Every entry of the journal, oldest first; empty where there is none.

    Raises:
        StoreError: a line is damaged; the message names file and line.
    """
    tip = repository.resolve_revision(REF)
    found: list[dict[str, Any]] = []
    if tip is not None:
        for file, blob in sorted(_files(repository, tip).items()):
            found.extend(_entries(file, repository.read_blob(blob)))
    return found


def join(repository: Repository, theirs: str, when: dt.datetime) -> str:
    """
    Take in what another clone has in its journal, and give the tip that holds both.

    `theirs` is the tip of the other, whose commits are here. A line that both have stays where
    it is; the others follow in the order of their runs, so that it does not matter who takes
    in whose.

    Raises:
        StoreError: a line is damaged, or the repository cannot be written.
    """
    for _ in range(_ATTEMPTS):
        mine = repository.resolve_revision(REF)
        if mine is not None and is_ancestor(repository, theirs, mine):
            return mine
        new = theirs
        if mine is not None and not is_ancestor(repository, mine, theirs):
            new = _joined(repository, mine, theirs, when)
        if swap_ref(repository, REF, Move(mine, new), message="Take in runs of another clone"):
            return new
    raise StoreError(
        "the journal moved each time guidetrack tried to take in another",
        hint="Run the command again when fewer runs are going on.",
    )


def _joined(repository: Repository, mine: str, theirs: str, when: dt.datetime) -> str:
    held, told = _files(repository, mine), _files(repository, theirs)
    changes: dict[bytes, bytes | None] = {}
    for file in held:
        sides = [repository.read_blob(side[file]) for side in (told, held) if file in side]
        changes[file.encode()] = _lines_of_both(file, *sides) if len(sides) > 1 else sides[0]
    message = "Take in runs of another clone\n"
    return build_commit(repository, changes, parent=theirs, merged=mine, message=message, when=when)


def _lines_of_both(file: str, one: bytes, other: bytes) -> bytes:
    known = {content: set(content.splitlines()) for content in (one, other)}
    common = [line for line in one.splitlines() if line in known[other]]
    rest = sorted((known[one] | known[other]) - set(common))
    ordered = sorted(rest, key=lambda line: str(_entries(file, line)[0].get("run_at", "")))
    return b"".join(line + b"\n" for line in (*common, *ordered))


def _files(repository: Repository, tip: str) -> dict[str, str]:
    return dict(files_named(repository.objects, tip, "", ("runs",)))


def _entries(file: str, content: bytes) -> list[dict[str, Any]]:
    found = []
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=dict[str, Any]))
        except msgspec.DecodeError as problem:
            raise StoreError(
                f"the journal is damaged in line {number} of {file}",
                hint=f"git log {BRANCH} shows who changed it last.",
            ) from problem
    return found
