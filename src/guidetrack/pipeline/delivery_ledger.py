"""
What became of every message, written down in its alerts and in what is left to do.

Sending is a matter of channels and clocks; this is the bookkeeping: it never sends
anything, and folding the same outcome twice leaves the alerts as they were.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from guidetrack.alerts.alert import Alert
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
    channel_failed,
    delivered,
    failed,
    given_up,
    pending,
    to_close,
    tried_in_vain,
)
from guidetrack.config import Config
from guidetrack.pipeline.delivery_log import Noted, Outcome
from guidetrack.pipeline.due_dates import keepers_of_due_dates
from guidetrack.pipeline.outbox import Index, Outbox
from guidetrack.pipeline.run_result import Delivered


class Ledger:
    """
    The open alerts of the outbox, and how the channels have been doing.

    Attributes:
        open: alerts that something is still to be done about, by id.
        digests: route to the day (ISO) of its last digest.
        channels: channels that fail.
        keepers: channels that keep due dates.
    """

    def __init__(self, outbox: Outbox, config: Config) -> None:
        """Open the ledger on what the outbox says is left to do."""
        self._outbox = outbox
        self._config = config
        self.open = {alert.id: alert for alert in outbox.open()}
        self.digests = dict(outbox.index.digests)
        self.channels = dict(outbox.index.channels)
        self.keepers = keepers_of_due_dates(config)
        self._sent = 0
        self._given_up: set[str] = set()
        self._problems: dict[str, str] = {}

    def batch(self, noted: Noted) -> Batch | None:
        """A message as it was noted; None where it has been recorded since."""
        alerts = [self.open.get(each) or self._outbox.alert(each) for each in noted.alerts]
        found = tuple(each for each in alerts if each is not None)
        if len(found) != len(noted.alerts) or all(_has(each, noted) for each in found):
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

    def index(self) -> Index:
        """What is left to do now."""
        amended = {alert.of for alert in self.open.values()}
        kept = {
            alert.id
            for alert in self.open.values()
            if pending(alert)
            or to_close(alert, self.keepers)
            or self._needs_somebody(alert, amended=alert.id in amended)
        }
        kept |= {alert.id for alert in self.open.values() if alert.of in kept}
        return Index(
            open=tuple(each for each in self.open if each in kept),
            digests=dict(sorted(self.digests.items())),
            channels=dict(sorted(self.channels.items())),
            claim=self._outbox.index.claim,
        )

    def _needs_somebody(self, alert: Alert, *, amended: bool) -> bool:
        """Whether there is nothing left to send, and yet somebody has to do something."""
        if given_up(alert) and not alert.is_acknowledged:
            return True
        return not amended and awaits_acknowledgement(alert, self._config.routes.values())

    def summary(self, revision: str | None) -> Delivered:
        """What the delivery came to."""
        failing = {each for each, state in self.channels.items() if state.failing_since}
        due = {
            channel
            for alert in self.open.values()
            for channel in (*pending(alert), *tried_in_vain(alert))
        }
        return Delivered(
            revision=revision,
            sent=self._sent,
            failed=tuple(sorted(failing & due)),
            given_up=tuple(sorted(self._given_up)),
            waiting=sum(bool(pending(alert)) for alert in self.open.values()),
            problems=tuple(f"{name}: {why}" for name, why in sorted(self._problems.items())),
        )

    def fold(self, batch: Batch, outcome: Outcome) -> None:
        """Write the outcome of a message down in its alerts and in what is left to do."""
        at = moment(outcome.at)
        for alert in batch.alerts:
            held = self.open.get(alert.id, alert)
            self._put(self._with_outcome(held, batch, outcome, at))
        if outcome.sent:
            self._sent += 1
            self._works_again(batch.channel, outcome.at)
            if batch.is_digest:
                self.digests[batch.route] = at.date().isoformat()
            return
        self._problems.setdefault(batch.channel, outcome.says or "")
        if outcome.transient:
            state = self.channels.get(batch.channel, ChannelState())
            failing = channel_failed(state, at, retry_after=outcome.retry_after)
            self.channels[batch.channel] = self._told(batch.channel, failing, outcome)
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
            give_up_after=self._config.delivery.give_up_after,
        )

    def _put(self, alert: Alert) -> None:
        self.open[alert.id] = alert
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
        state = self.channels.pop(channel, None)
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
            for alert in (self.open[each.id] for each in batch.alerts)
            if alert.deliveries[-1].state == "given-up"
        ]
        if lost:
            self._given_up.update(alert.id for alert in lost)
            if batch.route != OPERATOR:
                self._tell(
                    delivery_given_up(batch.channel, lost, channels=self._operator, raised_at=at)
                )

    @property
    def _operator(self) -> tuple[str, ...]:
        return self._config.operator.channels

    def _tell(self, alert: Alert) -> None:
        """Hold a word to the operator, where there is a way to one and it was not said before."""
        if alert.channels and alert.id not in self._outbox:
            self._put(alert)


def _has(alert: Alert, noted: Noted) -> bool:
    """Whether an alert says already that a message was taken."""
    return any(
        (each.channel, each.key, each.purpose, each.step, each.state)
        == (noted.channel, noted.key, noted.purpose, noted.step, "sent")
        for each in alert.deliveries
    )
