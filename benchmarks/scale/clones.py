"""
Clones of a history, each in a folder of its own, so that nothing measured is kept in it.

A hub is a bare clone that serves what a git host serves: whole and partial clones.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from benchmarks.speed.setting import QUIET_GIT


def git(folder: Path, *arguments: str, feed: str | None = None) -> str:
    """Ask git, without anybody's settings."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **QUIET_GIT},
        input=feed,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def copy_history(source: Path, target: Path) -> Path:
    """Clone a history of this machine, without a work tree; sharing its objects."""
    git(source.parent, "clone", "--quiet", "--local", "--no-checkout", str(source), str(target))
    return target


def make_hub(source: Path, target: Path) -> Path:
    """Clone a history as a git host holds it."""
    git(source.parent, "clone", "--quiet", "--bare", "--local", str(source), str(target))
    git(target, "config", "uploadpack.allowFilter", "true")
    git(target, "config", "uploadpack.allowAnySHA1InWant", "true")
    return target


def size_of(folder: Path) -> int:
    """Bytes of the files below a folder, git's own included."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


def git_size(repository: Path) -> int:
    """Bytes of git's objects and of the indexes over them."""
    return size_of(
        (repository / ".git" if (repository / ".git").exists() else repository) / "objects"
    )


def count_fetches(repository: Path) -> int:
    """How often git has fetched into a partial clone; each time leaves a pack of its own."""
    return len(list((repository / ".git/objects/pack").glob("*.promisor")))
