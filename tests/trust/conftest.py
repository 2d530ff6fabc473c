"""A made-up trust with a store that knows invented guidance, built once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from tests.trust import papers, workbook
from tests.trust.planting import Ground

from guidetrack.cli import guidetrack
from guidetrack.demo import GUIDANCE, STEPS


class Trust(NamedTuple):
    """A trust's folder, what is planted in it, and the command line to scan it."""

    ground: Ground
    rows: tuple[workbook.Row, ...]
    home: Path
    """Where the store is."""

    def run(self, *arguments: str) -> Result:
        store = str(self.home / "snapshots")
        return CliRunner().invoke(guidetrack, ["--store", store, *arguments])


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    home = tmp_path_factory.mktemp("home")
    ground = Ground(tmp_path_factory.mktemp("trust"))
    rows = workbook.write_register(ground)
    papers.write_documents(ground, 30)
    papers.write_prints(ground, 30)
    papers.write_queries(ground, 6)
    papers.write_pages(ground, 8)
    papers.write_mail(ground)
    made = Trust(ground, rows, home)
    assert CliRunner().invoke(guidetrack, ["init", str(home)]).exit_code == 0
    for step in STEPS:
        moment = step.observed_at.isoformat()
        done = made.run("snapshot", str(GUIDANCE / step.folder), "--observed-at", moment)
        assert done.exit_code in {0, 3}, done.output
    return made
