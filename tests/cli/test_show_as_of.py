"""`show --as-of`: what the guidance said on a day, and when somebody looked around it."""

from __future__ import annotations

import json
from typing import Any

from guidetrack.demo import GUIDANCE


def _told(done: Any) -> str:
    """The lines between the title and the record itself, as one."""
    lines = done.stdout.partition(" guidance\n")[0].splitlines()[1:-1]
    return " ".join(line.strip() for line in lines)


def test_a_day_between_two_captures_names_both(history: Any) -> None:
    assert _told(history("show", "HTG9310", "--as-of", "2026-01-31")) == (
        "Held as of 2026-01-31: seen on 3 November 2025, next seen on 2 March 2026; it had "
        "changed by then. Nobody captured it between the two: the day of the change is not known."
    )


def test_the_day_of_a_capture_needs_no_caution(history: Any) -> None:
    assert _told(history("show", "HTG9310", "--as-of", "2026-03-02")) == (
        "Held as of 2026-03-02: seen on 2 March 2026, and not seen since."
    )


def test_guidance_that_nobody_captured_again_says_so(history: Any) -> None:
    assert _told(history("show", "IPG9075", "--as-of", "2025-12-31")) == (
        "Held as of 2025-12-31: seen on 3 November 2025, and not seen since. "
        "Nobody has captured it since 3 November 2025: what it said later is not known."
    )


def test_a_later_look_that_found_it_unchanged_counts(history: Any) -> None:
    captures = str(GUIDANCE / "1-baseline" / "IPG9075.md")
    history("snapshot", captures, "--observed-at", "2026-05-01T09:00:00Z")
    assert _told(history("show", "IPG9075", "--as-of", "2025-12-31")) == (
        "Held as of 2025-12-31: seen on 3 November 2025, next seen on 1 May 2026, unchanged. "
        "Nobody captured it between the two."
    )


def test_the_record_alone_goes_to_stdout_as_json_and_as_yaml(history: Any) -> None:
    today = json.loads(history("show", "HTG9310", "--json").stdout)
    for form in ("json", "yaml"):
        done = history("show", "HTG9310", "--as-of", "2026-01-31", "--format", form)
        assert "Held as of 2026-01-31: seen on 3 November 2025" in done.stderr
        assert "Held as of" not in done.stdout
    then = history("show", "HTG9310", "--as-of", "2026-01-31", "--json")
    assert json.loads(then.stdout).keys() == today.keys()
    quiet = history("-q", "show", "HTG9310", "--as-of", "2026-01-31", "--json")
    assert quiet.stderr == ""
    assert quiet.stdout == then.stdout


def test_what_was_not_held_then_says_since_when_and_under_which_number(history: Any) -> None:
    done = history("show", "HTG9046", "--as-of", "2025-12-31")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "HTG9046 was not held on 2025-12-31: it was first seen on 19 January 2026" in done.stderr
    assert "guidetrack show IPG9075 --as-of 2025-12-31" in done.stderr


def test_a_day_before_the_first_snapshot_says_that_there_is_none(history: Any) -> None:
    done = history("show", "HTG9310", "--as-of", "2025-01-31")
    assert done.exit_code == 2
    assert "it was first seen on 3 November 2025" in done.stderr
    assert "there is no snapshot up to the end of 2025-01-31" in done.stderr


def test_what_was_never_held_says_only_that(history: Any) -> None:
    done = history("show", "IPG9999", "--as-of", "2026-01-31")
    assert done.exit_code == 2
    assert "IPG9999 is not held in the store on 2026-01-31" in done.stderr
    assert "first seen" not in done.stderr
