"""
What a repository weighs: by version of a record, by week, by run without news.

Git keeps the second version of a record as its difference from the first, so that what a
history weighs is told apart by kind of object, and its growth by comparing two lengths.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.scale.clones import git, git_size, make_hub, size_of
from benchmarks.scale.table import Table, show_bytes
from benchmarks.speed.setting import Setting, prepare_store, run_guidetrack
from benchmarks.speed.writing import STORE

_QUIET_RUNS = 10
_KEPT_DOCUMENTS = 240


def weigh_histories(settings: Sequence[Setting], work: Path) -> list[Table]:
    """Weigh each history after `git gc`; and what a version, a week and a record more weigh."""
    found = [_weigh(each, work / f"weighed-{place}") for place, each in enumerate(settings)]
    head = ("records x weeks", "versions", "`.git`", "texts", "folders", "commits", "work tree")
    rows = [
        (f"{each.shape.records:,} x {each.shape.weeks}", f"{weighed.versions:,}",
         *map(show_bytes, weighed[1:]))
        for each, weighed in zip(settings, found, strict=True)
    ]  # fmt: skip
    return [Table("disk", "What a history weighs", head, rows), _grow(settings, found)]


class Weighed(NamedTuple):
    """Bytes of one history."""

    versions: int
    """Of records, each counted once."""
    whole: int
    texts: int
    folders: int
    commits: int
    work_tree: int


def _weigh(setting: Setting, folder: Path) -> Weighed:
    hub = make_hub(setting.history, folder)
    git(hub, "gc", "--quiet")
    asked = "--batch-check=%(objecttype) %(objectsize:disk)"
    found = git(hub, "cat-file", "--batch-all-objects", "--unordered", asked).splitlines()
    bytes_of, count = Counter[str](), Counter[str]()
    for kind, size in map(str.split, found):
        bytes_of[kind] += int(size)
        count[kind] += 1
    tree = git(hub, "ls-tree", "-r", "--long", "HEAD").splitlines()
    return Weighed(
        versions=count["blob"],
        whole=git_size(hub),
        texts=bytes_of["blob"],
        folders=bytes_of["tree"],
        commits=bytes_of["commit"],
        work_tree=sum(int(line.split()[3]) for line in tree),
    )


def _grow(settings: Sequence[Setting], found: Sequence[Weighed]) -> Table:
    few, years, many = found
    weeks = settings[1].shape.weeks - settings[0].shape.weeks
    records = settings[2].shape.records - settings[0].shape.records
    rows = [
        ("each later version of a record: its text",
         show_bytes((years.texts - few.texts) / (years.versions - few.versions))),
        ("each later version: all of `.git`",
         show_bytes((years.whole - few.whole) / (years.versions - few.versions))),
        ("each week more: all of `.git`", show_bytes((years.whole - few.whole) / weeks)),
        (f"each record more, with its {settings[0].shape.weeks} weeks: all of `.git`",
         show_bytes((many.whole - few.whole) / records)),
        ("each record more: work tree", show_bytes((many.work_tree - few.work_tree) / records)),
    ]  # fmt: skip
    return Table("disk", "Slopes of disk", ("what is more", "bytes more"), rows)


def weigh_quiet_runs(setting: Setting, work: Path) -> Table:
    """Weigh runs that found nothing new, each a line of the journal and its commit."""
    store = work / "quiet"
    git(work, "clone", "--quiet", "--local", str(setting.store), str(store))
    run_guidetrack(store, "snapshot", str(setting.documents))
    git(store, "gc", "--quiet", "--prune=now")
    before = git_size(store)
    for _ in range(_QUIET_RUNS):
        run_guidetrack(store, "snapshot", str(setting.documents))
    loose = (git_size(store) - before) / _QUIET_RUNS
    git(store, "gc", "--quiet", "--prune=now")
    packed = (git_size(store) - before) / _QUIET_RUNS
    journal = git(store, "ls-tree", "-r", "--name-only", "guidetrack-journal").split()[-1]
    lines = git(store, "show", f"guidetrack-journal:{journal}").splitlines()
    head = ("records", "the line", "in `.git` at once", "after `git gc`")
    line = len(lines[-1].encode()) + 1
    row = (f"{setting.shape.records:,}", *map(show_bytes, (line, loose, packed)))
    return Table("disk", f"A run without news, mean of {_QUIET_RUNS}", head, [row])


def weigh_sources(setting: Setting, work: Path) -> Table:
    """Weigh the same documents with all that `keep_sources` can be."""
    edited = sorted(json.loads(setting.edited_records.read_text()))
    others = (each.stem for each in sorted(setting.documents.iterdir()))
    names = list(dict.fromkeys((*edited, *others)))[:_KEPT_DOCUMENTS]
    edited = [each for each in edited if each in names]
    head = (
        "`keep_sources`",
        "`.git`, each document",
        "packed anew",
        "each edit, packed anew",
        "work tree, each document",
    )
    rows = []
    for kept in ("all", "text", "hash"):
        store, documents = work / f"kept-{kept}", work / f"documents-{kept}"
        _copy(setting.documents, names, documents)
        prepare_store(store)
        (store / "guidetrack.yaml").write_text(f"store: {STORE}\nkeep_sources: {kept}\n")
        run_guidetrack(store, "snapshot", str(documents))
        git(store, "gc", "--quiet", "--prune=now")
        as_made, first, tree = git_size(store), _pack_anew(store), size_of(store / STORE)
        _copy(setting.edited, edited, documents)
        run_guidetrack(store, "snapshot", str(documents))
        more = (_pack_anew(store) - first) / len(edited)
        count = len(names)
        sizes = (as_made / count, first / count, more, tree / count)
        rows.append((kept, *map(show_bytes, sizes)))
    return Table("disk", f"{len(names)} documents and {len(edited)} edits", head, rows)


def _pack_anew(store: Path) -> int:
    """Bytes where git compares everything with everything again, and keeps no earlier choice."""
    git(store, "repack", "-a", "-d", "-f", "-q")
    git(store, "prune")
    return git_size(store)


def _copy(source: Path, names: Sequence[str], target: Path) -> None:
    target.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(source / f"{name}.md", target)
