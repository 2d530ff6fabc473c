"""
A history as a git repository, through one stream of `git fast-import`.

Bytes, paths and messages are those that guidetrack writes, made by its own functions. Only
the commits are not made one by one: ten years would take hours instead of minutes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import guidetrack
from benchmarks.speed.corpus import record_of
from benchmarks.speed.history import Week
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.guidance.reference import Reference
from guidetrack.store import history, layout, record_file
from guidetrack.store.recording import SnapshotFacts

STORE = "snapshots"
"""The store folder of every repository that is made here."""
_SIGNATURE = "guidetrack <guidetrack@localhost>"


def write_history(folder: Path, weeks: Iterable[Week]) -> None:
    """Make a repository that holds every week as guidetrack would have committed it."""
    _git(folder.parent, "init", "--quiet", "--initial-branch=main", str(folder))
    write_stream(folder, _stream(weeks))
    _git(folder, "repack", "-a", "-d", "-f", "-q", "--window=5", "--depth=10")  # as git gc would
    (folder / STORE).mkdir()


def write_stream(folder: Path, stream: Iterable[bytes]) -> None:
    """
    Hand a stream to `git fast-import`.

    Raises:
        RuntimeError: git refused it.
    """
    command = ["git", "fast-import", "--quiet", "--done", "--depth=0"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise TypeError("fast-import has no input")
        process.stdin.writelines(stream)
        process.stdin.close()
        if process.wait():
            raise RuntimeError("git fast-import failed")


def write_commit(
    message: str, when: int, files: Iterable[tuple[str, bytes | None]]
) -> Iterator[bytes]:
    """One commit of a stream: paths with their bytes, or with None where they go."""
    said = message.encode()
    yield f"commit refs/heads/main\ncommitter {_SIGNATURE} {when} +0000\n".encode()
    yield b"data %d\n%s\n" % (len(said), said)
    for path, content in files:
        if content is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


def _stream(weeks: Iterable[Week]) -> Iterator[bytes]:
    yield b"feature done\n"
    for place, week in enumerate(weeks):
        files = _files(week, first=place == 0)
        yield from write_commit(_message(week), int(week.observed_at.timestamp()), files)
    yield b"done\n"


def _files(week: Week, *, first: bool) -> Iterator[tuple[str, bytes | None]]:
    if first:
        yield f"{STORE}/{layout.ATTRIBUTES_FILE}", layout.ATTRIBUTES
        yield f"{STORE}/{layout.STORE_FILE}", layout.dump_store_file(EXTRACTOR_VERSION)
    for reference, guidance in week.changed.items():
        path = f"{STORE}/{layout.record_path(Reference.parse(reference))}"
        yield path, record_file.dump(record_of(guidance)) if guidance else None


def _message(week: Week) -> str:
    facts = SnapshotFacts(
        observed_at=week.observed_at,
        extractor=EXTRACTOR_VERSION,
        guidetrack_version=guidetrack.__version__,
        sources_read=week.held,
        sources_failed=0,
        records_total=week.held,
        records_changed=len(week.changed),
    )
    return history.compose_message(facts.subject(), facts.trailers())


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)
