"""`guidetrack run` and what an operator does around it, as typed on a command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.conftest import Run
from tests.cli.telling import Trust
from tests.sources.conftest import site
from tests.sources.site import Site, overview, page

from guidetrack.cli.progress import describe
from guidetrack.guidance.reference import Reference
from guidetrack.sources.fetch import Progress, Request

__all__ = ["site"]
HALF = 5


@pytest.fixture
def inbox(run: Any, captures: Path) -> Path:
    """A folder that is watched, with the baseline in it."""
    assert run("init").exit_code == 0
    shutil.copytree(captures / "1-baseline", "inbox")
    Path("guidetrack.yaml").write_text("sources:\n  - folder: inbox\n", encoding="utf-8")
    return Path("inbox")


def told(result: Result) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def shrink(file: Path) -> None:
    """Leave only the first of the recommendations."""
    lines = file.read_text("utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if "1.1 " in line and "1.1 O" not in line)
    file.write_text("\n".join(lines[: first + 1]) + "\n", encoding="utf-8")


def test_the_first_run_is_the_baseline_and_the_second_tells(
    run: Any, inbox: Path, captures: Path
) -> None:
    first = run("run")
    assert first.exit_code == 0
    assert "Recorded: HTG9310" in first.stdout
    assert "baseline" in first.stdout
    shutil.copy(captures / "4-tightening" / "HTG9310.md", inbox)
    second = run("run", "--json")
    assert second.exit_code == 0
    answer = told(second)
    assert list(answer)[:4] == ["schema_version", "revision", "previous", "observed_at"]
    assert "category-changed" in {event["kind"] for event in answer["report"]["events"]}
    assert "position_before" not in json.dumps(answer)
    third = run("run")
    assert "Nothing new" in third.stdout
    assert "No change of guidance." in third.stdout


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(run: Any, inbox: Path) -> None:
    del inbox
    done = run("run", "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("Would record: HTG9310")
    assert not list(Path("snapshots").iterdir())


def test_without_sources_the_configuration_is_wrong(run: Any) -> None:
    run("init")
    done = run("run")
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_refused_source_is_3_and_nothing_read_is_4(run: Any, inbox: Path) -> None:
    for file in inbox.iterdir():
        file.unlink()
    (inbox / "empty.md").write_text("", encoding="utf-8")
    assert run("run").exit_code == 4
    (inbox / "a.md").write_text("# Widening\n\nIPG9001\n\n# 1 Recommendations\n\n1.1 Widen it.\n")
    done = run("run")
    assert done.exit_code == 3
    assert "Refused: " in done.stdout
    assert "Note (source-failed): inbox" in done.stderr


def test_a_page_is_fetched_with_a_line_for_every_step(run: Any, site: Site) -> None:
    run("init")
    site.play("/guidance/ipg9001", page(overview("IPG9001", "Widening of the example duct")))
    Path("guidetrack.yaml").write_text(
        "contact: lead@trust.example\nsources:\n"
        f"  - pages: {site.at('/guidance/{reference}')}\n    references: [IPG9001]\n",
        encoding="utf-8",
    )
    done = run("run")
    assert done.exit_code == 0, done.output
    assert "1 of 1" in done.stderr
    assert "Recorded: IPG9001" in done.stdout
    assert run("-q", "run").stderr == ""


def test_progress_says_how_far_where_and_how_long() -> None:
    request = Request("https://example.org/x", "overview", Reference("HTG", 9046))
    assert describe(Progress(1_200, 2_500, request, 1.0, 1_300.0)) == (
        "1,200 of 2,500, HTG9046, waiting 1 s, about 22 min left"
    )
    assert describe(Progress(2, 2, None, 0.0, 0.0)) == "2 of 2"


def test_status_says_when_somebody_last_looked_and_what_nobody_watches(
    run: Any, inbox: Path
) -> None:
    empty = told(run("status", "--json"))
    assert (empty["records"], empty["stale"], empty["last_run"]) == (0, True, None)
    (inbox / "empty.md").write_text("", encoding="utf-8")
    run("run")
    answer = told(run("status", "--json"))
    assert (answer["records"], answer["stale"], answer["quarantined"]) == (8, False, 0)
    assert answer["last_good_run"]["command"] == "run"
    assert answer["failed"] == {"inbox": 1}
    assert "HTG9310" in answer["not_watched"]
    text = run("status").stdout
    assert "Last good run: " in text
    assert "Held, and watched by no source: HTG9310" in text


def test_what_shrank_lies_in_quarantine_and_can_be_let_in(run: Any, inbox: Path) -> None:
    run("run")
    shrink(inbox / "HTG9310.md")
    assert run("run").exit_code == 3
    listed = told(run("quarantine", "list", "--json"))["refused"]
    assert [(each["reference"], each["kind"]) for each in listed] == [("HTG9310", "shrunk")]
    name = listed[0]["id"]
    assert name in run("quarantine", "list").stdout
    shown = run("quarantine", "show", name[:HALF])
    assert "shrank" in shown.stdout
    assert "Recommendations" in shown.stdout
    assert (
        run("quarantine", "show", name, "--bytes").stdout_bytes
        == (inbox / "HTG9310.md").read_bytes()
    )
    released = run("quarantine", "release", name)
    assert released.exit_code == 0
    assert "Recorded: HTG9310" in released.stdout
    assert run("quarantine", "list").stdout == "Nothing is in quarantine.\n"


def test_what_is_no_guidance_is_never_let_in_and_can_be_thrown_away(run: Any) -> None:
    run("init")
    Path("page.html").write_text("<h1>Page not found</h1><p>IPG9001</p>", encoding="utf-8")
    assert run("snapshot", "page.html").exit_code == 4
    name = told(run("quarantine", "list", "--json"))["refused"][0]["id"]
    done = run("quarantine", "release", name, "--reference", "IPG9001")
    assert done.exit_code == 4
    assert "cannot be released" in done.stderr
    assert run("quarantine", "drop", name).exit_code == 0
    assert run("quarantine", "drop", name).exit_code == 2
    assert told(run("quarantine", "list", "--json"))["refused"] == []


def test_a_number_that_is_missing_can_be_given_at_the_release(run: Any) -> None:
    run("init")
    text = "Widening of the pattern duct\n\n1 Recommendations\n\n1.1 Widen the duct.\n"
    Path("page.txt").write_text(text, encoding="utf-8")
    assert run("snapshot", "page.txt").exit_code == 4
    name = told(run("quarantine", "list", "--json"))["refused"][0]["id"]
    done = run("quarantine", "release", name, "--reference", "ipg 9001")
    assert "Recorded: IPG9001" in done.stdout


def test_reading_again_changes_nothing_where_nothing_reads_differently(
    run: Any, inbox: Path
) -> None:
    del inbox
    assert run("reextract").exit_code == 2
    run("run")
    done = run("reextract", "--json")
    assert (told(done)["revision"], told(done)["changed"]) == (None, [])
    assert "no commit was made" in run("reextract").stdout


def test_nothing_held_cannot_be_released(run: Any, inbox: Path) -> None:
    del inbox
    run("run")
    done = run("run", "--release-held")
    assert done.exit_code == 2
    assert "nothing is held" in done.stderr


def test_what_was_raised_and_delivered_is_said_and_can_be_left_queued(trust: Trust) -> None:
    trust.tighten()
    done = trust.run("run", "--no-deliver")
    assert done.exit_code == 0
    assert "Raised: GA-" in done.stdout
    assert "Delivered" not in done.stdout
    raised = {each["id"] for each in trust.alerts("--state", "pending")}
    answer = trust.answer("run")
    assert answer["raised"] == []
    assert (answer["delivered"]["failed"], answer["delivered"]["given_up"]) == ([], [])
    assert answer["delivered"]["sent"] >= len(raised & {*trust.alerts_in("sent")}) > 0


def test_history_is_told_only_with_a_day_and_only_once(history: Run) -> None:
    Path("guidetrack.yaml").write_text(
        "routes:\n  lead: {channels: [desk]}\nchannels:\n  desk: {kind: files, folder: desk}\n",
        encoding="utf-8",
    )
    assert told(history("run", "--json"))["raised"] == []
    since = ("run", "--since", "2026-01-31", "--json")
    raised = told(history(*since))["raised"]
    assert {file.stem for file in Path("desk").glob("*.txt")} == set(raised) != set()
    assert told(history(*since))["raised"] == []
    for words in (("--dry-run",), ("--release-held",)):
        assert history("run", "--since", "2026-01-31", *words).exit_code == 2


def test_a_delivery_that_failed_ends_higher_than_a_source_that_failed(trust: Trust) -> None:
    Path("notices").write_text("a file where the folder should be", encoding="utf-8")
    trust.tighten()
    (trust.inbox / "empty.md").write_text("", encoding="utf-8")
    assert trust.run("run", "--no-deliver").exit_code == 3
    assert trust.run("run").exit_code == 6
