"""
The outbox to the people: everything that is due, each channel by itself.

A message is noted, sent, and its outcome noted; at the end one commit says what became of
all of them. Whatever a crash cuts short is taken up by the next delivery: what was noted
without an outcome is sent again under the same key, and nothing else is sent twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from guidetrack.alerts.batching import rests
from guidetrack.alerts.claim import Claim
from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.outbox import (
    Batch,
    batches,
    closings_due,
    key_before,
    reminders_due,
)
from guidetrack.channels import CHANNELS
from guidetrack.config import Place
from guidetrack.config.secrets import filled_in
from guidetrack.errors import ConfigError, DeliveryError, GuidetrackError
from guidetrack.pipeline.delivery_ledger import Ledger
from guidetrack.pipeline.delivery_log import DeliveryLog, Outcome
from guidetrack.pipeline.outbox import Outbox, commit_outbox
from guidetrack.pipeline.run_result import Delivered
from guidetrack.sources.fetch import Clock
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository

_PASSES = 3
"""One for what is due, one for what the operator is told of it, one for what comes of that."""


def deliver_due(
    repository: Repository, place: Place, *, clock: Clock, environment: Mapping[str, str]
) -> Delivered:
    """
    Deliver everything that is due, and record what became of it.

    The store is opened for writing by whoever calls this.

    Raises:
        StoreError: the store cannot be written, or an alert in it is damaged.
        ConfigError: a route has quiet days, and the library of holidays is not installed.
    """
    delivery = Delivery(repository, place, clock, environment)
    delivery.take_up()
    delivery.send()
    return delivery.record(delivery.claim)


class Delivery:
    """One delivery from its beginning to its commit, of what the outbox at HEAD says is due."""

    def __init__(
        self, repository: Repository, place: Place, clock: Clock, environment: Mapping[str, str]
    ) -> None:
        self._repository = repository
        self._place = place
        self._clock = clock
        self._environment = environment
        self._outbox = Outbox(repository)
        self._ledger = Ledger(self._outbox, place.config)
        self._log = DeliveryLog(repository)
        self._interrupted: list[Batch] = []

    @property
    def claim(self) -> Claim | None:
        """Who is sending, where the store is shared."""
        return self._outbox.index.claim or None

    @property
    def is_due(self) -> bool:
        """Whether there is anything to send now."""
        return bool(self._interrupted) or any(True for _ in self._due())

    def take_up(self) -> None:
        """Take over what an earlier delivery noted and could not record."""
        for noted, outcome in self._log.read():
            batch = self._ledger.batch(noted)
            if batch is None:
                continue
            if outcome is not None:
                self._ledger.fold(batch, outcome)
            else:
                self._interrupted.append(batch)

    def send(self, may_go_on: Callable[[], bool] = lambda: True) -> None:
        """
        Send everything that is due, a channel that fails being left alone after that.

        `may_go_on` is asked before each message; where it may not, the rest stays due.
        """
        self._try_all(self._interrupted, may_go_on)
        for _ in range(_PASSES):
            found = list(self._due())
            if not found:
                return
            self._try_all(found, may_go_on)

    def record(self, claim: Claim | None = None) -> Delivered:
        """Commit what became of everything, with who goes on sending, and begin the log anew."""
        index = msgspec.structs.replace(self._ledger.index(), claim=claim or msgspec.UNSET)
        files = self._outbox.files(index)
        count = sum(path.startswith("alerts/2") for path in files)
        noun = "notice" if count == 1 else "notices"
        says = f"Record what became of {count:,} {noun}"
        revision = commit_outbox(self._repository, files, says, self._clock.now())
        self._log.forget()
        return self._ledger.summary(revision)

    def _due(self) -> Iterator[Batch]:
        now = self._clock.now()
        routes = tuple(self._place.config.routes.values())
        alerts = tuple(self._ledger.open.values())
        yield from batches(alerts, routes, self._ledger.channels, now, self._ledger.digests)
        yield from closings_due(
            alerts, self._ledger.keepers, now, channel_states=self._ledger.channels
        )
        policy = self._place.config.policy
        calendar = policy.calendar if policy else "england-and-wales"
        if any(route.remind for route in routes):
            yield from reminders_due(
                alerts, routes, now, channel_states=self._ledger.channels, calendar=calendar
            )

    def _try_all(self, found: Iterable[Batch], may_go_on: Callable[[], bool]) -> None:
        for batch in found:
            if not may_go_on():
                return
            if not rests(self._ledger.channels.get(batch.channel), self._clock.now()):
                self._try(batch)

    def _try(self, batch: Batch) -> None:
        """Send one message, with a note before and after."""
        self._log.note(batch)
        told: DeliveryError | None = None
        receipt = Receipt(says="")
        try:
            receipt = self._deliver(batch)
        except DeliveryError as problem:
            told = problem
        except GuidetrackError as problem:
            told = DeliveryError(str(problem), hint=problem.hint)
        except Exception as problem:  # noqa: BLE001 - one broken channel stops no other
            told = DeliveryError(f"it broke unexpectedly ({type(problem).__name__})")
        outcome = Outcome(
            channel=batch.channel,
            key=batch.key,
            at=iso_utc(self._clock.now()),
            sent=told is None,
            says=receipt.says if told is None else str(told),
            transient=told is None or told.transient,
            retry_after=told.retry_after if told else None,
        )
        self._log.close(outcome)
        self._ledger.fold(batch, outcome)

    def _deliver(self, batch: Batch) -> Receipt:
        given = self._place.config.channels.get(batch.channel)
        if given is None:
            raise ConfigError(f"no channel named {batch.channel!r} is configured any more")
        channel = CHANNELS[given.kind]
        settings = filled_in(
            given.values,
            channel.settings,
            folder=self._place.folder,
            environment=self._environment,
        )
        return channel.deliver(self._message(batch), settings, self._clock.now())

    def _message(self, batch: Batch) -> Message:
        from guidetrack.formats.notices import compose  # noqa: PLC0415 - templates are slow to load

        route = self._place.config.routes.get(batch.route)
        return compose(
            batch.alerts,
            key=batch.key,
            route_name=batch.route,
            organisation=self._place.config.delivery.organisation,
            thread=key_before(batch, self._outbox.alert),
            attach=route.attach if route else (),
            table_columns=(route.columns or None) if route else None,
            purpose=batch.purpose,
            step=batch.step,
            find=self._outbox.alert,
        )
