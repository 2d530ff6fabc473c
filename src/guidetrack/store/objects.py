"""
Git's objects by name, from one process that stays open.

Many are asked for at once, because a question and its answer one by one cost more in
switching between two processes than the reading does. A name is anything that git
understands (`HEAD^{commit}`, `REVISION:folder`), so that who only needs to know where
HEAD stands, or what lies in a folder, starts no process for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from guidetrack.errors import StoreError
from guidetrack.store import tally
from guidetrack.store.git_process import Git, Process, first_line

_AT_ONCE = 256
"""Questions written before their answers are read; they have to fit into a pipe."""
_HEADER = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (blob|tree|commit|tag) ([0-9]+)\n")


class GitObject(NamedTuple):
    """An object as git keeps it."""

    id: str
    kind: str
    """`blob`, `tree`, `commit` or `tag`."""
    content: bytes


class Objects:
    """The objects of one repository; not for several threads at once."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: Process | None = None

    def read(self, name: str) -> GitObject | None:
        """
        Give the object of a name, or None where the name leads to none.

        Raises:
            StoreError: the object is damaged.
        """
        return next(self.read_all((name,)))

    def read_all(self, names: Iterable[str]) -> Iterator[GitObject | None]:
        """Give the objects of many names in their order, each as `read` does."""
        waiting = iter(names)
        while some := list(islice(waiting, _AT_ONCE)):
            yield from self._read_some(some)

    def close(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError), process.popen:  # closes its input, so that it ends; waits
                pass

    def _read_some(self, names: list[str]) -> list[GitObject | None]:
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch")
        process = self._process
        asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        try:
            process.stdin.write(asked)
            process.stdin.flush()
        except OSError as problem:
            raise self._lost(process, names[0]) from problem
        answers = [self._answer(process, name) for name in names]
        tally.add(objects=len(answers) - answers.count(None))
        return answers

    def _answer(self, process: Process, name: str) -> GitObject | None:
        """`ID KIND SIZE` and as many bytes, or `NAME missing`."""
        line = process.stdout.readline()
        if not line:
            raise self._lost(process, name)
        header = _HEADER.fullmatch(line)
        if header is None:
            return None
        size = int(header[3])
        content = process.stdout.read(size + 1)
        if len(content) != size + 1:
            raise self._lost(process, name)
        return GitObject(header[1].decode(), header[2].decode(), content[:-1])

    def _lost(self, process: Process, name: str) -> StoreError:
        """What to say when git has ended in the middle of its answer."""
        with suppress(OSError):  # what was not sent yet has nowhere to go
            process.stdin.close()
        said = process.stderr.read().decode("utf-8", "replace")
        self.close()
        return damaged(name, said)


def damaged(name: str, said: str) -> StoreError:
    """The error that says which object cannot be read."""
    return StoreError(
        f"the git repository is damaged: object {name} cannot be read ({first_line(said)})",
        hint="git fsck --full names the damaged objects; a clone or a backup restores them.",
    )
