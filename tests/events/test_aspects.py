"""The aspect of a rewording is read from the words that changed and what stands around them."""

from __future__ import annotations

import pytest

from guidetrack.events.aspects import aspects_of, priority_of

REWORDINGS = [
    ("This should be used.", "This should not be used.", ["negation"], "act"),
    ("Evidence is adequate.", "Evidence is inadequate.", ["negation"], "act"),
    ("Use it without sedation.", "Use it with sedation.", ["negation"], "act"),
    ("Do not use A but B.", "Do use A but not B.", ["negation"], "act"),
    ("Offer a stent.", "Consider a stent.", ["strength"], "review"),
    ("It may be offered.", "It must be offered.", ["strength"], "act"),
    ("It must be offered.", "It may be offered.", ["strength"], "review"),
    ("It should only be offered.", "It should be offered.", ["strength"], "review"),
    ("Give 7.5 mg daily.", "Give 75 mg daily.", ["quantity"], "act"),
    ("Give 7.5 mg daily.", "Give 7.5 g daily.", ["quantity"], "act"),
    ("Give it once daily.", "Give it twice daily.", ["quantity"], "act"),
    ("Give it weekly.", "Give it monthly.", ["quantity"], "act"),
    ("For adults over 50.", "For adults under 50.", ["quantity"], "act"),
    ("For people aged 18 or over.", "For people aged 16 or over.", ["quantity"], "act"),
    ("In 20% of patients.", "In 25% of patients.", ["quantity"], "act"),
    ("Review after 7 days.", "Review after 7 weeks.", ["quantity"], "act"),
    ("A lesion < 5 mm wide.", "A lesion > 5 mm wide.", ["quantity"], "act"),
    ("In two sessions.", "In three sessions.", ["quantity"], "act"),
    ("In two sessions.", "In 2 sessions.", ["wording"], "review"),
    ("For adults with pain.", "For children with pain.", ["population"], "review"),
    ("For severe pain.", "For mild pain.", ["population"], "review"),
    ("See section 1.2.", "See section 1.3.", ["reference"], "review"),
    (
        "See recommendations 1.2 and 1.4.",
        "See recommendations 1.2 and 1.5.",
        ["reference"],
        "review",
    ),
    ("See IPG9001.", "See HTG9002.", ["reference"], "review"),
    ("See NICE guideline NG9001.", "See NICE guideline NG9002.", ["reference"], "review"),
    ("Clinicians inform patients.", "Clinicians tell patients.", ["wording"], "review"),
    ("More than one visit.", "More than one stay.", ["wording"], "review"),
    ("Tell people.", "Tell people about 5 risks they must know.", ["strength", "quantity"], "act"),
    (
        "Adults should have 5 mg.",
        "Children must not have 7 mg.",
        ["negation", "strength", "quantity", "population"],
        "act",
    ),
]


@pytest.mark.parametrize(("before", "after", "aspects", "priority"), REWORDINGS)
def test_a_rewording_touches(before: str, after: str, aspects: list[str], priority: str) -> None:
    assert list(aspects_of(before, after)) == aspects
    assert priority_of(aspects, before, after) == priority


def test_equal_texts_have_no_aspect() -> None:
    assert aspects_of("Give 7.5 mg.", "Give 7.5\u00a0mg.") == ()


def test_a_sentence_that_only_adds_what_may_happen_is_wording() -> None:
    assert aspects_of("Use it.", "Use it. NICE may review the procedure later.") == ("wording",)
