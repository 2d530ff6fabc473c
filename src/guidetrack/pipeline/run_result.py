"""
What `guidetrack run` answers: what was recorded, what happened, what the operator must know.

Events are for clinical teams, notices for whoever keeps guidetrack running; neither is
ever told as the other.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from guidetrack.events.report import Refused, Report

NoticeKind = Literal[
    "quarantined",
    "source-failed",
    "source-recovered",
    "stale",
    "mass-change-held",
    "re-extracted",
]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something for the operator, and never for a clinical team."""

    kind: NoticeKind
    says: str
    """One or two sentences."""
    about: tuple[str, ...] = ()
    """What makes it this one and no other: what is so, and since when. Told once."""


class FailedSource(msgspec.Struct, frozen=True, kw_only=True):
    """An address or file of which nothing was learnt."""

    source: str
    reference: str | None
    problem: str


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """Guidance that a source should serve and did not."""

    reference: str
    runs: int
    """Runs in a row that missed it; 0 where it is not counted: never held, or ended."""
    of: int
    """Runs in a row after which it counts as absent."""


class Led(msgspec.Struct, frozen=True, kw_only=True):
    """An address that led to other guidance."""

    reference: str | None
    address: str
    """Where it led."""
    to: str | None


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What came of sharing the store."""

    remote: str
    branch: str
    pushed: bool
    """Whether a commit was published."""
    replays: int = 0
    """How often another collector was first, and the run was made anew on what it recorded."""
    problem: str | None = None
    """Why the remote could not be used; the run stands here alone and is published next time."""
    hint: str | None = None


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What a delivery came to."""

    schema_version: int = 1
    revision: str | None
    """The commit that says so; None where there was nothing to say."""
    sent: int
    """Messages that were taken."""
    failed: tuple[str, ...] = ()
    """Channels that did not take what was due; it waits and is tried again."""
    given_up: tuple[str, ...] = ()
    """Alerts that a channel will never take."""
    waiting: int = 0
    """Alerts that still have to go somewhere, today or later."""
    problems: tuple[str, ...] = ()
    """Why each failure happened, a sentence each; no address, no secret."""
    left_to: str | None = None
    """The clone of another collector that is sending just now, and to which all is left."""
    shared: Shared | None = None
    """What came of sharing the store, where nothing but a delivery was asked for."""

    @property
    def is_complete(self) -> bool:
        """Whether everything due was delivered."""
        return not self.failed and not self.given_up

    @property
    def is_idle(self) -> bool:
        """Whether there was nothing to deliver, and nothing waits."""
        return self.is_complete and not self.sent and not self.waiting


class RunResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to."""

    schema_version: int = 1
    revision: str | None
    """The new commit; None when nothing changed."""
    previous: str | None
    observed_at: str
    """ISO 8601 in UTC."""
    recorded: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[Refused, ...]
    failed: tuple[FailedSource, ...] = ()
    missed: tuple[Missed, ...] = ()
    led: tuple[Led, ...] = ()
    absent: tuple[str, ...] = ()
    """References whose absence this run recorded."""
    returned: tuple[str, ...] = ()
    """References whose absence this run ended."""
    notices: tuple[Notice, ...] = ()
    held: bool = False
    """Whether the events of `report` are held and must not be announced."""
    raised: tuple[str, ...] = ()
    """Alerts that this run raised, for routes and for the operator."""
    delivered: Delivered | None = None
    """What delivery came to; None where nothing is configured to be delivered."""
    shared: Shared | None = None
    """What came of sharing the store; None where it is not shared."""
    report: Report | None = None
    """Everything since the last announced revision; None for the first run and a dry run."""
