"""
Who is sending just now, where several collectors share one store.

A collector writes its claim into the store and publishes it before it sends anything; since
only one of two can publish, only one of two sends. A claim is released with what became of
the messages. One that is left by a collector that died is taken over after an hour, which is
why a message may then come twice, under the same key.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from guidetrack.alerts.moments import moment

LASTS = dt.timedelta(hours=1)
"""After this a claim of somebody else is void."""
RENEWED = LASTS / 2
"""After this its owner renews it before it sends on, so that nobody takes over from the living."""


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a collector says before it sends."""

    by: str
    """Which clone: a word made at random, not the name of a machine or a person."""
    at: str
    """ISO 8601 in UTC."""

    def is_void(self, now: dt.datetime) -> bool:
        """Whether anybody may take over."""
        return now - moment(self.at) >= LASTS

    def is_waning(self, now: dt.datetime) -> bool:
        """Whether its owner has to renew it before sending on."""
        return now - moment(self.at) >= RENEWED


def later_claim(one: Claim | None, other: Claim | None) -> Claim | None:
    """Of two claims the later one; a claim rather than none."""
    known = [each for each in (one, other) if each is not None]
    return max(known, key=lambda each: (each.at, each.by), default=None)
