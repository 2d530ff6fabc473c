"""
One store for several collectors and readers: the remote's tip here, and what is new there.

A commit of a shared run goes to the remote before the branch moves to it, so that of two
collectors that build on the same tip one is first, and the other starts again from what the
first has recorded: it is told what the first was told, and tells nobody twice. Where the
remote does not answer, a run goes on by itself. Silence about a withdrawal is worse than the
same notice twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import msgspec

from guidetrack.config import Place
from guidetrack.config.settings import Sharing
from guidetrack.errors import RecordError, StoreError
from guidetrack.extract.version import VERSIONS
from guidetrack.pipeline.joining import join
from guidetrack.pipeline.run_result import Shared
from guidetrack.store import journal, layout
from guidetrack.store.commit import check_branch
from guidetrack.store.history import iso_utc
from guidetrack.store.joining import follow_tip, is_ancestor, is_complete
from guidetrack.store.remote import LostRaceError, Remote
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import writing

_T = TypeVar("_T")
_SKEW = dt.timedelta(minutes=10)
"""How far the clocks of two collectors may be apart."""
_ATTEMPTS = 20
"""Lost races after which a run gives up; each of them is another collector's success."""


class SharedStore:
    """
    The remote branch that a store is shared through, as far as this clone knows it.

    Attributes:
        problem: why the remote cannot be used in this run, in a sentence; None where it can.
        replays: how often a race was lost.
    """

    def __init__(
        self,
        repository: Repository,
        settings: Sharing,
        now: dt.datetime,
        *,
        collects: bool = False,
    ) -> None:
        """
        Find the remote; nothing is contacted.

        Who `collects` also has to know all history, and how the newest records were read.

        Raises:
            ConfigError: there is no such remote.
            StoreError: HEAD is detached.
        """
        check_branch(repository)
        own = (repository.branch() or "").removeprefix("refs/heads/")
        self.branch = settings.branch or own
        self.problem: str | None = None
        self.hint = ""
        self.replays = 0
        self.joined = False
        self._ref = f"refs/heads/{self.branch}"
        self._repository = repository
        self._now = now
        self._collects = collects
        self._remote = Remote(repository, settings.remote)
        self._agreed = f"refs/guidetrack/shared/{settings.remote}/{self.branch}"
        self._pushed = False

    @property
    def clone(self) -> str:
        """What this clone calls itself: a random word, and another one in a copy of it."""
        file = self._repository.private_dir / "clone"
        with writing(file):
            if not file.exists():
                draft = file.with_suffix(".new")
                draft.write_text(os.urandom(8).hex(), encoding="ascii")
                draft.replace(file)
            said = [file.read_text(encoding="ascii"), socket.gethostname(), str(file)]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def close(self) -> None:
        """Let go of the remote."""
        self._remote.close()

    def try_to_bring(self) -> None:
        """Bring the store to the remote's tip, or note why that cannot be."""
        self._try(self.bring)

    def bring(self) -> str | None:
        """
        Bring the store to the remote's tip, joined with what this clone alone has; give the tip.

        Raises:
            StoreError: the remote does not answer, or what it holds does not fit.
        """
        tips = self._remote.tips(self._ref, journal.REF)
        missing = [ref for ref, tip in tips.items() if not self._has(tip)]
        if missing:
            self._remote.fetch(*missing)
        tip = tips.get(self._ref)
        if self._collects and not is_complete(self._repository):
            raise _incomplete()
        if tip is not None:
            self._check(tip)
        if journal.REF in tips:
            journal.join(self._repository, tips[journal.REF], self._now)
        if tip is not None:
            self._take(tip)
            self._agree(tip)
        return tip

    def offer(self, commit: str) -> None:
        """
        Publish a commit before the branch moves to it; without a remote it stays here alone.

        Raises:
            LostRaceError: somebody else has published meanwhile.
        """
        self._try(lambda: self._push(commit))

    def _push(self, commit: str) -> None:
        self._remote.push(commit, self._ref)
        self._agree(commit)
        self._pushed = True

    def settle(self, step: Callable[[], _T]) -> _T:
        """
        Take a step that publishes; after a lost race, take it anew on what the winner left.

        Raises:
            StoreError: the race was lost too often.
        """
        for _ in range(_ATTEMPTS):
            try:
                return step()
            except LostRaceError:
                self.replays += 1
                self.try_to_bring()
        raise StoreError(
            f"other collectors were first {_ATTEMPTS} times in a row",
            hint="Run the command again; nothing is lost, and what they recorded is here.",
        )

    def finish(self) -> Shared:
        """Publish what else this clone has, and its journal; say what came of sharing."""
        for step in (self._publish_rest, self._publish_journal):
            self._try(partial(self.settle, step))
        return Shared(
            remote=self._remote.name,
            branch=self.branch,
            pushed=self._pushed,
            replays=self.replays,
            problem=self.problem,
            hint=self.hint or None,
        )

    def _publish_rest(self) -> None:
        head = self._repository.head()
        if head is not None and head != self._repository.resolve_revision(self._agreed):
            self.offer(head)

    def _publish_journal(self) -> None:
        tip = self._repository.resolve_revision(journal.REF)
        if tip is not None:
            self._try(lambda: self._remote.push(tip, journal.REF))

    def _take(self, tip: str) -> None:
        repository = self._repository
        head = repository.head()
        if head is not None and is_ancestor(repository, tip, head):
            return
        if head is not None and not is_ancestor(repository, head, tip):
            if not is_complete(repository):
                raise _incomplete()
            tip = join(repository, head, tip, self._announced(), self._now)
            self.joined = True
        follow_tip(repository, tip)

    def _check(self, tip: str) -> None:
        """See that the remote still holds what was agreed on, in a format that is known here."""
        repository = self._repository
        known, head = repository.resolve_revision(self._agreed), repository.head()
        follows = head is None or is_ancestor(repository, head, tip)
        if known and not follows and not is_ancestor(repository, known, tip):
            raise StoreError(
                f"{self._remote.name} has been rewritten: it lacks commits that it had when this "
                "clone last used it",
                hint="Nothing was changed here. Where the remote is right, take its history with "
                f"git fetch {self._remote.name} and git reset --hard FETCH_HEAD; where it is not, "
                "restore it.",
            )
        blob = repository.tree(tip, layout.STORE_FILE).get(layout.STORE_FILE)
        if blob is not None:
            self._check_format(repository.read_blob(blob))

    def _check_format(self, content: bytes) -> None:
        layout.check_format(content)
        extractor = layout.extractor_in(content)
        if self._collects and extractor is not None and extractor not in VERSIONS:
            raise StoreError(
                f"{self._remote.name} holds records that a newer guidetrack has read (extractor "
                f"{extractor}); this one would read all of them back",
                hint="Update guidetrack on this machine.",
            )

    def _announced(self) -> tuple[str, ...]:
        entries = journal.read(self._repository)
        return tuple(entry["announced"] for entry in entries if entry.get("announced"))

    def _has(self, commit: str) -> bool:
        return self._repository.resolve_revision(commit) is not None

    def _agree(self, tip: str) -> None:
        self._repository.run("update-ref", self._agreed, tip)

    def _try(self, step: Callable[[], object]) -> None:
        """Go on alone from the first trouble on: every attempt may take minutes to fail."""
        if self.problem is not None:
            return
        try:
            step()
        except LostRaceError:
            raise
        except (StoreError, RecordError) as problem:
            self.problem, self.hint = str(problem), problem.hint


