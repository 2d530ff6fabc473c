"""
What a run has to tell, on its way into the outbox and into the commit of the run.

Events become alerts before anything is committed, so that the snapshot and what is told of
it are one commit: a crash leaves both or neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guidetrack.alerts.alert import Alert, AlertKind
from guidetrack.alerts.operator import operator_alert
from guidetrack.alerts.ordering import in_order
from guidetrack.config import Operator, Place
from guidetrack.events.report import Report
from guidetrack.pipeline.outbox import Outbox, commit_outbox
from guidetrack.pipeline.raising import alerts_of
from guidetrack.pipeline.run_result import Notice
from guidetrack.store.history import iso_utc
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

Entries = Sequence[Mapping[str, Any]]


class Telling:
    """The alerts that a run raises."""

    def __init__(
        self, repository: Repository, place: Place, entries: Entries, now: dt.datetime
    ) -> None:
        """Open the outbox of the store."""
        self._repository = repository
        self._place = place
        self._entries = entries
        self._now = now
        self._outbox = Outbox(repository)
        self.raised: tuple[Alert, ...] = ()

    def tell_events(self, report: Report | None, newest: Snapshot | None, *, again: bool) -> None:
        """
        Raise what the routes are to be told of a report.

        With `again` some of it may have been told before, and is not raised twice.

        Raises:
            ConfigError: a register that is watched cannot be read.
        """
        if report is None or newest is None or not self._place.config.routes:
            return
        alerts = alerts_of(
            report,
            self._place,
            newest=newest,
            outbox=_Untold(self._outbox) if again else self._outbox,
            silences=self._outbox.silences(),
            entries=self._entries,
            now=self._now,
        )
        self._raise(each for each in alerts if not again or each.id not in self._outbox)

    def tell_operator(self, notices: Iterable[Notice]) -> None:
        """
        Raise what whoever keeps guidetrack running has to know of the run.

        What was so in the run before as well was told then, and is not told again.
        """
        operator, notices = self._place.config.operator, tuple(notices)
        if not operator.channels:
            return
        self._raise(
            operator_alert(
                each.kind,
                each.says,
                about=each.about,
                channels=operator.channels,
                raised_at=iso_utc(self._now),
            )
            for each in notices
        )
        if not any(each.kind == "operator" for each in self.raised):
            self._raise(_heartbeat(operator, self._now, len(self.raised), notices))

    def files(self) -> dict[str, bytes]:
        """The files of the store that hold what was raised."""
        waiting = [each.id for each in self.raised if each.channels and not each.silenced_by]
        return self._outbox.files(self._outbox.index.with_open(waiting))

    def commit(self, newest: Snapshot, *, announces: bool) -> str | None:
        """Commit what was raised where there is no snapshot to go with; None for nothing."""
        count = len(self.raised)
        noun = "notice" if count == 1 else "notices"
        return commit_outbox(
            self._repository,
            self.files(),
            f"Raise {count:,} {noun}",
            self._now,
            announced=newest.revision if announces else None,
        )

    def _raise(self, alerts: Iterable[Alert]) -> None:
        new = [each for each in alerts if each.id not in self._outbox]
        self._outbox.put(*new)
        self.raised = in_order((*self.raised, *new))


class _Untold:
    """The outbox as if nothing had been told, so that what was has the same identity again."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def occurrences(self, route: str, event_ids: Iterable[str], kind: AlertKind) -> int:
        del route, event_ids, kind
        return 0

    def newest_in_thread(self, route: str, references: frozenset[str]) -> str | None:
        return self._outbox.newest_in_thread(route, references)


def _heartbeat(
    operator: Operator, now: dt.datetime, raised: int, notices: Iterable[Notice]
) -> Iterable[Alert]:
    """
    Say once a day or a week that guidetrack is at work, to whoever wants to hear it.

    What the operator was told before and is still so is said again here: silence about it would
    read as if it were in order.
    """
    if operator.heartbeat == "never":
        return
    day = now.astimezone(dt.UTC).date()
    year, week, _ = day.isocalendar()
    about = day.isoformat() if operator.heartbeat == "daily" else f"{year}-W{week:02}"
    noun = "notice" if raised == 1 else "notices"
    told = f"raised {raised:,} {noun} of guidance" if raised else "there was nothing new to tell"
    still = [each.says for each in notices]
    says = [f"guidetrack ran, and {told}.", *(["Still so:", *still] if still else [])]
    yield operator_alert(
        "heartbeat",
        " ".join(says),
        about=(operator.heartbeat, about),
        channels=operator.channels,
        raised_at=iso_utc(now),
    )
