"""A run may be killed anywhere: nothing is lost, and nothing comes under two names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.delivery.killing import play
from tests.delivery.receiver import receiving


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_killed_runs_lose_nothing_and_need_no_hand(tmp_path: Path) -> None:
    with receiving() as receiver:
        played = play(tmp_path / "office", receiver, runs=8, seed=40)
    assert played.is_valid, played.said
    assert played.killed
    assert len(receiver.arrived) > len(receiver.table), "one was sent twice, under one key"
    assert set(receiver.table) == played.alerts
    assert receiver.differing == []
    assert played.files == played.alerts
    assert played.events_raised == played.events_in_history
