"""
One git command: its input, its answer, and its failure as one sentence for people.

Git is run in its own English (`LC_ALL=C`), and its messages have kept their key
words for many years; an unknown one is passed on as it stands.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from subprocess import PIPE
from typing import IO, TYPE_CHECKING, Any

from guidetrack.errors import StoreError

if TYPE_CHECKING:
    from guidetrack.store.discovery import Place

Answer = tuple[int, bytes, str]
"""Exit status, standard output, standard error."""

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


def set_up(git: Any, place: Place) -> None:
    """Bind GitPython's `Git` to the repository of a place, whatever git's environment says."""
    git.set_persistent_git_options(c=list(_SETTINGS))
    git.update_environment(
        GIT_DIR=os.fspath(place.git_dir),
        GIT_WORK_TREE=os.fspath(place.work_tree),
        GIT_INDEX_FILE=os.fspath(place.git_dir / "index"),
        GIT_LITERAL_PATHSPECS="1",
        GIT_NO_REPLACE_OBJECTS="1",
        GIT_TERMINAL_PROMPT="0",
    )


def start(git: Any, command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Any:
    """
    Start a git command of GitPython's `Git`, to be fed and read.

    Raises:
        StoreError: it cannot be started.
    """
    try:
        return getattr(git, command)(*arguments, istream=PIPE, as_process=True, env=env)
    except OSError as problem:
        raise StoreError(f"git cannot be started: {problem}") from problem


def ask(
    git: Any,
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
    process = start(git, command, *arguments, env=env)
    whole = feed if isinstance(feed, bytes) else _pour(feed, process.stdin)
    output, said = process.communicate(whole)
    return process.returncode, output, said.decode("utf-8", "replace")


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