@contextmanager
def sharing(
    repository: Repository, settings: Sharing | None, now: dt.datetime
) -> Iterator[SharedStore | None]:
    """
    Share what is recorded meanwhile, from the remote's tip on; None where nothing is shared.

    Raises:
        ConfigError: there is no such remote.
    """
    if settings is None:
        yield None
        return
    shared = SharedStore(repository, settings, now, collects=True)
    try:
        shared.try_to_bring()
        repository.publish = shared.offer
        yield shared
    finally:
        repository.publish = None
        shared.close()


def settings_of(place: Place, remote: str | None) -> Sharing | None:
    """How a store is shared: through a remote that is named, else as configured, else not."""
    return place.config.share if remote is None else share_through(place, remote)


def share_through(place: Place, remote: str) -> Sharing:
    """Share through a remote; an empty name is that configured, or git's usual one."""
    configured = place.config.share or Sharing()
    return msgspec.structs.replace(configured, remote=remote) if remote else configured


def seen_at(now: dt.datetime, newest: str | None) -> dt.datetime:
    """The time of a run on top of another machine's, whose clock may be a little ahead."""
    if newest is None or iso_utc(now) >= newest:
        return now
    ahead = dt.datetime.fromisoformat(newest)
    return ahead if ahead - now <= _SKEW else now


def _incomplete() -> StoreError:
    return StoreError(
        "this clone does not hold the whole history of the store (it is shallow or partial), so "
        "nobody can tell what was announced",
        hint="git fetch --unshallow completes a shallow clone; for a partial one clone anew.",
    )
