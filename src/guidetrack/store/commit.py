"""
Making a commit beside HEAD, and moving the branch to it.

`git fast-import` writes blobs, trees and the commit in one process, a first import
of thousands of records as well as a run that changes four. What is stored is handed to
it once, as it is made, in a draft that no branch holds; from then on it is known by its
ids, and the branch is moved by compare-and-swap. Where something is added to the draft,
or somebody else committed outside the store meanwhile, the commit is built again of
these ids; where the store itself moved, it is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from guidetrack.errors import StoreError
from guidetrack.store.git_answers import TreeFile
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

Content = bytes | TreeFile | None
"""New bytes of a file, or a file that git holds, or None for one that goes."""
Changes = Mapping[str, bytes | None]
"""Path to its new bytes, or None for a file that goes."""

_SCRATCH = "refs/guidetrack/scratch"
"""Where fast-import may put its branch; the ref is gone before it ends."""
_ATTEMPTS = 20
_FORBIDDEN = frozenset({"", ".", "..", ".git"})
_NOBODY = "guidetrack <guidetrack@localhost>"


class Draft(NamedTuple):
    """A commit that no branch holds yet."""

    revision: str
    parent: str | None
    """The commit it was built on."""
    message: str
    files: Mapping[str, TreeFile | None]
    """What it changes, by path in the store; None for a file that goes."""


def draft_commit(
    repository: Repository,
    changes: Iterable[tuple[str, bytes | None]],
    *,
    message: Callable[[], str],
    when: dt.datetime,
) -> Draft:
    """
    Write a commit of changes on top of HEAD that no branch holds yet.

    `changes` are taken one by one, as git takes them, so that they need not fit into memory;
    the last one for a path counts. The message is asked for when all of them are known.

    Raises:
        StoreError: git could not write; and whatever making the changes raises.
    """
    head = repository.head()
    placed = ((_placed(repository, path), content) for path, content in changes)
    writing = _Writing(repository, placed, message, parents=[head], when=when)
    revision = writing.write()
    prefix = len(_prefix(repository))
    files = {path[prefix:].decode(): file for path, file in writing.written.items()}
    return Draft(revision, head, writing.message, files)


def commit(  # noqa: PLR0913 - what a commit is made of
    repository: Repository,
    changes: Changes,
    *,
    base: str | None,
    message: str,
    when: dt.datetime,
    draft: Draft | None = None,
) -> str:
    """
    Commit changes of the store on the branch of HEAD, and bring the store folder there.

    `base` is the revision the changes were computed against; `draft` holds more of them,
    and becomes the commit itself where nothing is added to it. Paths are relative to
    the store folder; everything outside it stays as it is in the newest commit of
    the branch, in the index and in the work tree. Gives the new commit.

    Where the store is shared the commit is published first, so that this clone never holds one
    that lost the race against another.

    Raises:
        LostRaceError: another collector has published meanwhile; nothing has moved here.
        StoreError: the store folder has uncommitted changes or cannot be written, HEAD is
            detached, the store moved on since `base`, or git could not write.
    """
    check_branch(repository)
    check_writable(repository)
    with hold_index(repository):
        check_clean(repository)
        for _ in range(_ATTEMPTS):
            head = _check_base(repository, base)
            new = _as_drafted(draft, changes, head, message)
            if new is None:
                both = chain(draft.files.items() if draft else (), changes.items())
                placed = ((_placed(repository, path), content) for path, content in both)
                new = build_commit(repository, placed, parent=head, message=message, when=when)
            if repository.publish is not None:
                repository.publish(new)
            move = Move(head, new)
            note_move(repository, move)
            if swap_ref(repository, "HEAD", move, message=message):
                follow(repository, move)
                forget_move(repository)
                return new
            forget_move(repository)
    raise StoreError(
        "the branch moved each time guidetrack tried to add its commit",
        hint="Run the command again when less is going on in the repository.",
    )


def _as_drafted(
    draft: Draft | None, changes: Changes, head: str | None, message: str
) -> str | None:
    """The draft, where it is the commit that is wanted."""
    if draft is None or changes or (draft.parent, draft.message) != (head, message):
        return None
    return draft.revision


def build_commit(  # noqa: PLR0913 - what a commit is made of
    repository: Repository,
    files: Mapping[bytes, Content] | Iterable[tuple[bytes, Content]],
    *,
    parent: str | None,
    message: str,
    when: dt.datetime,
    merged: str | None = None,
) -> str:
    """
    Write a commit that no branch holds yet, and give its id.

    Paths are relative to the top of the work tree. `merged` is a second parent. Without a
    configured user it is by guidetrack itself.
    """
    each = files.items() if isinstance(files, Mapping) else files
    parents = (parent, merged)
    return _Writing(repository, each, lambda: message, parents=parents, when=when).write()


class _Writing:
    """One commit on its way through `git fast-import`: contents first, then what they make up."""

    def __init__(
        self,
        repository: Repository,
        files: Iterable[tuple[bytes, Content]],
        say: Callable[[], str],
        *,
        parents: Iterable[str | None],
        when: dt.datetime,
    ) -> None:
        self._repository = repository
        self._files = files
        self._say = say
        self._parents = [each.encode() for each in parents if each is not None]
        self._signature = _signature(repository, when)
        self._failure: BaseException | None = None
        self.message = ""
        self.written: dict[bytes, TreeFile | None] = {}

    def write(self) -> str:
        self._repository.confirm_clean()
        output = self._repository.run(
            "fast-import",
            "--quiet",
            "--done",
            "--depth=0",
            "--date-format=raw",
            feed=self._stream(),
        )
        if self._failure is not None:
            raise self._failure
        return output.decode("ascii").split()[0]

    def _stream(self) -> Iterator[bytes]:
        """The whole input; where making it fails, git ends in order and makes no commit."""
        yield b"feature done\n"
        try:
            yield from self._contents()
            self.message = self._say()
        except BaseException as failure:  # noqa: BLE001 - raised again when git has ended
            self._failure = failure
            yield b"done\n"
            return
        yield from self._commit()

    def _contents(self) -> Iterator[bytes]:
        for path, content in self._files:
            if isinstance(content, bytes):
                self.written[path] = TreeFile("100644", self._repository.blob_id(content))
                yield b"blob\ndata %d\n" % len(content)
                yield content
                yield b"\n"
            else:
                self.written[path] = content

    def _commit(self) -> Iterator[bytes]:
        message, nothing = self.message.encode(), self._repository.null_id.encode()
        yield b"commit %s\nmark :1\n%s" % (_SCRATCH.encode(), self._signature)
        yield b"data %d\n%s\n" % (len(message), message)
        for word, parent in zip((b"from", b"merge"), self._parents, strict=False):
            yield b"%s %s\n" % (word, parent)
        for path, file in self.written.items():
            if file is None:
                yield b"D %s\n" % _quote(path)
            else:
                yield b"M %s %s %s\n" % (file.mode.encode(), file.id.encode(), _quote(path))
        yield b"get-mark :1\nreset %s\nfrom %s\n\ndone\n" % (_SCRATCH.encode(), nothing)


def swap_ref(repository: Repository, ref: str, move: Move, *, message: str) -> bool:
    """
    Move a ref from one commit to another, or give false where it is elsewhere by now.

    Raises:
        StoreError: the ref could not be written at all.
    """
    expected = move.old or repository.null_id
    subject = message.partition("\n")[0]
    status, _, said = repository.ask(
        "update-ref", "-m", f"guidetrack: {subject}", ref, move.new, expected
    )
    if status == 0:
        return True
    if repository.resolve_revision(ref) != move.old:
        return False
    raise explain_failure("update-ref", said)


def check_branch(repository: Repository) -> None:
    """
    See that HEAD is on a branch.

    Raises:
        StoreError: it is detached.
    """
    if repository.branch() is None:
        raise StoreError(
            f"HEAD of {repository.work_tree} is detached: a snapshot would be on no branch",
            hint="git switch BRANCH goes to one; git switch -c NAME makes one here.",
        )


def _check_base(repository: Repository, base: str | None) -> str | None:
    """The commit to build on, where the store is still what the changes were made for."""
    head = repository.head()
    if repository.guidance_state(head) != repository.guidance_state(base):
        raise StoreError(
            "another run has changed the store meanwhile",
            hint="Run the command again; it will start from the newest snapshot.",
        )
    return head


def _prefix(repository: Repository) -> bytes:
    return repository.prefix.encode("utf-8", "surrogateescape")


def _placed(repository: Repository, path: str) -> bytes:
    return _prefix(repository) + _checked(path).encode()


def _checked(path: str) -> str:
    parts = path.split("/")
    if (
        path.isprintable()
        and "\\" not in path
        and not _FORBIDDEN.intersection(map(str.lower, parts))
    ):
        return path
    raise StoreError(f"{path!r} is no path of the store")


def _quote(path: bytes) -> bytes:
    """A path as fast-import reads it: quoted only where it could be read otherwise."""
    if b"\n" not in path and not path.startswith(b'"'):
        return path
    escaped = path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%s"' % escaped


def _signature(repository: Repository, when: dt.datetime) -> bytes:
    """Author and committer: the configured user where there is one, else guidetrack."""
    return b"author %s\ncommitter %s\n" % (
        _identity(repository, "GIT_AUTHOR_IDENT", when),
        _identity(repository, "GIT_COMMITTER_IDENT", when),
    )


def _identity(repository: Repository, variable: str, when: dt.datetime) -> bytes:
    """`Name <address> seconds zone`, of the configured user or of guidetrack."""
    who = repository.identity(variable) or _NOBODY.encode()
    return b"%s %d +0000" % (who, int(when.timestamp()))
