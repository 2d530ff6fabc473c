"""
Git's own index of which commits changed which files, so that one record's history is quick.

Without it git reads the trees of every commit to find the few that touched one file. Only
a command that has just written brings it up to date, and only now and then; where that
fails, git is slower and nothing else. What must not rest on it reads `afresh`.
"""

from __future__ import annotations

from contextlib import suppress

from guidetrack.store.repository import Repository

_EVERY = 16
"""Commands that committed, between one time and the next."""


def note_commit(repository: Repository) -> None:
    """Count a command that committed, and bring the index up to date when it is time."""
    file = repository.private_dir / "not-indexed"
    with suppress(OSError):
        count = 1
        with suppress(FileNotFoundError, ValueError):
            count += int(file.read_text("ascii"))
        if count >= _EVERY:
            _index(repository)
            count = 0
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(count), "ascii")


def _index(repository: Repository) -> None:
    repository.ask(
        "commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress"
    )
