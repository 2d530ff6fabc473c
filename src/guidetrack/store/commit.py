"""
Making a commit beside HEAD, and moving the branch to it.

`git fast-import` writes blobs, trees and the commit in one process, a first import
of thousands of records as well as a run that changes four. The branch is moved by
compare-and-swap: where somebody else committed outside the store meanwhile, the
commit is built again on top of theirs; where the store itself moved, it is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

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

Changes = Mapping[str, bytes | None]
"""Path to its new bytes, or None for a file that goes; read once, in order."""

_SCRATCH = "refs/guidetrack/scratch"
"""Where fast-import may put its branch; the ref is gone before it ends."""
_ATTEMPTS = 20
_FORBIDDEN = frozenset({"", ".", "..", ".git"})
_NOBODY = "guidetrack <guidetrack@localhost>"


def commit(
    repository: Repository,
    changes: Changes,
    *,
    base: str | None,
    message: str,
    when: dt.datetime,
) -> str:
    """
    Commit changes of the store on the branch of HEAD, and bring the store folder there.

    `base` is the revision the changes were computed against. Paths are relative to
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
            new = build_commit(
                repository, _placed(repository, changes), parent=head, message=message, when=when
            )
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


def build_commit(  # noqa: PLR0913 - what a commit is made of
    repository: Repository,
    changes: Mapping[bytes, bytes | TreeFile | None],
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
    stream = _import_stream(
        changes,
        parents=(parent, merged),
        message=message.encode(),
        signature=_signature(repository, when),
        nothing=repository.null_id,
    )
    output = repository.run(
        "fast-import", "--quiet", "--done", "--depth=0", "--date-format=raw", feed=stream
    )
    return output.decode("ascii").split()[0]


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


def _placed(repository: Repository, changes: Changes) -> Mapping[bytes, bytes | None]:
    prefix = repository.prefix.encode("utf-8", "surrogateescape")
    return {prefix + _checked(path).encode(): content for path, content in changes.items()}


def _checked(path: str) -> str:
    parts = path.split("/")
    if (
        path.isprintable()
        and "\\" not in path
        and not _FORBIDDEN.intersection(map(str.lower, parts))
    ):
        return path
    raise StoreError(f"{path!r} is no path of the store")


def _import_stream(
    changes: Mapping[bytes, bytes | TreeFile | None],
    *,
    parents: tuple[str | None, str | None],
    message: bytes,
    signature: bytes,
    nothing: str,
) -> Iterator[bytes]:
    yield b"feature done\ncommit %s\nmark :1\n" % _SCRATCH.encode()
    yield signature
    yield b"data %d\n%s\n" % (len(message), message)
    for word, parent in zip((b"from", b"merge"), parents, strict=True):
        if parent:
            yield b"%s %s\n" % (word, parent.encode())
    for path, content in changes.items():
        if content is None:
            yield b"D %s\n" % _quote(path)
        elif isinstance(content, TreeFile):
            yield b"M %s %s %s\n" % (content.mode.encode(), content.id.encode(), _quote(path))
        else:
            yield b"M 100644 inline %s\ndata %d\n" % (_quote(path), len(content))
            yield content
            yield b"\n"
    yield b"get-mark :1\nreset %s\nfrom %s\n\ndone\n" % (_SCRATCH.encode(), nothing.encode())


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
    status, output, _ = repository.ask("var", variable)
    who = _NOBODY.encode() if status else output.strip().rsplit(b" ", 2)[0]
    return b"%s %d +0000" % (who, int(when.timestamp()))
