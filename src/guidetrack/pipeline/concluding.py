"""
What follows once a run is recorded: delivery, and the publishing of what is left.

A run, and the release of one that was held, end alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from guidetrack.config import Place
from guidetrack.pipeline.run_result import Delivered, RunResult
from guidetrack.pipeline.sharing import SharedStore
from guidetrack.sources.fetch import Clock
from guidetrack.store.repository import Repository

_T = TypeVar("_T")


class LastSteps:
    """What follows once a run is recorded: delivery, and what is still to be published."""

    def __init__(  # noqa: PLR0913 - what a run is given, each by its name
        self,
        repository: Repository,
        place: Place,
        clock: Clock,
        environment: Mapping[str, str],
        shared: SharedStore | None,
        *,
        deliver: bool,
    ) -> None:
        self._repository = repository
        self._place = place
        self._clock = clock
        self._environment = environment
        self._shared = shared
        self._delivers = deliver

    def settle(self, step: Callable[[], _T]) -> _T:
        """Take a step that records; where the store is shared, as often as it takes."""
        return self._shared.settle(step) if self._shared else step()

    def take(self, result: RunResult) -> RunResult:
        """Deliver and publish, and say what came of it."""
        delivered = self.deliver()
        shared = self._shared.finish() if self._shared else None
        return msgspec.structs.replace(result, delivered=delivered, shared=shared)

    def deliver_alone(self, before: Callable[[], None]) -> Delivered:
        """
        Take a step that puts something into the outbox, deliver, and publish.

        At least one channel has to be configured.
        """
        self.settle(before)
        delivered = self._send()
        shared = self._shared.finish() if self._shared else None
        return msgspec.structs.replace(delivered, shared=shared)

    def deliver(self) -> Delivered | None:
        """Send what is due, where it is wanted and there is a way to anybody."""
        if not self._delivers or not self._place.config.channels:
            return None
        return self._send()

    def _send(self) -> Delivered:
        from guidetrack.pipeline.claiming import deliver_shared  # noqa: PLC0415 - mail is heavy
        from guidetrack.pipeline.delivering import deliver_due  # noqa: PLC0415

        clock, environment = self._clock, self._environment
        if self._shared is None:
            return deliver_due(self._repository, self._place, clock=clock, environment=environment)
        return deliver_shared(
            self._repository, self._place, self._shared, clock=clock, environment=environment
        )
