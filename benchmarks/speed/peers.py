"""
Tools that do part of the same work, on the same content: how long they take, what they say.

Each is given what suits it best: git-history one file of JSON with a row a record, csv-diff
one row a record, DeepDiff the records keyed by reference, and the page watchers the pages as
local files, without a network between. A tool that is not installed or fails is named.
"""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.measuring import Run, measure
from benchmarks.speed.corpus import record_of
from benchmarks.speed.history import Shape, Week, follow
from benchmarks.speed.setting import QUIET_GIT, Setting, run_guidetrack
from benchmarks.speed.writing import write_commit, write_history, write_stream
from guidetrack.guidance.record import to_plain

_DEEP = Path(__file__).parent / "programs" / "compare_deeply.py"


@dataclass(frozen=True, slots=True)
class Met:
    """One tool beside guidetrack on one kind of work."""

    tool: str
    work: str
    seconds: float | None
    """The median; None where it could not be run."""
    ours: float
    megabytes: float
    said: str
    """What it said, or why it could not be run."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, what it is asked, and what guidetrack is asked instead."""

    package: str
    work: str
    command: Sequence[str]
    ours: Callable[[], Run]
    said: Callable[[], str]
    before: Callable[[], None] = lambda: None
    """Called before each turn, outside of the clock."""


def meet_peers(setting: Setting, weeks: int, work: Path, turns: int) -> Iterator[Met]:
    """Measure every tool beside guidetrack, by turns."""
    content = lay_out_content(setting, weeks)
    for peer in (*_differing(content, work), *_watching(setting, work)):
        yield _meet(peer, work, turns)


def lay_out_content(setting: Setting, weeks: int) -> Path:
    """Write the same weeks for guidetrack and as files that other tools read."""
    folder = setting.folder / f"peers-{weeks}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=setting.folder) as temporary:
            draft = Path(temporary) / "peers"
            draft.mkdir()
            shape = Shape(setting.shape.records, weeks, setting.shape.seed)
            write_history(draft / "guidetrack", follow(shape))
            _write_json_history(draft, follow(shape))
            draft.rename(folder)
    return folder


def _meet(peer: Peer, work: Path, turns: int) -> Met:
    label = peer.package
    try:
        label = f"{peer.package} {version(peer.package)}"
        ours, theirs = [], []
        for _ in range(turns):
            ours.append(peer.ours().seconds)
            peer.before()
            taken = measure(peer.command, work, _environment(work), work / "peer.txt")
            theirs.append(_checked(taken))
        seconds = statistics.median(each.seconds for each in theirs)
        largest = max(each.largest for each in theirs)
        return Met(label, peer.work, seconds, statistics.median(ours), largest, peer.said())
    except PackageNotFoundError:
        return Met(label, peer.work, None, 0.0, 0.0, "not installed")
    except (RuntimeError, OSError, ValueError, sqlite3.Error) as problem:
        return Met(label, peer.work, None, 0.0, 0.0, f"could not be run: {problem}")


def _checked(taken: Run) -> Run:
    if taken.status:
        raise RuntimeError(f"ended with {taken.status}")
    return taken


def _differing(content: Path, work: Path) -> Iterator[Peer]:
    """The tools that compare what is held."""
    ours = content / "guidetrack"
    said, database = work / "peer.txt", work / "history.db"

    def log() -> Run:
        shutil.rmtree(ours / ".git" / "guidetrack", ignore_errors=True)  # what it remembers
        return run_guidetrack(ours, "log", "--format", "jsonl")

    def diff() -> Run:
        return run_guidetrack(ours, "diff", "HEAD~1", "HEAD", "--format", "json")

    sides = (str(content / "old.csv"), str(content / "new.csv"))
    yield Peer(
        "csv-diff",
        "`diff` of two weekly snapshots",
        (_tool("csv-diff"), *sides, *_CSV_DIFF),
        diff,
        lambda: f"{len(json.loads(said.read_text())['changed'])} rows changed",
    )
    plain = (str(content / "old.json"), str(content / "new.json"))
    yield Peer(
        "deepdiff",
        "`diff` of two weekly snapshots",
        (sys.executable, str(_DEEP), *plain),
        diff,
        lambda: f"{said.read_text().strip()} items",
    )
    repository = content / "json"
    yield Peer(
        "git-history",
        f"`log` of {content.name.removeprefix('peers-')} snapshots",
        (_tool("git-history"), "file", str(database), *_git_history(repository)),
        log,
        lambda: _versions(database),
        before=lambda: database.unlink(missing_ok=True),
    )


