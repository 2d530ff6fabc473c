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
from guidetrack.store.git_answers import parse_tree
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import Move

BRANCH = "guidetrack-journal"
_REF = f"refs/heads/{BRANCH}"
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
        tip = repository.resolve_revision(_REF)
        held = _files(repository, tip).get(file) if tip else None
        before = repository.read_blob(held) if held else b""
        new = build_commit(
            repository, {file.encode(): before + line}, parent=tip, message=message, when=when
        )
        if swap_ref(repository, _REF, Move(tip, new), message=message):
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
    tip = repository.resolve_revision(_REF)
    found: list[dict[str, Any]] = []
    if tip is not None:
        for file, blob in sorted(_files(repository, tip).items()):
            found.extend(_entries(file, repository.read_blob(blob)))
    return found


def _files(repository: Repository, tip: str) -> dict[str, str]:
    return parse_tree(repository.run("ls-tree", "-r", "-z", "--full-tree", tip), "")


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
