"""`guidetrack init`: a place for snapshots where it was asked for."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_folder_named_from_here_holds_file_store_and_repository(run: Run) -> None:
    assert run("init", "watch/trust").exit_code == 0
    made = {each.name for each in Path("watch/trust").iterdir()}
    assert made == {"guidetrack.yaml", "snapshots", ".git"}
    again = run("init", "watch/trust")
    assert again.exit_code == 0
    assert "Made" not in again.stderr


def test_a_configuration_named_from_here_finds_its_store(run: Run, captures: Path) -> None:
    run("init", "trust")
    file = ("--config", "trust/guidetrack.yaml")
    assert run(*file, "snapshot", str(captures / "1-baseline" / "HTG9310.md")).exit_code == 0
    assert Path("trust/snapshots/records/HTG/HTG9310.yaml").is_file()
