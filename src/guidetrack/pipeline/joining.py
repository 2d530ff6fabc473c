"""
Two histories of one store made one: what this clone has recorded, on top of the remote's tip.

Of each guidance the side that changed it holds, and of one that both changed the side that
looked last, whole, so that a record never disagrees with its sources. What was told to whom
is the union of both sides, and so is what was told at all. The other side's commits stay as
they are: the two meet in a merge.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import guidetrack
from guidetrack.alerts.alert import Alert
from guidetrack.alerts.merging import merge_alerts, merge_silences
from guidetrack.errors import StoreError
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.outbox import Index, Silences, dump, read_part
from guidetrack.store import history, layout
from guidetrack.store.commit import build_commit
from guidetrack.store.git_answers import TreeFile
from guidetrack.store.joining import (
    FileStep,
    check_apart,
    in_store,
    last_in_common,
    outside,
    steps_between,
)
from guidetrack.store.repository import Repository
from guidetrack.store.row_table import RowTable, is_table, load_rows, with_rows

_Unit = Reference | str
"""What is taken from one side as a whole: everything of a reference, or a single file."""


def join(
    repository: Repository,
    ours: str,
    theirs: str,
    announced: Iterable[str],
    now: dt.datetime,
) -> str:
    """
    Write the commit in which both histories meet, and give it; no branch moves.

    Its first parent is `theirs`, so that the remote's own line stays the main one. `announced`
    are the revisions up to which the journals say that everything was told, oldest first.

    Raises:
        StoreError: they share nothing, a file outside the store was changed on both sides, or
            something is damaged.
    """
    base = last_in_common(repository, ours, theirs)
    if base is None:
        raise StoreError(
            "the remote holds another history: it has no commit in common with this one",
            hint="Name the right remote and branch under 'share'; or clone the remote, and use "
            "the clone.",
        )
    return _Join(repository, base, ours, theirs).commit(tuple(announced), now)


class _Join:
    """The two sides, and what each changed since they were one."""

    def __init__(self, repository: Repository, base: str, ours: str, theirs: str) -> None:
        self._repository = repository
        self._base, self._ours, self._theirs = base, ours, theirs
        steps = {side: steps_between(repository, base, side) for side in (ours, theirs)}
        check_apart(outside(repository, steps[ours]), outside(repository, steps[theirs]))
        self._users = outside(repository, steps[ours])
        self._mine = in_store(repository, steps[ours])
        self._others = in_store(repository, steps[theirs])

    def commit(self, announced: tuple[str, ...], now: dt.datetime) -> str:
        changes: dict[str, bytes | TreeFile | None] = {**self._guidance(), **self._alerts()}
        prefix = self._repository.prefix
        placed = {prefix + path: content for path, content in changes.items()}
        users = {path: step.after for path, step in self._users.items()}
        return build_commit(
            self._repository,
            {
                path.encode("utf-8", "surrogateescape"): content
                for path, content in (users | placed).items()
            },
            parent=self._theirs,
            merged=self._ours,
            message=history.compose_message(
                "Join two histories of the store", self._says(announced)
            ),
            when=now,
        )

    def _says(self, announced: tuple[str, ...]) -> dict[str, str]:
        """The trailers: when the newer side looked, and up to where everything was told."""
        latest = max(map(self._facts, (self._theirs, self._ours)), key=_observed)
        names = (history.OBSERVED_AT, history.EXTRACTOR)
        found = {name: latest[name] for name in names if name in latest}
        found[history.VERSION] = guidetrack.__version__
        told = self._told(announced)
        return found | ({history.ANNOUNCED: told} if told else {})

    def _told(self, announced: tuple[str, ...]) -> str | None:
        """What to compare with next: what one side told, where the other has told all of its."""
        told = {side: self._told_by(side, announced) for side in (self._ours, self._theirs)}
        whole = {
            side
            for side, revision in told.items()
            if self._repository.guidance_state(revision) == self._repository.guidance_state(side)
        }
        if len(whole) == len(told):
            return "this"
        if self._theirs in whole or not whole:
            return told[self._theirs]
        return told[self._ours]

    def _told_by(self, side: str, announced: tuple[str, ...]) -> str | None:
        repository = self._repository
        lines = repository.run("rev-list", "--topo-order", side).decode("ascii").split()
        known = {commit: at for at, commit in enumerate(lines)}
        commits = map(history.announced_by, repository.revisions(side, names=(layout.ALERTS,)))
        told = [*filter(None, commits), *announced]
        return min((each for each in told if each in known), key=known.__getitem__, default=None)

    def _facts(self, side: str) -> Mapping[str, str]:
        revisions = self._repository.revisions(side)
        return next((each.trailers for each in revisions if each.observed_at), {})

    def _guidance(self) -> dict[str, bytes | TreeFile | None]:
        """What of our guidance goes on top of theirs."""
        mine, others = self._units(self._mine), self._units(self._others)
        we_looked_last = _observed(self._facts(self._ours)) > _observed(self._facts(self._theirs))
        taken = {unit for unit in mine if unit not in others or we_looked_last}
        found: dict[str, bytes | TreeFile | None] = {}
        for unit in taken:
            for path in mine[unit] | others.get(unit, set()):
                step = self._mine.get(path)
                found[path] = step.after if step else self._others[path].before
        return found | self._rows(taken)

    def _units(self, steps: Mapping[str, FileStep]) -> dict[_Unit, set[str]]:
        """What a side changed, each with the files of its own that it did so in."""
        found: defaultdict[_Unit, set[str]] = defaultdict(set)
        for path, step in steps.items():
            if path.startswith(f"{layout.ALERTS}/"):
                continue
            if is_table(path):
                for reference in _rows_changed(self._table(step.before), self._table(step.after)):
                    found[reference] = found[reference]
            else:
                found[layout.owner_of(path) or path].add(path)
        return found

    def _rows(self, taken: set[_Unit]) -> dict[str, bytes | None]:
        """The tables of rows as theirs, with ours of the guidance that is taken from us."""
        held: dict[str, RowTable] = {}
        rows = {}
        tables = {path for path in {*self._mine, *self._others} if is_table(path)}
        for path in tables:
            theirs, ours = (self._held(side, path) for side in (self._theirs, self._ours))
            held[path] = theirs
            for reference in taken & {*theirs, *ours}:
                if isinstance(reference, Reference):
                    rows[reference] = ours.get(reference, ())
        return with_rows(held, rows)

    def _held(self, side: str, path: str) -> RowTable:
        found = self._repository.objects.read(f"{side}:{self._repository.prefix}{path}")
        return load_rows(found.content) if found else {}

    def _table(self, file: TreeFile | None) -> RowTable:
        return load_rows(self._repository.read_blob(file.id)) if file else {}

    def _alerts(self) -> dict[str, bytes | TreeFile | None]:
        """Everything that either side told, and everything that became of it."""
        found: dict[str, bytes | TreeFile | None] = {}
        theirs = {layout.alert_of(path): path for path in self._others if layout.alert_of(path)}
        for path, step in self._mine.items():
            if not path.startswith(f"{layout.ALERTS}/"):
                continue
            other = theirs.get(layout.alert_of(path)) if layout.alert_of(path) else path
            held = self._others.get(other or "")
            if held is None or held.after is None or step.after is None or other is None:
                found[path] = step.after
            elif held.after != step.after:
                found[other] = None
                found |= self._merged(path, step.after, held.after)
        return found

    def _merged(self, path: str, mine: TreeFile, other: TreeFile) -> dict[str, bytes]:
        one, two = (self._repository.read_blob(each.id) for each in (mine, other))
        if path == layout.OUTBOX_FILE:
            index = read_part(path, one, Index).merged(read_part(path, two, Index))
            return {path: dump(index)}
        if path == layout.SILENCES_FILE:
            known = (read_part(path, side, Silences).silences for side in (one, two))
            return {path: dump(Silences(silences=merge_silences(*known)))}
        alert = merge_alerts(read_part(path, one, Alert), read_part(path, two, Alert))
        return {layout.alert_path(alert.id, alert.raised_at[:4]): dump(alert)}


def _observed(facts: Mapping[str, str]) -> str:
    return facts.get(history.OBSERVED_AT, "")


def _rows_changed(before: RowTable, after: RowTable) -> Iterator[Reference]:
    return (each for each in {*before, *after} if before.get(each) != after.get(each))
