"""
Real guidance, edited where it lies: exactly what was edited is told.

The edits are made at test time and name single words and numbers of the documents, so
that no sentence of theirs is kept here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from guidetrack.diff.holding import HeldRecords
from guidetrack.events import detect
from guidetrack.extract import extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.readers import read

HTG46, HTG225, HTG501, IPG75 = "000", "003", "004", "001"

Told = tuple[str, str, tuple[str, ...]]
"""Kind, priority, aspects."""


def _text(shared: Path, name: str) -> str:
    return next((shared / "seeds").glob(f"{name}_*.txt")).read_text("utf-8")


@cache
def _record(text: str) -> GuidanceRecord:
    document = read(SourceDocument(content=text.encode(), name="document.txt"))
    assert not isinstance(document, Unreadable)
    capture = extract(document)
    assert not isinstance(capture, Unreadable)
    return capture.record


def _told(before: list[GuidanceRecord], after: list[GuidanceRecord]) -> list[Told]:
    events = detect(HeldRecords(before), HeldRecords(after))
    return [(event.kind, event.priority, event.aspects) for event in events]


def swap(old: str, new: str) -> Callable[[str], str]:
    """Put one text in place of another, which must be there."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def swap_all(old: str, new: str) -> Callable[[str], str]:
    """The same everywhere."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def renumber_from(label: str, sentence: str) -> Callable[[str], str]:
    """Put a recommendation in front of a label and count up those that follow."""

    def edit(text: str) -> str:
        section, _, start = label.partition(".")
        for number in range(30, int(start) - 1, -1):
            text = text.replace(f"- {section}.{number} ", f"- {section}.{number + 1} ")
        following = f"- {section}.{int(start) + 1} "
        assert following in text
        return text.replace(following, f"- {label} {sentence}\n{following}", 1)

    return edit


def drop_line(start: str) -> Callable[[str], str]:
    """Take out the one line that begins so."""

    def edit(text: str) -> str:
        lines = text.splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) == len(lines) - 1
        return "".join(kept)

    return edit


ADDED: Told = ("recommendation-added", "review", ())
REMOVED: Told = ("recommendation-removed", "act", ())
MOVED: Told = ("recommendation-renumbered", "information", ())
DETAILS: Told = ("details-changed", "information", ())
SENTENCE = "Clinicians should hold an invented meeting about every case."


def _reworded(priority: str, *aspects: str) -> Told:
    return ("recommendation-reworded", priority, aspects)


def _section(role: str) -> Told:
    return ("section-changed", "review" if role == "safety" else "information", (role,))


def _category(priority: str, *aspects: str) -> Told:
    return ("category-changed", priority, aspects)


EDITS: list[tuple[str, Callable[[str], str], list[Told]]] = [
    (HTG46, swap("gravely", "critically"), [_reworded("review", "wording")]),
    (HTG46, swap("should only be offered", "must only be offered"), [_reworded("act", "strength")]),
    (HTG46, swap("20% (1 out of 5)", "40% (2 out of 5)"), [_section("safety")]),
    (HTG46, swap("within 36 hours", "within 72 hours"), [_section("efficacy")]),
    (HTG46, swap("978-1-4731-8779-5", "978-1-4731-0000-8"), [DETAILS]),
    (HTG46, swap("28 July 2004", "29 July 2004"), [("dates-changed", "information", ())]),
    (HTG46, drop_line("- 1.5 "), [REMOVED]),
    (HTG46, renumber_from("1.1", SENTENCE), [MOVED] * 5 + [ADDED]),
    (
        HTG46,
        swap("Healthcare Improvement", "Example"),
        [("endorsement-changed", "information", ())],
    ),
    (
        HTG46,
        swap_all("stenosis", "narrowing"),
        [
            _reworded("review", "wording"),
            _reworded("review", "wording"),
            _section("procedure"),
            _section("procedure"),
            _section("efficacy"),
            ("retitled", "re-reference", ()),
        ],
    ),
    (
        HTG225,
        swap("in the context of research", "with special arrangements"),
        [_category("review", "wording")],
    ),
    (
        HTG225,
        swap("should only be carried out", "may be carried out"),
        [_reworded("review", "strength")],
    ),
    (HTG225, swap("from 47 at", "from 74 at"), [_section("efficacy")]),
    (HTG225, swap("7% (3/46)", "9% (4/46)"), [_section("safety")]),
    (HTG225, swap("978-1-4731-8188-5", "978-1-4731-0000-8"), [DETAILS]),
    (HTG225, drop_line("- 1.3 "), [REMOVED]),
    (HTG225, renumber_from("1.2", SENTENCE), [MOVED] * 2 + [ADDED]),
    (HTG225, swap("$p < 0.001$", "$p < 0.01$"), [_section("efficacy")]),
    (HTG225, swap("specific training", "specific experience"), [_reworded("review", "wording")]),
    (HTG225, swap("cardiac perforation", "perforation"), [_section("safety")]),
    (HTG501, swap("should not be used", "should be used"), [_category("act", "negation")]),
    (HTG501, swap("978-1-4731-8875-4", "978-1-4731-0000-8"), [DETAILS]),
    (HTG501, swap("should not be used", "must not be used"), [_reworded("act", "strength")]),
    (
        HTG501,
        swap("should not be used", "should only be used in the context of research"),
        [_category("review", "negation", "strength")],
    ),
    (HTG501, swap("serious complications", "rare complications"), [_reworded("review", "wording")]),
    (HTG501, swap("evidence from 8 sources", "evidence from 9 sources"), [_section("other")]),
    (HTG501, swap("left in place", "not left in place"), [_section("procedure")]),
    (HTG501, swap("stent fracture (if", "stent fracture, (if"), [("editorial", "information", ())]),
    (HTG501, drop_line("- 3.4 "), [_section("other")]),
    (HTG501, swap("30 January 2019", "31 January 2019"), [("dates-changed", "information", ())]),
]
QUIET: list[tuple[str, Callable[[str], str]]] = [
    (HTG46, swap_all("\n- ", "\n")),
    (HTG46, swap_all("'", "\u2019")),
    (HTG46, swap_all("short-term", "short\u2011term")),
    (HTG46, swap_all("](#)", "](https://www.example.org)")),
    (HTG46, swap_all("## ", "### ")),
    (HTG46, swap_all("\n", "\r\n")),
    (HTG225, swap_all("\n- ", "\n")),
    (HTG225, swap_all(" patients", "\u00a0patients")),
    (HTG225, swap("$p < 0.001$", "p<0.001")),
    (HTG501, swap_all("\n- ", "\n")),
    (HTG501, swap_all(", ", ",  ")),
]


@pytest.mark.parametrize(("name", "edit", "expected"), EDITS, ids=map(str, range(len(EDITS))))
def test_an_edit_is_told_and_nothing_else(
    shared: Path, name: str, edit: Callable[[str], str], expected: list[Told]
) -> None:
    text = _text(shared, name)
    assert _told([_record(text)], [_record(edit(text))]) == expected


@pytest.mark.parametrize(("name", "edit"), QUIET, ids=map(str, range(len(QUIET))))
def test_another_typography_tells_nothing(
    shared: Path, name: str, edit: Callable[[str], str]
) -> None:
    text = _text(shared, name)
    assert _told([_record(text)], [_record(edit(text))]) == []


def test_the_overview_and_its_successor_are_a_migration_that_nobody_can_verify(
    shared: Path,
) -> None:
    old, new = _record(_text(shared, IPG75)), _record(_text(shared, HTG46))
    first, second = detect(HeldRecords([old]), HeldRecords([old, new]))
    assert (first.kind, first.verdict, first.priority) == ("migrated", "not-verified", "review")
    assert (first.reference_before, first.reference_after) == ("IPG75", "HTG46")
    assert (second.kind, second.priority) == ("coverage-changed", "information")
