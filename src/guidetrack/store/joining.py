"""
Two histories of one store: how they stand to each other, and how the branch follows a tip.

What lies outside the store folder belongs to the user. A branch that only has to follow
takes it as git does; where both sides changed it, each file that one side changed is kept,
and a file that both changed is for people to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guidetrack.errors import StoreError
from guidetrack.store import layout
from guidetrack.store.commit import check_branch, swap_ref
from guidetrack.store.git_answers import TreeFile, parse_raw_changes
from guidetrack.store.git_process import explain_failure
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import (
    Move,
    check_clean,
    check_writable,
    follow,
    forget_move,
    hold_index,
    note_move,
)


class FileStep(NamedTuple):
    """A file anywhere in the repository, before and after."""

    before: TreeFile | None
    after: TreeFile | None


Steps = Mapping[str, FileStep]
"""By path, relative to the top of the work tree."""


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Whether everything up to `older` is part of the history of `newer`."""
    if older == newer:
        return True
    status, _, _ = repository.ask("merge-base", "--is-ancestor", older, newer)
    return status == 0


def last_in_common(repository: Repository, one: str, other: str) -> str | None:
    """The newest commit that two histories share; None where they share none."""
    status, output, _ = repository.ask("merge-base", one, other)
    return None if status else output.decode("ascii").split()[0]


def is_complete(repository: Repository) -> bool:
    """Whether the clone holds its whole history, and every file in it."""
    if (repository.private_dir.parent / "shallow").exists():
        return False
    status, _, _ = repository.ask("config", "--get-regexp", r"^remote\..*\.promisor$")
    return status != 0


def steps_between(repository: Repository, old: str, new: str) -> dict[str, FileStep]:
    """What differs in the whole repository between two commits."""
    output = repository.run("diff-tree", "-r", "-z", "--no-renames", old, new)
    return {path: FileStep(*sides) for path, *sides in parse_raw_changes(output)}


def in_store(repository: Repository, steps: Steps) -> dict[str, FileStep]:
    """Those of the store, by their path in it."""
    skipped = len(repository.prefix)
    return {path[skipped:]: step for path, step in steps.items() if _is_ours(repository, path)}


def outside(repository: Repository, steps: Steps) -> dict[str, FileStep]:
    """Those that are the user's."""
    return {path: step for path, step in steps.items() if not _is_ours(repository, path)}


def _is_ours(repository: Repository, path: str) -> bool:
    prefix = repository.prefix
    return path.startswith(prefix) and (bool(prefix) or layout.is_ours(path))


def check_apart(ours: Steps, theirs: Steps) -> None:
    """
    See that no file outside the store was changed on both sides.

    Raises:
        StoreError: one was; the message names it.
    """
    for path in sorted(_meeting(ours, theirs)):
        raise StoreError(
            f"{path} was changed here and at the remote, and guidetrack decides nothing outside "
            "its store",
            hint="Put the two together with git pull --no-rebase, then run the command again.",
        )


def _meeting(ours: Steps, theirs: Steps) -> Iterator[str]:
    folders = {path[:at] for path in theirs for at, each in enumerate(path) if each == "/"}
    for path, step in ours.items():
        above = (path[:at] for at, each in enumerate(path) if each == "/")
        same = path in theirs and theirs[path].after == step.after
        if not same and (path in theirs or path in folders or any(map(theirs.__contains__, above))):
            yield path


def follow_tip(repository: Repository, tip: str) -> None:
    """
    Bring the branch, and all files, to a commit that continues it.

    Where the step changes nothing outside the store it is one that a kill cannot leave half
    done; otherwise git takes it, which spares whatever it would overwrite.

    Raises:
        StoreError: HEAD is detached, somebody is changing files that would have to follow, or
            they cannot be written.
    """
    check_branch(repository)
    check_writable(repository)
    head = repository.head()
    if head is None or outside(repository, steps_between(repository, head, tip)):
        _fast_forward(repository, tip)
        return
    with hold_index(repository):
        check_clean(repository)
        move = Move(head, tip)
        note_move(repository, move)
        if not swap_ref(repository, "HEAD", move, message="Follow the remote"):
            forget_move(repository)
            raise StoreError(
                "the branch moved while guidetrack brought it to the remote",
                hint="Run the command again when less is going on in the repository.",
            )
        follow(repository, move)
        forget_move(repository)


def _fast_forward(repository: Repository, tip: str) -> None:
    status, _, said = repository.ask("merge", "--ff-only", "--quiet", tip)
    if status == 0:
        return
    if "would be overwritten" in said:
        named = next((line.strip() for line in said.splitlines() if line.startswith("\t")), "")
        raise StoreError(
            f"a file that the remote changed as well has uncommitted changes here: {named}",
            hint="Commit it or move it away, then run the command again.",
        )
    raise explain_failure("merge --ff-only", said)
