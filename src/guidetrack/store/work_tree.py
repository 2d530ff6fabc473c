"""
The store folder as the user sees it: whether it is clean, and how it follows the tip.

A commit is made beside the work tree, so index and files have to be brought to it
afterwards, or the user's next `git commit -a` would undo the snapshot. Both are
done under git's own index lock, on a copy of the index that replaces it whole.
A note of what is under way lets the next command finish what a kill cut short.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from guidetrack.errors import StoreError
from guidetrack.store.git_answers import PathChange, split_fields
from guidetrack.store.git_process import explain_failure
from guidetrack.store.layout import is_ours
from guidetrack.store.repository import Repository, nothing_to_confirm

_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What operating systems leave in folders; nobody's change."""
_OURS = b"guidetrack holds the index\n"
"""What tells a lock left by a killed guidetrack from one of git."""
_CONFLICTS = frozenset({"DD", "AU", "UD", "UA", "DU", "AA", "UU"})


class Move(msgspec.Struct, frozen=True):
    """The step of the branch that the work tree has to follow."""

    old: str | None
    """The commit before, or None on a branch without commits."""
    new: str


class DirtyPath(msgspec.Struct, frozen=True):
    """A path of the store that differs from HEAD in index or work tree."""

    path: str
    """Relative to the store folder."""
    state: str
    """The two letters of `git status`."""


def check_clean(repository: Repository) -> None:
    """
    See that nobody has uncommitted changes inside the store folder.

    Raises:
        StoreError: somebody has; the message names the first path.
    """
    for dirty in dirty_paths(repository):
        raise _refuse(repository, dirty)


@contextmanager
def checked_meanwhile(repository: Repository) -> Iterator[None]:
    """
    Have git look for uncommitted changes while others are at work, until its answer counts.

    It counts before anything is written (see `Repository.confirm_clean`), and at the end.

    Raises:
        StoreError: there are some, as `check_clean` says.
    """
    process = repository.git.start(*_status(repository))

    def confirm() -> None:
        repository.confirm_clean = nothing_to_confirm
        output, said = process.popen.communicate()
        if process.popen.returncode:
            raise explain_failure("status", said.decode("utf-8", "replace"))
        for dirty in _dirty_among(repository, output):
            raise _refuse(repository, dirty)

    repository.confirm_clean = confirm
    try:
        with process.popen:
            yield
            repository.confirm_clean()
    finally:
        repository.confirm_clean = nothing_to_confirm


def check_writable(repository: Repository) -> None:
    """
    See that files can be written where the store folder is or will be.

    Asked before the branch moves, because afterwards the files have to follow.

    Raises:
        StoreError: this user cannot write there.
    """
    store = repository.store_dir
    folder = next(each for each in (store, *store.parents) if each.exists())
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        raise StoreError(
            f"{folder} cannot be written by this user",
            hint="Give the user who runs guidetrack the right to write there.",
        )


def dirty_paths(repository: Repository) -> list[DirtyPath]:
    """What differs from HEAD inside the store folder, in order of the paths."""
    return _dirty_among(repository, repository.run(*_status(repository)))


def _status(repository: Repository) -> list[str]:
    options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    return ["status", *options, "--ignore-submodules=all", "--", *repository.pathspec()]


def _dirty_among(repository: Repository, output: bytes) -> list[DirtyPath]:
    skipped = len(repository.prefix)
    found = [DirtyPath(entry[3 + skipped :], entry[:2]) for entry in split_fields(output)]
    return [dirty for dirty in found if not _is_foreign(repository, dirty)]


def _is_foreign(repository: Repository, dirty: DirtyPath) -> bool:
    if dirty.path.rpartition("/")[2] in _LITTER and dirty.state == "??":
        return True
    return not repository.prefix and not is_ours(dirty.path)


def _refuse(repository: Repository, dirty: DirtyPath) -> StoreError:
    path = f"{repository.prefix}{dirty.path}"
    if dirty.state in _CONFLICTS:
        return StoreError(
            f"a merge under way has a conflict in the store: {path}",
            hint="Finish the merge with git commit, or give it up with git merge --abort.",
        )
    return StoreError(
        f"the store folder has uncommitted changes, first {path}",
        hint=f"Commit them, or drop them with git restore -S -W -- {path}; "
        "files that git does not know can be moved away.",
    )