_CSV_DIFF = ("--key=reference", "--json", "--format=csv")
"""With the format named: guessing it takes minutes where cells are long."""


def _git_history(repository: Path) -> tuple[str, ...]:
    file = str(repository / "records.json")
    return (file, "--repo", str(repository), "--branch", "main", "--id", "reference", "--silent")


def _watching(setting: Setting, work: Path) -> Iterator[Peer]:
    """The tools that look at every page again."""
    pages = sorted(setting.documents.iterdir())
    jobs, settings, hooks = work / "jobs.yaml", work / "watching.yaml", work / "hooks.py"
    jobs.write_text("\n---\n".join(f"name: {each.stem}\nurl: {each.as_uri()}" for each in pages))
    settings.write_text("report:\n  stdout: {enabled: true, color: false}\n")
    hooks.write_text("")
    given = ("--config", str(settings), "--hooks", str(hooks))

    def ours() -> Run:
        return run_guidetrack(setting.store, "snapshot", str(setting.documents))

    for name, listed, kept in (
        ("urlwatch", "--urls", "--cache"),
        ("webchanges", "--jobs", "--database"),
    ):
        database = work / f"{name}.db"
        command = (_tool(name), listed, str(jobs), kept, str(database), *given)
        yield Peer(
            name,
            "a run in which nothing changed",
            command,
            ours,
            lambda: f"{(work / 'peer.txt').read_text().count('CHANGED:')} pages changed",
            before=_once(command, database, work),
        )


def _once(command: Sequence[str], database: Path, work: Path) -> Callable[[], None]:
    """Let a page watcher see every page a first time."""

    def look() -> None:
        if not database.exists():
            measure(command, work, _environment(work))

    return look


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _environment(work: Path) -> dict[str, str]:
    """Nothing of whoever runs this: a home of its own."""
    return {**QUIET_GIT, "HOME": str(work)}


def _versions(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute("select count(*) from item_version").fetchone()
    return f"{count:,} versions of rows"


def _write_json_history(folder: Path, weeks: Iterable[Week]) -> None:
    """Every week as one file with all records, in git; the last two also on their own."""
    repository = folder / "json"
    command = ["git", "init", "--quiet", "--initial-branch=main", str(repository)]
    subprocess.run(command, check=True)
    rows: dict[str, Any] = {}

    def stream() -> Iterator[bytes]:
        yield b"feature done\n"
        before: dict[str, Any] = {}
        for week in weeks:
            before = dict(rows)
            for reference, guidance in week.changed.items():
                rows.pop(reference, None)
                if guidance is not None:
                    rows[reference] = to_plain(record_of(guidance))
            content = json.dumps(list(rows.values()), ensure_ascii=False).encode()
            when = int(week.observed_at.timestamp())
            yield from write_commit("week\n", when, [("records.json", content)])
        yield b"done\n"
        _write_sides(folder, before, rows)

    write_stream(repository, stream())
    subprocess.run(["git", "checkout", "--quiet", "main", "--"], cwd=repository, check=True)


def _write_sides(folder: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Two snapshots as JSON, and as CSV with nested values written as JSON."""
    for name, rows in (("old", old), ("new", new)):
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False))
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(next(iter(rows.values()))))
            writer.writeheader()
            for row in rows.values():
                nested = {key: json.dumps(each) for key, each in row.items() if each is not None}
                writer.writerow({**nested, "reference": row["reference"]})
