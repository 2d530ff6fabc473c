"""
The door to git: the store folder of one work tree, its objects and its history.

Everything goes through git's plumbing, one process for each question about many
things, and one `cat-file` that stays open for objects: GitPython's own object
model costs a hundred times as much on thousands of files. Hooks, signing, line
ending conversion and the user's other settings have no say in what is stored.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from guidetrack.errors import StoreError
from guidetrack.store import history, layout
from guidetrack.store.discovery import NoRepositoryError, Place, discover, resolve_folder
from guidetrack.store.git_answers import PathChange, parse_steps, parse_tree
from guidetrack.store.git_process import Answer, ask, explain_failure, first_line

_SETTINGS = (
    "core.attributesFile=/dev/null",
    "core.autocrlf=false",
    "core.filesRefLockTimeout=5000",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.longpaths=true",
    "core.quotePath=false",
    "fastimport.unpackLimit=100",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "log.mailmap=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "user.useConfigOnly=true",
)
"""What must not depend on whose machine it is."""


class Repository:
    """
    A store folder and the git repository it lies in.

    Attributes:
        store_dir: the store folder; it need not exist yet.
        work_tree: the top of the work tree.
        prefix: the store folder relative to it, empty or ending with `/`.
        git_dir: git's folder for this work tree.
        private_dir: guidetrack's own folder inside git's, shared by all work trees.
        hash_name: what git names objects by, `sha1` or `sha256`.
        patience: how many seconds to wait for another git command that is at work.
    """

    def __init__(self, store_dir: Path, place: Place) -> None:
        from git.cmd import Git  # noqa: PLC0415 - a tenth of a second, only when git is needed

        self.store_dir = store_dir
        self.work_tree = place.work_tree
        self.git_dir = place.git_dir
        self.private_dir = place.common_dir / "guidetrack"
        self.hash_name = place.hash_name
        self.patience = 10.0
        relative = store_dir.relative_to(place.work_tree).as_posix()
        self.prefix = "" if relative == "." else f"{relative}/"
        self.git = Git(os.fspath(place.work_tree))
        self.git.set_persistent_git_options(c=list(_SETTINGS))
        self.git.update_environment(
            GIT_DIR=os.fspath(place.git_dir),
            GIT_WORK_TREE=os.fspath(place.work_tree),
            GIT_INDEX_FILE=os.fspath(place.git_dir / "index"),
            GIT_LITERAL_PATHSPECS="1",
            GIT_NO_REPLACE_OBJECTS="1",
            GIT_TERMINAL_PROMPT="0",
        )

    @classmethod
    def open(cls, store_dir: Path) -> Self:
        """
        Find the work tree around a store folder, which need not exist yet.

        Raises:
            StoreError: there is no git on this machine, no repository around the
                folder, a bare one, or one that git does not trust.
        """
        git = _find_git()
        store = resolve_folder(store_dir)
        anchor = next(folder for folder in (store, *store.parents) if folder.exists())
        if not anchor.is_dir():
            raise StoreError(
                f"{anchor} is a file where the store folder should be",
                hint="Name another folder with --store, or move the file away.",
            )
        return cls(store, discover(git(os.fspath(anchor)), anchor))

    @classmethod
    def create(cls, store_dir: Path, top: Path | None = None) -> Self:
        """
        Make the store folder, and a repository at `top` where no work tree is around it.

        `top` is the folder of the store's parent unless given. An existing
        repository is left as it is; nothing is committed.

        Raises:
            StoreError: the folder cannot be made, or lies in a bare repository.
        """
        git = _find_git()
        try:
            store_dir.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise StoreError(
                f"the store folder {store_dir} cannot be made: {problem.strerror}",
                hint="Name a folder that can be written with --store.",
            ) from problem
        try:
            return cls.open(store_dir)
        except NoRepositoryError:
            folder = resolve_folder(top or store_dir.parent)
            status, _, said = ask(git(os.fspath(folder)), "init", "--quiet")
            if status:
                raise explain_failure("init", said) from None
            return cls.open(store_dir)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the git process that stays open for reading objects."""
        self.git.clear_cache()

    def ask(
        self,
        command: str,
        *arguments: str,
        feed: Iterable[bytes] | bytes = b"",
        index: Path | None = None,
    ) -> Answer:
        """Run a git command; `feed` is its standard input, `index` another index file."""
        extra = {"GIT_INDEX_FILE": os.fspath(index)} if index else None
        return ask(self.git, command, *arguments, feed=feed, env=extra)

    def run(
        self,
        command: str,
        *arguments: str,
        feed: Iterable[bytes] | bytes = b"",
        index: Path | None = None,
    ) -> bytes:
        """
        Run a git command and give its standard output.

        Raises:
            StoreError: the command failed; the message says why in one sentence.
        """
        status, output, said = self.ask(command, *arguments, feed=feed, index=index)
        if status:
            raise explain_failure(command, said)
        return output

    def head(self) -> str | None:
        """The commit that HEAD stands on, or None on a branch without commits."""
        return self.resolve_revision("HEAD")

    def peek_head(self) -> str | None:
        """The same as `head`, from the process that stays open: cheap enough for every question."""
        try:
            name: str | bytes = self.git.get_object_header("HEAD")[0]
        except (ValueError, OSError):
            self.git.clear_cache()
            return self.head()
        return name.decode("ascii") if isinstance(name, bytes) else name

    def branch(self) -> str | None:
        """The full name of the branch that HEAD is on, or None where it is detached."""
        status, output, _ = self.ask("symbolic_ref", "--quiet", "HEAD")
        return None if status else output.decode("utf-8", "surrogateescape").strip()

    def resolve_revision(self, text: str) -> str | None:
        """The commit that a user's revision names, in full, or None where it names none."""
        if not text or "\0" in text:
            return None
        status, output, _ = self.ask(
            "rev_parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
        )
        return None if status else output.decode("ascii").split()[-1]

    def revisions(
        self, tip: str | None = None, *, limit: int = 0, names: Sequence[str] = ()
    ) -> list[history.Revision]:
        """
        The commits that touched the guidance of the store, newest first, from `tip` or HEAD down.

        Those that only say what was told to whom are none of them. With names, those that
        touched these files or folders. Merged side branches count where the store took
        something from them.
        """
        start = tip or self.head()
        if start is None:
            return []
        counted = [f"--max-count={limit}"] if limit else []
        output = self.run(
            "log",
            "-z",
            "--no-color",
            "--encoding=UTF-8",
            f"--format={history.LOG_FORMAT}",
            *counted,
            start,
            "--",
            *(f"{self.prefix}{name}" for name in names or layout.GUIDANCE),
        )
        return list(history.parse_log(output))

    def tree(self, revision: str, *names: str) -> dict[str, str]:
        """Path relative to the store to blob id, of the whole store or some names in it."""
        paths = [f"{self.prefix}{name}" for name in names] or self.pathspec()
        output = self.run("ls_tree", "-r", "-z", "--full-tree", revision, "--", *paths)
        return parse_tree(output, self.prefix)

    def changed_paths(self, old: str, new: str) -> list[PathChange]:
        """The files of the store that differ between two revisions, in order of their paths."""
        return next(self.steps([old, new]))

    def steps(self, revisions: Sequence[str]) -> Iterator[list[PathChange]]:
        """What each revision changes against the one before it in the sequence, in one go."""
        pairs = "".join(f"{new} {old}\n" for old, new in pairwise(revisions))
        output = self.run(
            "diff_tree",
            "--stdin",
            "--always",
            "-r",
            "-z",
            "--no-renames",
            "--",
            *self.pathspec(),
            feed=pairs.encode("ascii"),
        )
        return parse_steps(output, self.prefix)

    def store_state(self, revision: str | None) -> bytes:
        """Equal for two revisions where the whole store is equal in them; empty without one."""
        if revision is None:
            return b""
        return self.run("ls_tree", "-z", "--full-tree", revision, "--", *self.pathspec())

    def guidance_state(self, revision: str | None) -> bytes:
        """Equal for two revisions where the snapshots in them are; empty without one."""
        if revision is None:
            return b""
        names = [f"{self.prefix}{name}" for name in layout.GUIDANCE]
        return self.run("ls_tree", "-z", "--full-tree", revision, "--", *names)

    @property
    def null_id(self) -> str:
        """The id that stands for no object."""
        return "0" * (hashlib.new(self.hash_name, usedforsecurity=False).digest_size * 2)

    def blob_id(self, content: bytes) -> str:
        """The id under which git keeps the content, without asking it."""
        digest = hashlib.new(self.hash_name, b"blob %d\0" % len(content), usedforsecurity=False)
        digest.update(content)
        return digest.hexdigest()

    def read_blob(self, blob: str) -> bytes:
        """
        The bytes of a blob, by its id.

        Raises:
            StoreError: there is no such blob, or it is damaged.
        """
        kind, content = self.read_object(blob)
        if kind != "blob":
            raise _damaged(blob, f"a {kind} where a file should be")
        return content

    def read_object(self, name: str) -> tuple[str, bytes]:
        """
        The kind of an object (`blob`, `tree`, `commit`) and its bytes, by its id.

        Raises:
            StoreError: there is no such object, or it is damaged.
        """
        try:
            _, kind, _, content = self.git.get_object_data(name)
        except (ValueError, OSError) as problem:
            self.git.clear_cache()
            raise _damaged(name, str(problem)) from problem
        said: str | bytes = kind  # bytes, whatever its annotation says
        return (said.decode() if isinstance(said, bytes) else said), content

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Blob ids with their bytes, in the order given."""
        for blob in blobs:
            yield blob, self.read_blob(blob)

    def pathspec(self) -> list[str]:
        """
        What limits a git command to the store.

        Where the store is the root of a repository, other files may lie beside it.
        """
        if self.prefix:
            return [self.prefix.rstrip("/")]
        return [*layout.FOLDERS, layout.STORE_FILE, layout.ATTRIBUTES_FILE]


def _find_git() -> Any:
    program = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE", "git")
    if shutil.which(program) is None:
        raise StoreError(
            "there is no git on this machine, and the store is a git repository",
            hint="Install git (https://git-scm.com/downloads) or put it on the PATH.",
        )
    from git.cmd import Git  # noqa: PLC0415 - as above

    return Git


def _damaged(blob: str, said: str) -> StoreError:
    return StoreError(
        f"the git repository is damaged: object {blob} cannot be read ({first_line(said)})",
        hint="git fsck --full names the damaged objects; a clone or a backup restores them.",
    )
