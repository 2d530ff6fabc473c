"""
One thing that one audience is told, and everything that became of it.

An alert is raised once and then only added to: each attempt to deliver it, each
acknowledgement. Nothing in it is ever rewritten, so that years later it shows who was
told what, when, and who answered.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from guidetrack.events.event import Event, Priority

AlertKind = Literal["notice", "bulk", "correction", "retraction", "operator", "sample"]
"""
One event; many of one kind; a notice put right; a notice taken back; something for whoever
keeps guidetrack running; a marked sample that a channel is tried with.
"""
DeliveryState = Literal["sent", "failed", "given-up", "again"]
"""`again` is no attempt: somebody put what was given up back into the queue."""
Purpose = Literal["notice", "reminder", "escalation", "acknowledgement"]
"""The last goes only to channels that keep due dates: it says that one is dealt with."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all parts of an alert share; a default is not written into the store."""


class Delivery(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """One attempt to deliver."""

    channel: str
    """Its name in the configuration; never an address."""
    at: str
    """ISO 8601 in UTC."""
    state: DeliveryState
    key: str
    """The idempotency key that the receiver was given."""
    purpose: Purpose = "notice"
    step: int = 0
    """Which reminder this was, from 1; 0 for the notice itself."""
    attempt: int = 1
    next_try: str | None = None
    """ISO 8601 in UTC, after a failure that may pass."""
    says: str | None = None
    """What the receiver answered, or why it failed; no address, no secret."""


class Acknowledgement(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody took note."""

    at: str
    by: str
    """A role, such as "NICE lead"; not a person and no address."""
    outcome: str | None = None
    note: str | None = None


class Alert(_Part, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that one route is told."""

    id: str
    """`GA-` and 16 characters of base32: route, events and occurrence, nothing else."""
    kind: AlertKind
    route: str
    events: tuple[Event, ...]
    """One; several for a bulk alert; none where `says` is all there is to tell."""
    occurrence: int = 1
    """The second time that the same thing happens is 2: withdrawn, reinstated, withdrawn again."""
    why: tuple[str, ...] = ()
    """Why this route got it, a sentence each."""
    raised_at: str
    """ISO 8601 in UTC, as all times here."""
    seen_before: str | None = None
    """When the guidance was last seen as it was; None where nobody knows."""
    seen_first: str | None = None
    """When it was first seen as it is now."""
    published: str | None = None
    """The date as NICE prints it; it often stays years back when guidance is renumbered."""
    deadline: str | None = None
    """A local deadline (ISO day) from the organisation's own policy; None: none is set."""
    deadline_rule: str | None = None
    """Which line of the policy set it."""
    channels: tuple[str, ...] = ()
    """Where it has to go, in order."""
    of: str | None = None
    """The alert that this one corrects or retracts."""
    after: str | None = None
    """The alert before it on the same route and thread of guidance."""
    says: str | None = None
    """What a correction, a retraction or a word to the operator says."""
    by: str | None = None
    """The role that corrected or retracted."""
    topic: str | None = None
    """What a word to the operator is about, such as `delivery-failed`."""
    silenced_by: str | None = None
    """The silence that kept it from being delivered."""
    deliveries: tuple[Delivery, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()

    @property
    def is_acknowledged(self) -> bool:
        """Whether anybody took note."""
        return bool(self.acknowledgements)

    @property
    def priority(self) -> Priority:
        """The highest of its events; `review` for what has none."""
        ranks: tuple[Priority, ...] = ("act", "review", "re-reference", "information")
        found = {event.priority for event in self.events}
        return next((each for each in ranks if each in found), "review")

    def waits_for(self, channel: str) -> bool:
        """Whether the notice itself still has to go to a channel."""
        if self.silenced_by or channel not in self.channels:
            return False
        return self._settled(channel) in {None, "again"}

    def is_given_up(self, channel: str) -> bool:
        """Whether the notice itself will never go to a channel, unless somebody asks for it."""
        return self._settled(channel) == "given-up"

    def _settled(self, channel: str) -> DeliveryState | None:
        """
        What the last attempt that was not to be repeated came to; None before there is one.

        What was sent is sent, whatever another collector tried after that.
        """
        notices = (each for each in self.deliveries if each.purpose == "notice")
        states = [each.state for each in notices if each.channel == channel]
        if "sent" in states:
            return "sent"
        return next((each for each in reversed(states) if each != "failed"), None)
