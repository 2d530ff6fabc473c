"""Markdown as a reader of the page sees it."""

from __future__ import annotations

import pytest

from guidetrack.sources.document import SourceDocument
from guidetrack.sources.readers import markdown


def _blocks(text: str) -> list[tuple[str, int, str]]:
    parsed = markdown.parse(SourceDocument(text.encode(), "a.md"), text)
    return [(block.kind, block.level, block.text) for block in parsed.blocks]


def _text(text: str) -> str:
    ((_, _, found),) = _blocks(text)
    return found


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("A **strong** and *soft* and ***both*** word.", "A strong and soft and both word."),
        ("The [example register \\(EXREG\\)](#) is kept.", "The example register (EXREG) is kept."),
        ("See [the overview](https://example.org/a_(b)).", "See the overview."),
        ('See [the overview](#x "title").', "See the overview."),
        ("Text ![alt](image.png) goes on.", "Text goes on."),
        ("Escaped \\* \\_ \\[1\\] \\# signs.", "Escaped * _ [1] # signs."),
        ("Peptide [EXP] and footnote [1] stay.", "Peptide [EXP] and footnote [1] stay."),
        ("A fall ($p < 0.001$) was seen.", "A fall (p < 0.001) was seen."),
        ("A fall ($p<0.001$) was seen.", "A fall (p < 0.001) was seen."),
        ("Age $\\geq 18$ years.", "Age \u2265 18 years."),
        ("It costs $5 or $10 a day.", "It costs $5 or $10 a day."),
        ("A `code` word &amp; more.", "A code word & more."),
        ("5 < 6 and a <b and c> d.", "5 < 6 and a <b and c> d."),
        ("A <em>soft</em><br>word.", "A soft word."),
        ("Snake_case_words and 2 * 3 * 4 stay.", "Snake_case_words and 2 * 3 * 4 stay."),
        ("> Quoted text.", "Quoted text."),
        ("Text <!-- unseen --> goes on.", "Text goes on."),
    ],
)
def test_markup_is_taken_off(markup: str, seen: str) -> None:
    assert _text(markup) == seen


def test_headings_of_every_kind_are_headings() -> None:
    text = "# One\n## Two ##\nThree\n===\n\n**Four**\n\n#5 Five\n"
    assert _blocks(text) == [
        ("heading", 1, "One"),
        ("heading", 2, "Two"),
        ("heading", 2, "Three"),
        ("heading", 6, "Four"),
        ("heading", 1, "5 Five"),
    ]


def test_a_bold_line_that_leads_into_text_is_no_heading() -> None:
    assert _blocks("**January 2026:**") == [("paragraph", 0, "January 2026:")]
    assert _blocks("**1.1**") == [("paragraph", 0, "1.1")]


def test_bullets_keep_numbers_and_depth() -> None:
    text = "- 1.1 First\n- 1.2 Second:\n  - below\n    * deeper\n  - below again\n- 1.3 Third\n"
    assert _blocks(text) == [
        ("item", 1, "1.1 First"),
        ("item", 1, "1.2 Second:"),
        ("item", 2, "below"),
        ("item", 3, "deeper"),
        ("item", 2, "below again"),
        ("item", 1, "1.3 Third"),
    ]


def test_a_table_is_text_row_by_row() -> None:
    text = "| Old | New |\n| --- | :-: |\n| 1.1 a | 1.2 **b** |\n"
    assert _blocks(text) == [("paragraph", 0, "Old | New"), ("paragraph", 0, "1.1 a | 1.2 b")]


def test_rules_fences_and_comments_are_no_text() -> None:
    assert _blocks("a\n\n---\n\n```\nb\n```\n\n<!-- c\nd -->\n\n* * *\ne") == [
        ("paragraph", 0, "a"),
        ("paragraph", 0, "b"),
        ("paragraph", 0, "e"),
    ]


def test_a_hard_break_ends_a_line_of_the_head() -> None:
    assert _blocks("HealthTech guidance  \nPublished: 1 May 2020") == [
        ("paragraph", 0, "HealthTech guidance"),
        ("paragraph", 0, "Published: 1 May 2020"),
    ]
