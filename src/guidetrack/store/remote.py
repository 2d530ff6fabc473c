"""
The remote that a store is shared through: what lies there, fetching it, and offering commits.

Git's own rule that a push may only add to what is there is the lock between collectors: of
two that build on the same commit one is taken and the other told so. Nothing is ever forced.
Only a remote that the user configured is spoken to, and nothing can ask a question that
nobody is there to answer.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from guidetrack.errors import ConfigError, StoreError
from guidetrack.store import tally
from guidetrack.store.git_process import explain_failure, find_git, first_line
from guidetrack.store.repository import Repository

if TYPE_CHECKING:
    import git

_PATIENCE = 600.0
"""Seconds for one exchange; a first push of ten years takes minutes on a slow line."""
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.filesRefLockTimeout=5000",
    "gc.auto=0",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
    "maintenance.auto=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=no",
)
_OFFER = "refs/guidetrack/offer"
"""The commit that is being offered: GitPython reads the answer for a named ref alone."""
_SSH = "-o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=20"
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("could not read Username", "could not read Password", "Authentication failed"),
        "the remote {name} wants a name and a password, or a key, and has been given none it takes",
        "Set up a credential helper or a key for the user who runs guidetrack; it never asks.",
    ),
    (
        ("Permission denied", "Host key verification failed", "HTTP 403", "error: 403"),
        "the remote {name} does not let this user in: {line}",
        "Try git ls-remote {name} as the user who runs guidetrack.",
    ),
    (
        ("timed out", "Timeout", "too slow"),
        "the remote {name} did not answer in time",
        "Run the command again; git ls-remote {name} shows whether it answers.",
    ),
    (
        (
            "Could not resolve",
            "Could not connect",
            "Failed to connect",
            "unable to access",
            "unable to connect",
            "Connection refused",
            "No route to host",
            "Network is unreachable",
            "does not appear to be a git repository",
            "not found",
            "No such file or directory",
            "Could not read from remote repository",
            "unable to open connection",
        ),
        "the remote {name} cannot be reached: {line}",
        "git ls-remote {name} shows whether it answers, git remote -v where it is.",
    ),
)


class LostRaceError(StoreError):
    """The remote has moved on since it was last fetched; what was offered was not taken."""


class Remote:
    """
    A remote of the repository, by the name that the user gave it.

    Attributes:
        name: its name, such as `origin`.
    """

    def __init__(self, repository: Repository, name: str, *, patience: float = _PATIENCE) -> None:
        """
        Find the remote in git's settings; nothing is contacted.

        Raises:
            ConfigError: there is no remote of this name.
        """
        self.name = name
        self._repository = repository
        self._patience = patience
        names = repository.run("remote").decode("utf-8", "replace").split()
        if name not in names:
            known = f"Configured are: {', '.join(names)}." if names else "None is configured."
            raise ConfigError(
                f"the repository has no remote named {name}",
                hint=f"{known} git remote add {name} ADDRESS adds it.",
            )
        self._repo = _open(repository)
        self._remote = self._repo.remote(name)

    def close(self) -> None:
        """End the processes that GitPython keeps open."""
        self._repo.close()

    def tips(self, *refs: str) -> dict[str, str]:
        """
        Where refs stand at the remote; one that is not there is not named.

        Raises:
            StoreError: the remote does not answer, or lets nobody in.
        """
        with self._speaking():
            said = self._repo.git.ls_remote(
                "--quiet", "--", self.name, *refs, kill_after_timeout=self._limit
            )
        lines = (line.split("\t") for line in str(said).splitlines())
        return {ref: commit for commit, ref in lines if ref in refs}

    def fetch(self, *refs: str) -> None:
        """
        Bring the commits of refs here; no ref of this repository is moved.

        Raises:
            StoreError: the remote does not answer, or lets nobody in.
        """
        with self._speaking():
            self._remote.fetch(
                list(refs),
                refmap="",
                no_tags=True,
                kill_after_timeout=self._patience,
            )

    def push(self, commit: str, ref: str) -> None:
        """
        Offer a commit as the new tip of a ref, which has to be an ancestor of it.

        Raises:
            LostRaceError: the ref has moved on since it was fetched.
            StoreError: the remote does not answer, lets nobody in, or refuses.
        """
        self._repository.run("update-ref", _OFFER, commit)
        with self._speaking():
            answers = self._remote.push([f"{_OFFER}:{ref}"], kill_after_timeout=self._patience)
            if not answers:
                answers.raise_if_error()
        for answer in answers:
            self._judge(answer)

    @property
    def _limit(self) -> float | None:
        """GitPython waits for an answer without limit on Windows; there git's own limits hold."""
        return None if os.name == "nt" else self._patience

    def _judge(self, answer: git.PushInfo) -> None:
        if not answer.flags & (answer.ERROR | answer.REJECTED | answer.REMOTE_REJECTED):
            return
        said = answer.summary.strip()
        lost = ("non-fast-forward", "fetch first", "stale info", "failed to update ref")
        contended = ("failed to lock", "cannot lock ref", "incorrect old value")
        if any(word in said for word in (*lost, *contended)):
            raise LostRaceError(
                f"somebody else has pushed to {self.name} meanwhile",
                hint="Run the command again; it will start from the newest snapshot.",
            )
        raise StoreError(
            f"the remote {self.name} refuses what is pushed: {said}",
            hint="Let the user who runs guidetrack push to this branch.",
        )

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what GitPython raises into one sentence."""
        import git  # noqa: PLC0415 - only where a remote is spoken to

        tally.add(processes=1)
        try:
            yield
        except git.GitCommandError as problem:
            raise _explain(self.name, str(problem.stderr or problem)) from None
        except (git.GitError, OSError, ValueError) as problem:
            raise _explain(self.name, str(problem)) from problem


def _open(repository: Repository) -> git.Repo:
    """GitPython's view of the repository, in which nothing can ask a question."""
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    import git  # noqa: PLC0415 - a tenth of a second, only where a remote is spoken to

    logging.getLogger("git").addHandler(logging.NullHandler())  # what matters is raised
    git.refresh(find_git())
    repo = git.Repo(repository.work_tree)
    repo.git.set_persistent_git_options(c=list(_SETTINGS))
    repo.git.update_environment(**quiet_environment(os.environ, _configured_ssh(repository)))
    return repo


