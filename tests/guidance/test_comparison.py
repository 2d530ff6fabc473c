"""Typography is no change; a digit, a unit, a "not" or an "only" always is."""

from __future__ import annotations

import unicodedata

import pytest

from guidetrack.guidance.comparison import RULES, comparison_form

SAME = [
    ("24 hours", "24\u00a0hours"),
    ("24 hours", "24\n  hours"),
    ("embolisation", "embo\u00adlisation"),
    ("24-hour care", "24\u2011hour care"),
    ("pages 4-8", "pages 4 \u2013 8"),
    ("care - in full - today", "care\u2014in full\u2014today"),
    ('NICE\'s "overview"', "NICE\u2019s \u201coverview\u201d"),
    ("efficacy", "e\ufb03cacy"),
    ("and so on...", "and so on\u2026"),
    ("5 \u00b5g", "5 \u03bcg"),
    ("p<0.001", "$p < 0.001$"),
    ("see the overview", "see the [overview](https://example.org/a_(b))".replace("_(b)", "")),
    ("see the overview", "see the **overview**"),
    ("Database (UKXYZ)", r"Database \(UKXYZ\)"),
    ("audit outcomes", "- audit outcomes"),
    ("audit outcomes", "\u2022 audit outcomes"),
    ("see IPG9075 now", "see [ipg 9075] now"),
    ("see IPG75 now", "see IPG075 now"),
    ("NICE\u2019s view", "NICE\u00e2\u20ac\u2122s view"),
    ("caf\u00e9", unicodedata.normalize("NFD", "caf\u00e9")),
]
DIFFERENT = [
    ("7.5 mg", "75 mg"),
    ("7.5 mg", "7,5 mg"),
    ("5 mg", "5 g"),
    ("10\u2079 cells", "109 cells"),
    ("5\u00d710", "5x10"),
    ("should be used", "should not be used"),
    ("should be used", "should only be used"),
    ("< 5 mm", "> 5 mm"),
    ("\u2264 5 mm", "< 5 mm"),
    ("at 5 degrees", "at \u22125 degrees"),
    ("20%", "20"),
    ("aged 18", "aged 16"),
    ("IPG75", "IPG750"),
    ("Trusts", "trusts"),
    ("a, b", "a b"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_these_say_the_same(one: str, two: str) -> None:
    assert comparison_form(one) == comparison_form(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_these_do_not(one: str, two: str) -> None:
    assert comparison_form(one) != comparison_form(two)


def test_the_rules_are_written_for_people() -> None:
    assert len({name for name, _ in RULES}) == len(RULES)
    assert all(said and not said.endswith(".") for _, said in RULES)
