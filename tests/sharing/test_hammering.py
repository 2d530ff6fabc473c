"""Several clones at once: everything that happened is told, and nothing is told twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.sharing.hammering import Hammered, hammer


def check(found: Hammered) -> None:
    """What holds whatever was killed."""
    assert found.damage is None
    assert set(found.raised) == found.in_history
    assert set(found.raised.values()) == {1}
    assert set(found.arrived) == found.alerts
    assert found.differing == []
    assert found.open == ()
    assert len(found.tips) == 1


def test_clones_that_run_at_once_tell_everything_once(tmp_path: Path) -> None:
    found = hammer(tmp_path, clones=3, rounds=2, seed=5)
    check(found)
    assert found.codes == {0}
    assert found.replays
    assert set(found.arrived.values()) == {1}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_clones_that_are_killed_lose_nothing_and_need_no_hand(tmp_path: Path) -> None:
    found = hammer(tmp_path, clones=2, rounds=2, seed=8, kills=0.5)
    check(found)
    assert found.killed
    assert found.codes <= {0, 5}
