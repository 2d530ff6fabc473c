"""
The outbox to the people: everything that is due, each channel by itself.

A message is noted, sent, and its outcome noted; at the end one commit says what became of
all of them. Whatever a crash cuts short is taken up by the next delivery: what was noted
without an outcome is sent again under the same key, and nothing else is sent twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

import guidetrack
from guidetrack.alerts.alert import Alert
from guidetrack.alerts.batching import rests
from guidetrack.alerts.message import Message, Receipt
from guidetrack.alerts.moments import moment
from guidetrack.alerts.operator import (
    OPERATOR,
    delivery_failed,
    delivery_given_up,
    delivery_recovered,
)
from guidetrack.alerts.outbox import (
    Batch,
    ChannelState,
    awaits_acknowledgement,
    batches,
    channel_failed,
    delivered,
    failed,
    key_before,
    pending,
    reminders_due,
)
from guidetrack.channels import CHANNELS
from guidetrack.config import Place, filled_in
from guidetrack.errors import ConfigError, DeliveryError, GuidetrackError
from guidetrack.pipeline.delivery_log import DeliveryLog, Noted, Outcome
from guidetrack.pipeline.outbox import Index, Outbox
from guidetrack.pipeline.run_result import Delivered
from guidetrack.sources.fetch import Clock
from guidetrack.store import history
from guidetrack.store.commit import commit
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshots

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
    delivery = _Delivery(repository, place, clock, environment)
    delivery.take_up()
    delivery.send()
    return delivery.record()


class _Delivery:
    """One delivery from its beginning to its commit."""

    def __init__(
        self, repository: Repository, place: Place, clock: Clock, environment: Mapping[str, str]
    ) -> None:
        self._repository = repository
        self._place = place
        self._clock = clock
        self._environment = environment
        self._outbox = Outbox(repository)
        self._log = DeliveryLog(repository)
        self._open = {alert.id: alert for alert in self._outbox.open()}
        self._digests = dict(self._outbox.index.digests)
        self._channels = dict(self._outbox.index.channels)
        self._interrupted: list[Batch] = []
        self._sent = 0
        self._given_up: dict[str, list[Alert]] = {}
        self._problems: dict[str, str] = {}

    def take_up(self) -> None:
        """Take over what an earlier delivery noted and could not record."""
        for noted, outcome in self._log.read():
            batch = self._batch(noted)
            if batch is None:
                continue
            if outcome is not None:
                self._fold(batch, outcome)
            else:
                self._interrupted.append(batch)

    def send(self) -> None:
        """Send everything that is due, a channel that fails being left alone after that."""
        for batch in self._interrupted:
            self._try(batch)
        for _ in range(_PASSES):
            found = list(self._due())
            if not found:
                return
            for batch in found:
                if not rests(self._channels.get(batch.channel), self._clock.now()):
                    self._try(batch)

    def record(self) -> Delivered:
        """Commit what became of everything, and begin the log anew."""
        routes = tuple(self._place.config.routes.values())
        kept = {
            alert.id
            for alert in self._open.values()
            if pending(alert) or awaits_acknowledgement(alert, routes)
        }
        kept |= {alert.id for alert in self._open.values() if alert.of in kept}
        index = Index(
            open=tuple(each for each in self._open if each in kept),
            digests=dict(sorted(self._digests.items())),
            channels=dict(sorted(self._channels.items())),
        )
        files = self._outbox.files(index)
        revision = self._commit(files) if files else None
        self._log.forget()
        failing = {each for each, state in self._channels.items() if state.failing_since}
        due = {channel for alert in self._open.values() for channel in pending(alert)}
        return Delivered(
            revision=revision,
            sent=self._sent,
            failed=tuple(sorted(failing & due)),
            given_up=tuple(sorted({each.id for some in self._given_up.values() for each in some})),
            waiting=sum(bool(pending(alert)) for alert in self._open.values()),
            problems=tuple(f"{name}: {why}" for name, why in sorted(self._problems.items())),
        )

    def _due(self) -> Iterator[Batch]:
        now = self._clock.now()
        routes = tuple(self._place.config.routes.values())
        alerts = tuple(self._open.values())
        yield from batches(alerts, routes, self._channels, now, self._digests)
        policy = self._place.config.policy
        calendar = policy.calendar if policy else "england-and-wales"
        if any(route.remind for route in routes):
            yield from reminders_due(
                alerts, routes, now, channel_states=self._channels, calendar=calendar
            )

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
        self._fold(batch, outcome)

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
            purpose=batch.purpose,
            step=batch.step,
        )

    def _batch(self, noted: Noted) -> Batch | None:
        """A message as it was noted; None where it has been recorded since."""
        alerts = [self._open.get(each) or self._outbox.alert(each) for each in noted.alerts]
        found = tuple(each for each in alerts if each is not None)
        done = all(_has(each, noted) for each in found)
        if done or len(found) != len(noted.alerts):
            return None
        return Batch(
            channel=noted.channel,
            route=noted.route,
            key=noted.key,
            alerts=found,
            purpose=noted.purpose,
            step=noted.step,
            is_digest=noted.is_digest,
        )

    def _fold(self, batch: Batch, outcome: Outcome) -> None:
        """Write the outcome of a message down in its alerts and in what is left to do."""
        at = moment(outcome.at)
        for alert in batch.alerts:
            held = self._open.get(alert.id, alert)
            self._put(self._with_outcome(held, batch, outcome, at))
        if outcome.sent:
            self._sent += 1
            self._works_again(batch.channel, outcome.at)
            if batch.is_digest:
                self._digests[batch.route] = at.date().isoformat()
            return
        self._problems.setdefault(batch.channel, outcome.says or "")
        if outcome.transient:
            state = self._channels.get(batch.channel, ChannelState())
            failing = channel_failed(state, at, retry_after=outcome.retry_after)
            self._channels[batch.channel] = self._told(batch.channel, failing, outcome)
        self._tell_given_up(batch, outcome.at)

    def _with_outcome(self, alert: Alert, batch: Batch, outcome: Outcome, at: dt.datetime) -> Alert:
        if outcome.sent:
            return delivered(
                alert,
                batch.channel,
                at,
                key=batch.key,
                purpose=batch.purpose,
                step=batch.step,
                says=outcome.says,
            )
        return failed(
            alert,
            batch.channel,
            at,
            key=batch.key,
            transient=outcome.transient,
            retry_after=outcome.retry_after,
            purpose=batch.purpose,
            step=batch.step,
            says=outcome.says,
            give_up_after=self._place.config.delivery.give_up_after,
        )

    def _put(self, alert: Alert) -> None:
        self._open[alert.id] = alert
        self._outbox.put(alert)

    def _told(self, channel: str, state: ChannelState, outcome: Outcome) -> ChannelState:
        """Tell the operator that a channel began to fail, once."""
        if state.told or state.failing_since is None:
            return state
        why = (outcome.says or "").rstrip(".") + "."
        self._tell(
            delivery_failed(
                channel,
                failing_since=state.failing_since,
                why=why,
                channels=self._operator,
                raised_at=outcome.at,
            )
        )
        return msgspec.structs.replace(state, told=True)

    def _works_again(self, channel: str, at: str) -> None:
        state = self._channels.pop(channel, None)
        if state is not None and state.failing_since and state.told:
            self._tell(
                delivery_recovered(
                    channel,
                    failing_since=state.failing_since,
                    channels=self._operator,
                    raised_at=at,
                )
            )

    def _tell_given_up(self, batch: Batch, at: str) -> None:
        lost = [
            alert
            for alert in (self._open[each.id] for each in batch.alerts)
            if alert.deliveries[-1].state == "given-up"
        ]
        if lost:
            self._given_up.setdefault(batch.channel, []).extend(lost)
            if batch.route != OPERATOR:
                self._tell(
                    delivery_given_up(batch.channel, lost, channels=self._operator, raised_at=at)
                )

    @property
    def _operator(self) -> tuple[str, ...]:
        return self._place.config.operator.channels

    def _tell(self, alert: Alert) -> None:
        """Hold a word to the operator, where there is a way to one and it was not said before."""
        if alert.channels and alert.id not in self._outbox:
            self._put(alert)

    def _commit(self, files: Mapping[str, bytes]) -> str:
        newest = Snapshots(self._repository).latest()
        count = sum(path.startswith("alerts/2") for path in files)
        noun = "notice" if count == 1 else "notices"
        facts = {history.VERSION: guidetrack.__version__}
        return commit(
            self._repository,
            files,
            base=newest.revision if newest else None,
            message=history.compose_message(f"Record what became of {count:,} {noun}", facts),
            when=self._clock.now(),
        )


def _has(alert: Alert, noted: Noted) -> bool:
    """Whether an alert says already that a message was taken."""
    return any(
        (each.channel, each.key, each.purpose, each.step, each.state)
        == (noted.channel, noted.key, noted.purpose, noted.step, "sent")
        for each in alert.deliveries
    )
