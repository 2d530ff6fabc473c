"""
Delivery where several collectors share one store: whoever has published its claim sends.

The claim is a line of the outbox, and pushing it is the lock. Whoever finds the claim of
somebody else leaves everything to it: the claim can only be released on a tip at which
nothing was due, so what is raised meanwhile is sent by its holder. What became of a message
is noted on this machine as well, and written down again on every new tip until it is
published: no receipt is lost with a race.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import msgspec

from guidetrack.alerts.claim import Claim
from guidetrack.config import Place
from guidetrack.pipeline.delivering import Delivery
from guidetrack.pipeline.outbox import Outbox, commit_outbox
from guidetrack.pipeline.run_result import Delivered
from guidetrack.pipeline.sharing import SharedStore
from guidetrack.sources.fetch import Clock
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository


def deliver_shared(
    repository: Repository,
    place: Place,
    shared: SharedStore,
    *,
    clock: Clock,
    environment: Mapping[str, str],
) -> Delivered:
    """
    Deliver everything that is due, unless another collector is doing so.

    Where the remote does not answer nobody can be asked; then everything is delivered but what
    another collector was sending when it last answered.

    Raises:
        ConfigError: a route has quiet days, and the library of holidays is not installed.
        StoreError: the store cannot be written, or an alert in it is damaged.
    """
    desk = _Desk(repository, place, shared, clock, environment)
    return shared.settle(desk.deliver)


class _Desk:
    """The delivery of one collector, from its claim to its receipts."""

    def __init__(
        self,
        repository: Repository,
        place: Place,
        shared: SharedStore,
        clock: Clock,
        environment: Mapping[str, str],
    ) -> None:
        self._repository = repository
        self._place = place
        self._shared = shared
        self._clock = clock
        self._environment = environment
        self._sent = 0

    def deliver(self) -> Delivered:
        """Claim, send and record on the tip that is here; sent messages stay noted."""
        is_mine = False
        while True:
            delivery = Delivery(self._repository, self._place, self._clock, self._environment)
            delivery.take_up()
            claim = delivery.claim
            if claim is not None and not self._may_take(claim):
                return self._leave(delivery, claim)
            if not delivery.is_due:
                return self._whole(delivery.record())
            is_mine = is_mine or (claim is not None and self._is_mine(claim))
            if claim is None or not is_mine:
                self._claim()
                is_mine = True
                continue
            delivery.send(partial(self._lasts, claim))
            if self._lasts(claim):
                return self._whole(delivery.record())
            self._sent += delivery.record(self._new()).sent

    def _may_take(self, claim: Claim) -> bool:
        return claim.by == self._shared.clone or claim.is_void(self._clock.now())

    def _is_mine(self, claim: Claim) -> bool:
        return claim.by == self._shared.clone and self._lasts(claim)

    def _lasts(self, claim: Claim) -> bool:
        return not claim.is_waning(self._clock.now())

    def _whole(self, done: Delivered) -> Delivered:
        """The end of a delivery, with what was sent under claims that have been renewed."""
        return msgspec.structs.replace(done, sent=self._sent + done.sent)

    def _leave(self, delivery: Delivery, claim: Claim) -> Delivered:
        """Record what an earlier delivery noted, and leave the rest to whoever is sending."""
        left = delivery.is_due
        done = delivery.record(claim)
        return msgspec.structs.replace(done, left_to=claim.by if left else None)

    def _claim(self) -> None:
        outbox = Outbox(self._repository)
        files = outbox.files(msgspec.structs.replace(outbox.index, claim=self._new()))
        commit_outbox(self._repository, files, "Claim what is due to be sent", self._clock.now())

    def _new(self) -> Claim:
        return Claim(by=self._shared.clone, at=iso_utc(self._clock.now()))
