"""A hub, a receiver, and two offices that share a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.delivery.office import Office
from tests.delivery.receiver import Receiver, receiving
from tests.sharing.hub import Hub


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def hub(tmp_path: Path, receiver: Receiver) -> Hub:
    made = Hub(tmp_path / "hub.git", receiver)
    made.make()
    return made


@pytest.fixture
def ann(hub: Hub) -> Office:
    """An office that has taken and shared the baseline."""
    office = hub.office("ann")
    office.run()
    return office


@pytest.fixture
def bob(hub: Hub, ann: Office) -> Office:
    """A second one, which has seen the same."""
    del ann
    office = hub.office("bob")
    office.run()
    return office
