"""
What a kill left half done, finished by the next command.

The branch moves in one atomic step, so HEAD is old or new and never between. What
can be left is a work tree that has not followed: its files and index entries are
those of the tip before. They are brought forward only where they are exactly
that, or a file that was being written; anything else is somebody's work.
"""

from __future__ import annotations

import msgspec

from guidetrack.errors import StoreError
from guidetrack.store.git_answers import PathChange, parse_index
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import (
    Move,
    dirty_paths,
    follow,
    forget_move,
    hold_index,
    move_note,
    release_orphan,
    steps,
)


def heal(repository: Repository) -> bool:
    """
    Finish what a killed command left; true where there was something to finish.

    Call it under guidetrack's lock, before anything is written.

    Raises:
        StoreError: somebody changed the store folder since; the message names the path.
    """
    release_orphan(repository)
    move = _read_note(repository)
    if move is None:
        return False
    moved = _has_moved(repository, move)
    if moved:
        _check_untouched(repository, move)
        with hold_index(repository):
            follow(repository, move)
    forget_move(repository)
    return moved


def _read_note(repository: Repository) -> Move | None:
    try:
        return msgspec.json.decode(move_note(repository).read_bytes(), type=Move)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, OSError):
        return None  # written before the branch moved, and cut short: nothing was done


def _has_moved(repository: Repository, move: Move) -> bool:
    """Whether the branch took the step, also where others have committed elsewhere since."""
    head = repository.head()
    if head is None or repository.resolve_revision(move.new) is None:
        return False
    return head == move.new or repository.store_state(head) == repository.store_state(move.new)


def _check_untouched(repository: Repository, move: Move) -> None:
    known = {change.path: change for change in steps(repository, move)}
    output = repository.run("ls-files", "--stage", "-z", "--", *repository.pathspec())
    index = parse_index(output, repository.prefix)
    for dirty in dirty_paths(repository):
        change = known.get(dirty.path)
        if change is None or not _is_half_done(repository, change, index.get(dirty.path)):
            raise StoreError(
                "the last snapshot was interrupted, and the store folder was changed since: "
                f"{repository.prefix}{dirty.path}",
                hint=f"Move that file away and run git checkout HEAD -- {repository.store_dir}",
            )


def _is_half_done(repository: Repository, change: PathChange, entry: str | None) -> bool:
    """Whether index and file are those before or after the step, or a file cut short."""
    if entry not in {change.old, change.new}:
        return False
    try:
        content = (repository.store_dir / change.path).read_bytes()
    except OSError:
        return True
    after = repository.read_blob(change.new) if change.new else b""
    before = repository.read_blob(change.old) if change.old else None
    return content == before or after.startswith(content)
