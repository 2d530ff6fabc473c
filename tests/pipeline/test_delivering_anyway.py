"""What waits goes out, whatever becomes of the sources that day."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.delivery.office import Office
from tests.pipeline.publisher import reword
from tests.pipeline.weeks import Watch

from guidetrack.demo.steps import GUIDANCE, STEPS
from guidetrack.errors import ConfigError
from guidetrack.pipeline import take_snapshot

TEAM = "routes:\n  all: {channels: [team]}\nchannels:\n  team: {kind: files, folder: team}\n"


def arrived(folder: Path) -> set[str]:
    return {file.stem for file in (folder / "team").glob("*.txt")}


def test_a_publisher_with_an_outage_keeps_nothing_back(watch: Watch) -> None:
    watch.configure(*watch.publisher.guidance, more=TEAM)
    watch.run()
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    waiting = watch.run(deliver=False).raised
    watch.publisher.fail()
    result = watch.run()
    assert result.failed
    assert result.delivered is not None
    assert result.delivered.is_complete
    assert arrived(watch.folder) == set(waiting) != set()


def test_a_run_that_ends_in_a_wrong_configuration_keeps_nothing_back(watch: Watch) -> None:
    watch.configure(*watch.publisher.guidance, more=TEAM)
    watch.run()
    watch.publisher.publish(reword(watch.publisher.guidance["IPG9101"], 1, "Do not do it."))
    waiting = watch.run(deliver=False).raised
    watch.configure(*watch.publisher.guidance, more=TEAM)
    file = watch.folder / "guidetrack.yaml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}    references_from: gone.csv\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="gone"):
        watch.run(deliver=False)
    assert not arrived(watch.folder)
    with pytest.raises(ConfigError, match="gone"):
        watch.run()
    assert arrived(watch.folder) == set(waiting)


def test_without_sources_what_was_captured_by_hand_is_told(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.configure(TEAM)
    (office.folder / "guidetrack.yaml").write_text(TEAM, encoding="utf-8")
    folders = [str(GUIDANCE / step.folder) for step in STEPS]
    assert office.run().raised == ()
    take_snapshot(office.place, folders[:1], now=office.now)
    assert office.run().raised == ()
    office.now = STEPS[1].observed_at
    take_snapshot(office.place, folders[1:2], now=office.now)
    raised = office.run().raised
    assert arrived(office.folder) == set(raised) != set()
    assert office.run().raised == ()
