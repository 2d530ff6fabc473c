"""`guidetrack snapshot`: what was taken, what was not, and why."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from click.testing import Result

BASELINE = ["HTG9310", "IPG9075", "IPG9143", "IPG9188", "IPG9264", "IPG9352", "IPG9420", "MTG9044"]


def told(result: Result) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def commits() -> int:
    counted = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"], capture_output=True, text=True, check=False
    )
    return int(counted.stdout or 0)


def test_a_folder_becomes_a_snapshot(run: Any, captures: Path) -> None:
    assert run("init").exit_code == 0
    done = run(
        "snapshot", str(captures / "1-baseline"), "--observed-at", "2025-11-03T10:00:00+01:00",
        "--json",
    )  # fmt: skip
    assert done.exit_code == 0
    answer = told(done)
    assert list(answer) == [
        "schema_version", "revision", "previous", "observed_at", "recorded", "unchanged", "refused",
    ]  # fmt: skip
    assert answer["recorded"] == BASELINE
    assert answer["previous"] is None
    assert answer["observed_at"] == "2025-11-03T09:00:00Z"
    assert answer["refused"] == []


def test_the_same_again_makes_no_commit(run: Any, captures: Path) -> None:
    run("init")
    first = told(run("snapshot", str(captures / "1-baseline"), "--json"))
    before = commits()
    again = told(run("snapshot", str(captures / "1-baseline"), "--json"))
    assert again["revision"] is None
    assert again["previous"] == first["revision"]
    assert again["unchanged"] == BASELINE
    assert commits() == before


def test_a_refused_source_is_named_with_its_reason_and_the_others_are_taken(
    run: Any, captures: Path
) -> None:
    run("init")
    Path("empty.md").write_text("", encoding="utf-8")
    done = run("snapshot", "empty.md", str(captures / "1-baseline" / "IPG9075.md"))
    assert done.exit_code == 3
    assert "Recorded: IPG9075" in done.stdout
    assert "Refused: empty.md\n  " in done.stdout


def test_nothing_readable_is_4(run: Any) -> None:
    run("init")
    Path("empty.md").write_text("", encoding="utf-8")
    done = run("snapshot", "empty.md", "--json")
    assert done.exit_code == 4
    answer = told(done)
    assert answer["revision"] is None
    assert [each["source"] for each in answer["refused"]] == ["empty.md"]


def test_a_dry_run_stores_nothing(run: Any, captures: Path) -> None:
    run("init")
    before = commits()
    done = run("snapshot", str(captures / "1-baseline"), "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("Would record: HTG9310")
    assert commits() == before


def test_a_number_that_is_not_stated_can_be_given(run: Any) -> None:
    run("init")
    page = "Widening of the pattern duct\n\nThis procedure is used to treat a narrow duct.\n"
    Path("page.txt").write_text(page, encoding="utf-8")
    without = run("snapshot", "page.txt")
    assert without.exit_code == 4
    assert "--reference" in without.stdout
    given = run("snapshot", "page.txt", "--reference", "ipg 9078", "--json")
    assert told(given)["recorded"] == ["IPG9078"], given.output


def test_a_time_must_name_its_zone_and_not_lie_before_the_newest_snapshot(
    run: Any, captures: Path
) -> None:
    run("init")
    page = str(captures / "1-baseline" / "IPG9075.md")
    for moment in ("2026-01-14T09:00:00", "yesterday"):
        assert run("snapshot", page, "--observed-at", moment).exit_code == 2
    assert run("snapshot", page, "--observed-at", "2026-01-14T09:00:00Z").exit_code == 0
    earlier = run("snapshot", page, "--observed-at", "2026-01-13T09:00:00Z")
    assert earlier.exit_code == 2
    assert earlier.stdout == ""
