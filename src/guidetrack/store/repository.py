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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from guidetrack.errors import StoreError
from guidetrack.store import history, layout
from guidetrack.store.discovery import NoRepositoryError, Place, discover, resolve_folder
from guidetrack.store.folders import files_named, states_named
from guidetrack.store.git_answers import PathChange, parse_steps, parse_tree
from guidetrack.store.git_process import Answer, Git, explain_failure, find_git
from guidetrack.store.objects import Objects, damaged
from guidetrack.store.remembered_history import RememberedHistory

_UNNAMEABLE = frozenset("\0\n")
"""What no name of a revision holds, and what would end the question."""
_AFRESH = ("core.commitGraph=false",)
"""So that git does not believe its own index of commits either."""


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
        remembers: whether what reading found may be kept in `private_dir`, to be quick next time.
        afresh: whether everything is read from git's objects themselves, and nothing that was
            kept to be quick is believed.
        publish: is given each commit before the branch moves to it, where the store is shared;
            where it raises, the branch stays where it is. None where the store is nobody else's.
        confirm_clean: is called before anything is written; raises where git has meanwhile found
            uncommitted changes.
    """

    def __init__(
        self,
        program: str,
        store_dir: Path,
        place: Place,
        *,
        remembers: bool = True,
        afresh: bool = False,
    ) -> None:
        self.store_dir = store_dir
        self.work_tree = place.work_tree
        self.git_dir = place.git_dir
        self.private_dir = place.common_dir / "guidetrack"
        self.hash_name = place.hash_name
        self.patience = 10.0
        self.remembers = remembers
        self.afresh = afresh
        self.publish: Callable[[str], None] | None = None
        self.confirm_clean: Callable[[], None] = nothing_to_confirm
        self._history = RememberedHistory(self.private_dir)
        self._histories: dict[tuple[str, ...], list[history.Revision]] = {}
        self._identities: dict[str, bytes | None] = {}
        self._tree_of: str | None = None
        self._tree: Mapping[str, str] = {}
        relative = store_dir.relative_to(place.work_tree).as_posix()
        self.prefix = "" if relative == "." else f"{relative}/"
        self.git = Git.of(program, place, settings=_AFRESH if afresh else ())
        self.objects = Objects(self.git)

    @classmethod
    def open(cls, store_dir: Path, *, remembers: bool = True, afresh: bool = False) -> Self:
        """
        Find the work tree around a store folder, which need not exist yet.

        Raises:
            StoreError: there is no git on this machine, no repository around the
                folder, a bare one, or one that git does not trust.
        """
        program = find_git()
        store = resolve_folder(store_dir)
        anchor = next(folder for folder in (store, *store.parents) if folder.exists())
        if not anchor.is_dir():
            raise StoreError(
                f"{anchor} is a file where the store folder should be",
                hint="Name another folder with --store, or move the file away.",
            )
        place = discover(program, anchor)
        return cls(program, store, place, remembers=remembers, afresh=afresh)

    @classmethod
    def create(cls, store_dir: Path, top: Path | None = None) -> Self:
        """
        Make the store folder, and a repository at `top` where no work tree is around it.

        `top` is the folder of the store's parent unless given. An existing
        repository is left as it is; nothing is committed.

        Raises:
            StoreError: the folder cannot be made, or lies in a bare repository.
        """
        program = find_git()
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
            status, _, said = Git(program, folder).ask("init", "--quiet")
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
        self.objects.close()

    def ask(
        self,
        command: str,
        *arguments: str,
        feed: Iterable[bytes] | bytes = b"",
        index: Path | None = None,
    ) -> Answer:
        """Run a git command; `feed` is its standard input, `index` another index file."""
        extra = {"GIT_INDEX_FILE": os.fspath(index)} if index else None
        return self.git.ask(command, *arguments, feed=feed, env=extra)

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

    def identity(self, variable: str) -> bytes | None:
        """`Name <address>` as whom git commits (`GIT_AUTHOR_IDENT`), None where nobody is named."""
        if variable not in self._identities:
            status, output, _ = self.ask("var", variable)
            self._identities[variable] = None if status else output.strip().rsplit(b" ", 2)[0]
        return self._identities[variable]

    def head(self) -> str | None:
        """The commit that HEAD stands on, or None on a branch without commits; cheap to ask."""
        return self.resolve_revision("HEAD")

    def branch(self) -> str | None:
        """The full name of the branch that HEAD is on, or None where it is detached."""
        status, output, _ = self.ask("symbolic-ref", "--quiet", "HEAD")
        return None if status else output.decode("utf-8", "surrogateescape").strip()

    def resolve_revision(self, text: str) -> str | None:
        """The commit that a user's revision names, in full, or None where it names none."""
        if not text or not _UNNAMEABLE.isdisjoint(text):
            return None
        found = self.objects.read(f"{text}^{{commit}}")
        return found.id if found else None

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
        asked = (start, self.prefix, *(names or layout.GUIDANCE))
        whole = self._histories.get(asked)
        if whole is None and not names and not self.afresh:
            whole = self._history.recall(asked)
        if whole is None:
            whole = list(self._log(start, limit, names or layout.GUIDANCE))
            if limit:
                return whole
            if not names and self.remembers:
                self._history.keep(asked, whole)
        self._histories[asked] = whole
        return whole[: limit or None]

    def _log(self, start: str, limit: int, names: Sequence[str]) -> Iterator[history.Revision]:
        output = self.run(
            "log",
            "-z",
            "--no-color",
            "--encoding=UTF-8",
            f"--format={history.LOG_FORMAT}",
            *([f"--max-count={limit}"] if limit else []),
            start,
            "--",
            *(f"{self.prefix}{name}" for name in names),
        )
        return history.parse_log(output)

    def tree(self, revision: str, *names: str) -> Mapping[str, str]:
        """
        Path relative to the store to blob id, of the whole store or some names in it.

        The whole takes a process of its own, because sources lie in thousands of folders,
        and the last one asked for is kept; `revision` is then a commit in full. Named folders,
        which are few and large, are read from the process that stays open.
        """
        if names:
            return dict(files_named(self.objects, revision, self.prefix, names))
        if revision != self._tree_of:
            command = ("ls-tree", "-r", "-z", "--full-tree", revision, "--", *self.pathspec())
            self._tree = parse_tree(self.run(*command), self.prefix)
            self._tree_of = revision
        return self._tree

    def changed_paths(self, old: str, new: str) -> list[PathChange]:
        """The files of the store that differ between two revisions, in order of their paths."""
        return next(self.steps([old, new]))

    def steps(self, revisions: Sequence[str]) -> Iterator[list[PathChange]]:
        """What each revision changes against the one before it in the sequence, in one go."""
        pairs = "".join(f"{new} {old}\n" for old, new in pairwise(revisions))
        output = self.run(
            "diff-tree",
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
        return self.run("ls-tree", "-z", "--full-tree", revision, "--", *self.pathspec())

    def guidance_state(self, revision: str | None) -> bytes:
        """Equal for two revisions where the snapshots in them are; empty without one."""
        return next(self.guidance_states([revision])) if revision else b""

    def guidance_states(self, revisions: Sequence[str]) -> Iterator[bytes]:
        """The `guidance_state` of many revisions, in their order."""
        return states_named(self.objects, revisions, self.prefix, layout.GUIDANCE)

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
            raise damaged(blob, f"a {kind} where a file should be")
        return content

    def read_object(self, name: str) -> tuple[str, bytes]:
        """
        The kind of an object (`blob`, `tree`, `commit`) and its bytes, by its id.

        Raises:
            StoreError: there is no such object, or it is damaged.
        """
        found = self.objects.read(name)
        if found is None:
            raise damaged(name, "it is missing")
        return found.kind, found.content

    def read_blobs(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Blob ids with their bytes, in the order given."""
        wanted = list(blobs)
        for blob, found in zip(wanted, self.objects.read_all(wanted), strict=True):
            if found is None:
                raise damaged(blob, "it is missing")
            yield blob, found.content

    def pathspec(self) -> list[str]:
        """
        What limits a git command to the store.

        Where the store is the root of a repository, other files may lie beside it.
        """
        if self.prefix:
            return [self.prefix.rstrip("/")]
        return [*layout.FOLDERS, layout.STORE_FILE, layout.ATTRIBUTES_FILE]


def nothing_to_confirm() -> None:
    """Nobody is looking for uncommitted changes."""
