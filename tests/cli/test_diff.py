"""`guidetrack diff`: sides, filters, formats and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def events_of(stdout: str) -> list[tuple[str, str, str, str]]:
    return [
        (each["kind"], each["priority"], each["reference_before"], each["reference_after"])
        for each in json.loads(stdout)["events"]
    ]


def test_no_side_means_the_last_two_snapshots(history: Any) -> None:
    done = history("diff", "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert report["old"]["observed_at"] == "2026-03-02T09:00:00Z"
    assert report["new"]["observed_at"] == "2026-04-13T09:00:00Z"
    assert events_of(done.stdout) == [("withdrawn", "act", "IPG9188", "IPG9188")]


def test_two_days_are_the_last_snapshots_up_to_their_ends(history: Any) -> None:
    done = history("diff", "2025-11-30", "2025-12-31", "--json")
    assert {kind for kind, *_ in events_of(done.stdout)} >= {"superseded", "category-changed"}


def test_two_files_of_one_guidance_in_two_formats_are_no_change(run: Any, captures: Path) -> None:
    text = (captures / "1-baseline" / "IPG9264.md").read_text("utf-8")
    Path("a.md").write_text(text, encoding="utf-8")
    Path("b.txt").write_text(text.replace("# ", "").replace("#", ""), encoding="utf-8")
    done = run("diff", "a.md", "b.txt", "--exit-code")
    assert done.stdout == "No change of guidance.\n"
    assert done.exit_code == 0


def test_two_references_are_compared_as_held(history: Any) -> None:
    done = history("diff", "IPG9075", "HTG9046", "--json")
    [event] = json.loads(done.stdout)["events"]
    assert (event["kind"], event["verdict"], event["priority"]) == (
        "migrated", "identical", "re-reference",
    )  # fmt: skip


def test_news_is_no_failure_unless_asked_for(history: Any) -> None:
    assert history("diff").exit_code == 0
    assert history("diff", "--exit-code").exit_code == 1
    assert history("diff", "HEAD", "--exit-code").exit_code == 0


def test_events_can_be_chosen_by_number_kind_and_priority(history: Any) -> None:
    days = ("diff", "2025-12-31", "2026-01-31", "--json")
    only = json.loads(history(*days, "--only", "ipg9352").stdout)["events"]
    assert {event["reference_after"] for event in only} == {"HTG9225"}
    kinds = events_of(history(*days, "--kind", "migrated").stdout)
    assert len(kinds) == 6
    urgent = events_of(history(*days, "--min-priority", "act").stdout)
    assert urgent
    assert {priority for _, priority, *_ in urgent} == {"act"}


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "markdown", "html", "csv"])
def test_every_format_names_the_withdrawal(history: Any, form: str) -> None:
    done = history("diff", "--format", form)
    assert done.exit_code == 0
    assert "IPG9188" in done.stdout


def test_with_one_snapshot_there_is_nothing_to_tell(run: Any, captures: Path) -> None:
    run("init")
    run("snapshot", str(captures / "1-baseline"))
    assert run("diff").stdout == "No change of guidance.\n"


def test_a_side_that_is_nothing_is_named(history: Any) -> None:
    done = history("diff", "no-such-side")
    assert done.exit_code == 2
    assert "no-such-side" in done.stderr
    assert done.stdout == ""
