"""
Which repository a store folder lies in.

Git itself is asked, so that its own rules hold: linked work trees, submodules,
ceilings, and its refusal to trust a repository of somebody else.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from guidetrack.errors import StoreError
from guidetrack.store.git_process import Git, explain_failure


class NoRepositoryError(StoreError):
    """There is no repository around the store folder."""


class Place(NamedTuple):
    """A work tree and the git folders that belong to it."""

    work_tree: Path
    git_dir: Path
    """Of this work tree."""
    common_dir: Path
    """Shared by all work trees of the repository."""
    hash_name: str
    """`sha1` or `sha256`."""


def discover(program: str, anchor: Path) -> Place:
    """
    Find the work tree around a folder.

    Raises:
        NoRepositoryError: there is no repository around it.
        StoreError: it is bare, the folder lies in git's own, or git does not trust it.
    """
    status, answers, said = _rev_parse(program, anchor)
    if answers[:1] == ["true"]:
        raise StoreError(
            f"the repository at {anchor} is bare: it has no work tree for a store folder",
            hint="Clone it, and use the clone.",
        )
    if answers[1:2] == ["false"]:
        raise StoreError(
            f"{anchor} lies inside git's own folder",
            hint="Name a folder of the work tree with --store.",
        )
    if status and "not a git repository" in said.lower():
        raise NoRepositoryError(
            f"{anchor} is in no git repository",
            hint="guidetrack init makes one.",
        )
    if status:
        raise explain_failure("rev-parse", said)
    git_dir, common_dir, hash_name, top = answers[2:]
    return Place(Path(top).resolve(), Path(git_dir), (anchor / common_dir).resolve(), hash_name)


def _rev_parse(program: str, anchor: Path) -> tuple[int, list[str], str]:
    """Ask everything at once; git answers up to the first question that makes no sense there."""
    status, output, said = Git(program, anchor).ask(
        "rev-parse",
        "--is-bare-repository",
        "--is-inside-work-tree",
        "--absolute-git-dir",
        "--git-common-dir",
        "--show-object-format",
        "--show-toplevel",
        env=_environment_of(anchor),
    )
    return status, output.decode("utf-8", "surrogateescape").splitlines(), said


def _environment_of(anchor: Path) -> dict[str, str] | None:
    """
    Set right what a surrounding git command exports to its hooks.

    There GIT_DIR and GIT_INDEX_FILE speak of the repository of that command, which
    need not be the one of the store.
    """
    if "GIT_DIR" not in os.environ:
        return None
    for folder in (anchor, *anchor.parents):
        if (folder / ".git").exists():
            return {"GIT_DIR": os.fspath(folder / ".git"), "GIT_WORK_TREE": os.fspath(folder)}
    return None


def resolve_folder(folder: Path) -> Path:
    """
    Give a folder its full name, without links.

    Raises:
        StoreError: the name leads nowhere, or in a circle.
    """
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as problem:
        raise StoreError(f"the folder {folder} cannot be used: {problem}") from problem