def quiet_environment(environment: Mapping[str, str], ssh: str | None) -> dict[str, str]:
    """
    What keeps git and its helpers from asking anybody, given the environment as it is.

    `ssh` is the command that git is configured to use, or None. A helper that answers without a
    terminal (`GIT_ASKPASS`) is left alone.
    """
    found = {
        "GCM_INTERACTIVE": "never",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
    }
    if "GIT_SSH" not in environment:
        command = environment.get("GIT_SSH_COMMAND") or ssh or "ssh"
        found["GIT_SSH_COMMAND"] = f"{command} {_SSH}"
    return found


def _configured_ssh(repository: Repository) -> str | None:
    _, output, _ = repository.ask("config", "--get", "core.sshCommand")
    return output.decode("utf-8", "replace").strip() or None


def _explain(name: str, said: str) -> StoreError:
    told = _unwrapped(said)
    line = first_line(told)
    for words, message, hint in _KNOWN:
        if any(word in told for word in words):
            return StoreError(message.format(name=name, line=line), hint=hint.format(name=name))
    return explain_failure(f"with remote {name}", told)


def _unwrapped(said: str) -> Any:
    """The words of git without those that GitPython puts around them."""
    lines = [line.strip() for line in said.splitlines()]
    lines = [line.removeprefix("stderr: ").strip("'") for line in lines]
    kept = [line for line in lines if line and not line.startswith(("Cmd(", "cmdline:"))]
    worst = [line for line in kept if line.startswith(("fatal:", "error:", "remote:", "ssh:"))]
    return "\n".join([*worst, *kept])
