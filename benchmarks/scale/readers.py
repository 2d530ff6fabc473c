"""
What a reader's clone takes: whole, shallow, partial, or without the captured pages.

A partial clone fetches what it lacks when it is asked for. Git fetches all of it at once
where it checks files out, and one by one where a program asks for one object after another.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.clones import count_fetches, git, git_size, make_hub, size_of
from benchmarks.scale.reading import pick
from benchmarks.scale.table import Table, show_bytes, show_seconds
from benchmarks.speed.setting import Setting, run_guidetrack
from benchmarks.speed.writing import STORE

_WHOLE: tuple[str, ...] = ()
_SHALLOW = ("--depth=2",)
_PARTIAL = ("--filter=blob:none",)
_SPARSE = ("--filter=blob:none", "--sparse")
EMPTY = (*_PARTIAL, "--no-checkout")
"""Nothing checked out, so nothing fetched."""
_WAYS = {
    "whole": _WHOLE,
    "`--depth=2`": _SHALLOW,
    "`--filter=blob:none`": _PARTIAL,
    "`--filter=blob:none --sparse`, records alone": _SPARSE,
}
_TRIED = {
    "depth 2": _SHALLOW,
    "blob:none": _PARTIAL,
    "blob:none, no checkout": EMPTY,
}
_REFUSED = 2


def weigh_clones(settings: Sequence[Setting], work: Path) -> list[Table]:
    """Clone a history with its weeks, and a store with its captured pages, in every way."""
    head = ("clone", "takes", "`.git`", "work tree")
    tables = []
    for place, setting in enumerate(settings):
        for name, source in (("history", setting.history), ("store with its pages", setting.store)):
            hub = make_hub(source, work / f"hub-{place}-{source.name}.git")
            rows = [_weigh(hub, way, options, work / "reader") for way, options in _WAYS.items()]
            title = f"Clones of a {name}, {setting.shape.records:,} records"
            if source == setting.history:
                title += f" x {setting.shape.weeks} weeks"
                rows.append(_fetch_week(hub, work / "behind.git"))
            tables.append(Table("readers", title, head, rows))
    return tables


def try_partial_clones(setting: Setting, work: Path) -> Table:
    """Ask every question in every kind of clone, and count what git fetches for it."""
    hub = make_hub(setting.history, work / "tried.git")
    edited, migrated = pick(setting)
    questions = {
        "diff HEAD~1 HEAD": ("diff", "HEAD~1", "HEAD"),
        "show REF": ("show", edited),
        "log REF": ("log", edited),
        "resolve OLD": ("resolve", migrated),
        "status": ("status",),
    }
    rows = []
    for name, words in questions.items():
        cells = [try_question(hub, options, work / "reader", words) for options in _TRIED.values()]
        rows.append((f"`{name}`", *cells))
    ahead = [try_question(hub, options, work / "reader", ()) for options in _TRIED.values()]
    rows.append(("all that is missing, in one fetch", *ahead))
    shape = setting.shape
    title = f"Seconds, and fetches, in a fresh clone of {shape.records:,} records x {shape.weeks}"
    return Table("readers", f"{title} weeks", ("question", *_TRIED), rows)


def _weigh(hub: Path, name: str, options: Sequence[str], reader: Path) -> tuple[str, ...]:
    seconds = _clone(hub, options, reader)
    weight, tree = git_size(reader), size_of(reader / STORE)
    subprocess.run(["rm", "-rf", str(reader)], check=True)
    return name, show_seconds(seconds), show_bytes(weight), show_bytes(tree)


def _clone(hub: Path, options: Sequence[str], reader: Path) -> float:
    """Clone, and give the seconds; a sparse one gets the records and nothing else."""
    start = time.perf_counter()
    git(hub.parent, "clone", "--quiet", *options, f"file://{hub}", str(reader))
    if "--sparse" in options:
        git(reader, "sparse-checkout", "set", f"{STORE}/records")
    return time.perf_counter() - start


def _fetch_week(hub: Path, behind: Path) -> tuple[str, ...]:
    """Bring a clone of the week before up to date."""
    git(hub, "branch", "--force", "before", "HEAD~1")
    git(hub.parent, "clone", "--quiet", "--bare", "--single-branch", "--branch=before",
        f"file://{hub}", str(behind))  # fmt: skip
    before = git_size(behind)
    start = time.perf_counter()
    git(behind, "fetch", "--quiet", f"file://{hub}", "main")
    seconds = time.perf_counter() - start
    more = git_size(behind) - before
    subprocess.run(["rm", "-rf", str(behind)], check=True)
    return "`git fetch` of the last week", show_seconds(seconds), f"+ {show_bytes(more)}", ""


def try_question(hub: Path, options: Sequence[str], reader: Path, words: tuple[str, ...]) -> str:
    """
    Ask in a fresh clone: seconds, and how often git fetched for it.

    No words stand for fetching ahead.
    """
    _clone(hub, options, reader)
    before = count_fetches(reader)
    said = ""
    if words:
        taken = run_guidetrack(reader, *words, passes=(0, 2, 3))
        seconds, said = taken.seconds, " (refused)" if taken.status == _REFUSED else ""
    else:
        seconds = _fetch_ahead(reader)
    fetches = count_fetches(reader) - before
    subprocess.run(["rm", "-rf", str(reader)], check=True)
    return f"{show_seconds(seconds)}, {fetches}{said}"


def _fetch_ahead(reader: Path) -> float:
    """Fetch all that is missing in one go, as `docs/scale.md` says."""
    start = time.perf_counter()
    listed = git(reader, "rev-list", "--objects", "--missing=print", "HEAD").splitlines()
    missing = "".join(f"{line[1:]}\n" for line in listed if line.startswith("?"))
    if missing:
        git(reader, "fetch", "--quiet", "--no-tags", "--stdin", "origin", feed=missing)
    return time.perf_counter() - start