def move_note(repository: Repository) -> Path:
    """Where the step under way is noted until index and files have followed."""
    return repository.git_dir / "guidetrack" / "move.json"


def note_move(repository: Repository, move: Move) -> None:
    """Write down a step before the branch takes it."""
    note = move_note(repository)
    with writing(note):
        note.parent.mkdir(parents=True, exist_ok=True)
        draft = note.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(move))
        draft.replace(note)


def forget_move(repository: Repository) -> None:
    """Take the note away once index and files have followed, or the branch has not moved."""
    note = move_note(repository)
    with writing(note):
        note.unlink(missing_ok=True)


@contextmanager
def hold_index(repository: Repository) -> Iterator[None]:
    """
    Keep git's index lock, so that no other git command changes index or branch meanwhile.

    Raises:
        StoreError: another git command holds it for longer than the repository's patience.
    """
    repository.confirm_clean()
    lock = repository.git_dir / "index.lock"
    deadline = time.monotonic() + repository.patience
    while not _take(lock):
        if time.monotonic() > deadline:
            raise StoreError(
                f"another git command is at work in {repository.work_tree}: {lock} exists",
                hint="Wait until it ends; if no git is running, delete that file.",
            )
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path) -> bool:
    with writing(lock):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            return False
        with os.fdopen(handle, "wb") as file:
            file.write(_OURS)
        return True


def release_orphan(repository: Repository) -> None:
    """Remove the index lock of a guidetrack that was killed; call under guidetrack's own lock."""
    lock = repository.git_dir / "index.lock"
    with writing(lock), suppress(FileNotFoundError):
        if lock.read_bytes() == _OURS:
            lock.unlink()


def follow(repository: Repository, move: Move) -> None:
    """
    Bring the store folder's index entries and files from one commit to another.

    The index lock must be held. Nothing outside the store folder is read or written.
    """
    changes = steps(repository, move)
    index = repository.git_dir / "index"
    copy = repository.git_dir / "guidetrack" / "index"
    with writing(copy):
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        copy.with_name("index.lock").unlink(missing_ok=True)
        if index.exists():
            shutil.copyfile(index, copy)
    repository.run(
        "update-index", "-z", "--index-info", feed=_index_lines(repository, changes), index=copy
    )
    _remove_files(repository, changes)
    written = [f"{repository.prefix}{each.path}\0" for each in changes if each.new]
    repository.run(
        "checkout-index",
        "--force",
        "--index",
        "--quiet",
        "-z",
        "--stdin",
        feed=[path.encode("utf-8", "surrogateescape") for path in written],
        index=copy,
    )
    with writing(index):
        copy.replace(index)


def steps(repository: Repository, move: Move) -> list[PathChange]:
    """The files of the store that the move changes."""
    if move.old is None:
        tree = repository.tree(move.new)
        return [PathChange(path, None, blob) for path, blob in tree.items()]
    return repository.changed_paths(move.old, move.new)


def _index_lines(repository: Repository, changes: list[PathChange]) -> Iterator[bytes]:
    for change in changes:
        path = f"{repository.prefix}{change.path}".encode("utf-8", "surrogateescape")
        if change.new:
            yield b"100644 %s\t%s\0" % (change.new.encode(), path)
        else:
            yield b"0 %s\t%s\0" % (repository.null_id.encode(), path)


def _remove_files(repository: Repository, changes: list[PathChange]) -> None:
    for change in changes:
        if change.new is None:
            file = repository.store_dir / change.path
            with writing(file):
                file.unlink(missing_ok=True)
                _remove_empty(file.parent, repository.store_dir)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence that names the path."""
    try:
        yield
    except OSError as problem:
        raise StoreError(
            f"{path} cannot be written: {problem.strerror or problem}",
            hint="Give the user who runs guidetrack the right to write there, and disk space.",
        ) from problem
