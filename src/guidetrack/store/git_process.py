"""
One git command: its input, its answer, and its failure as one sentence for people.

Git is run in its own English (`LC_ALL=C`), and its messages have kept their key
words for many years; an unknown one is passed on as it stands. The program is started
directly: GitPython, which knows remotes (`store.remote`), takes longer to import than
most commands take altogether.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from guidetrack.errors import StoreError
from guidetrack.store import tally

if TYPE_CHECKING:
    from guidetrack.store.discovery import Place

Answer = tuple[int, bytes, str]
"""Exit status, standard output, standard error."""
Streams = tuple[IO[bytes], IO[bytes], IO[bytes]]

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
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("dubious ownership",),
        "git does not trust this repository, because it belongs to another user",
        "git config --global --add safe.directory FOLDER tells git to trust it.",
    ),
    (
        ("No space left on device", "Disk quota exceeded"),
        "there is no space left on the disk of the repository",
        "Make room and run the command again; the store is as it was before.",
    ),
    (
        ("Permission denied", "Read-only file system", "insufficient permission"),
        "the repository cannot be written by this user",
        "Give the user who runs guidetrack the right to write there.",
    ),
    (
        (".lock': File exists",),
        "another git process is at work in the repository, or one was killed there",
        "Wait until it ends; if none is running, delete the .lock file that git names: {line}",
    ),
    (
        (
            "is corrupt",
            "is empty",
            "bad object",
            "missing blob",
            "missing tree",
            "missing commit",
            "unable to read",
            "inflate",
            "Could not read",
            "bad tree object",
            "not a tree object",
            "not a valid object",
        ),
        "the git repository is damaged: {line}",
        "git fsck --full names the damaged objects; a clone or a backup restores them.",
    ),
    (
        ("bad config", "unable to parse config", "invalid config"),
        "the configuration of git cannot be read: {line}",
        "git config --list --show-origin shows where it stands.",
    ),
)


_ENGLISH = {"LANGUAGE": "C", "LC_ALL": "C"}
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows would open one for each process of a program that has none itself."""


class Process(NamedTuple):
    """A git command at work, and the three streams that lead to it."""

    popen: subprocess.Popen[bytes]
    stdin: IO[bytes]
    stdout: IO[bytes]
    stderr: IO[bytes]


class Git:
    """
    The git of this machine, at work in one folder.

    Attributes:
        program: the full path of the executable.
    """

    def __init__(
        self,
        program: str,
        folder: Path,
        *,
        settings: Iterable[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.program = program
        self._folder = folder
        self._options = [word for setting in settings for word in ("-c", setting)]
        self._environment = {**_ENGLISH, **(environment or {})}

    @classmethod
    def of(cls, program: str, place: Place, *, settings: Iterable[str] = ()) -> Git:
        """Bind git to the repository of a place, whatever git's own environment says."""
        environment = {
            "GIT_DIR": os.fspath(place.git_dir),
            "GIT_WORK_TREE": os.fspath(place.work_tree),
            "GIT_INDEX_FILE": os.fspath(place.git_dir / "index"),
            "GIT_LITERAL_PATHSPECS": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_TERMINAL_PROMPT": "0",
        }
        return cls(
            program, place.work_tree, settings=(*_SETTINGS, *settings), environment=environment
        )

    def start(self, command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Process:
        """
        Start a git command, to be fed and read; whoever starts it ends it.

        Raises:
            StoreError: it cannot be started.
        """
        try:
            popen = subprocess.Popen(  # noqa: S603 - no shell, and only names and ids of ours
                [self.program, *self._options, command, *arguments],
                cwd=self._folder,
                env={**os.environ, **self._environment, **(env or {})},
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                creationflags=_NO_WINDOW,
            )
        except OSError as problem:
            raise StoreError(f"git cannot be started: {problem}") from problem
        tally.add(processes=1)
        return Process(popen, *cast("Streams", (popen.stdin, popen.stdout, popen.stderr)))

    def ask(
        self,
        command: str,
        *arguments: str,
        feed: Iterable[bytes] | bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Answer:
        """
        Run a git command and wait for it.

        `feed` goes to its standard input. Pieces go one by one, so that a store need not
        fit into memory; such a command must not print while it is being fed.
        """
        process = self.start(command, *arguments, env=env)
        with process.popen as popen:
            whole = feed if isinstance(feed, bytes) else _pour(feed, process.stdin)
            output, said = popen.communicate(whole)
        return popen.returncode, output, said.decode("utf-8", "replace")


def find_git() -> str:
    """
    Find the program, and give its full path.

    `GIT_PYTHON_GIT_EXECUTABLE` names another one than that on the PATH, as it does for
    GitPython. Nothing is taken from the folder that the command was called in, which
    Windows would search first.

    Raises:
        StoreError: there is none.
    """
    name = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE", "git.exe" if os.name == "nt" else "git")
    for folder in filter(os.path.isabs, os.get_exec_path()):
        program = Path(folder, name)  # of a full path the folder is forgotten
        if program.is_file() and os.access(program, os.X_OK):
            return os.fspath(program)
    raise StoreError(
        "there is no git on this machine, and the store is a git repository",
        hint="Install git (https://git-scm.com/downloads) or put it on the PATH.",
    )


def _pour(pieces: Iterable[bytes], stream: IO[bytes]) -> bytes:
    """Write the pieces; what is left to write is nothing."""
    with suppress(BrokenPipeError):  # git ended early; its exit status and words say why
        stream.writelines(pieces)
    return b""


def explain_failure(command: str, said: str) -> StoreError:
    """The error that says what happened, given the command's name and its standard error."""
    line = first_line(said)
    for words, message, hint in _KNOWN:
        if any(word in said for word in words):
            return StoreError(message.format(line=line), hint=hint.format(line=line))
    return StoreError(f"git {command} failed: {line or 'without saying why'}")


def first_line(said: str) -> str:
    """The first line that git printed, without `fatal:`."""
    line = next((line for line in said.splitlines() if line.strip()), "").strip()
    for opening in ("fatal: ", "error: "):
        line = line.removeprefix(opening)
    return line
