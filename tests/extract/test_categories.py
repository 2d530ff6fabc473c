"""Every wording of a category, and what only looks like one (see category_wordings.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from guidetrack.extract import classify
from guidetrack.extract.categories import categorise
from guidetrack.extract.category_rules import RULES

_WORDINGS = yaml.load(
    Path(__file__).with_name("category_wordings.yaml").read_bytes(), Loader=yaml.CSafeLoader
)
_SAID: dict[str, list[str]] = _WORDINGS["categories"]
_SAYS_NOTHING: list[str] = _WORDINGS["none"]


@pytest.mark.parametrize(
    ("category", "text"),
    [(category, text) for category, texts in _SAID.items() for text in texts],
)
def test_a_wording_has_its_category(category: str, text: str) -> None:
    assert [match.category for match in classify(text)] == [category]


@pytest.mark.parametrize("text", [*_SAYS_NOTHING, ""])
def test_a_wording_no_rule_knows_has_none(text: str) -> None:
    assert classify(text) == ()


def test_two_populations_in_one_paragraph_have_a_category_each() -> None:
    text = (
        "For people over 50, this procedure should not be used. For people aged 50 or under, it"
        " should only be used with special arrangements for consent and audit or research."
    )
    assert [match.category for match in classify(text)] == ["do-not-use", "special-arrangements"]


def test_one_test_can_be_recommended_and_another_not() -> None:
    text = (
        "The example assay is recommended as an option for adults. The sample assay is not"
        " recommended for use in the NHS."
    )
    assert [match.category for match in classify(text)] == ["recommended", "not-recommended"]


def test_the_matched_words_are_kept_with_their_place() -> None:
    text = "Evidence is limited. Therefore, this procedure should not be used."
    (match,) = classify(text)
    assert match.words == "should not be used"
    assert text[match.start : match.end] == match.words


@pytest.mark.parametrize(
    ("stem", "bullet", "category"),
    [
        ("This procedure should:", "not be used in people with example syndrome", "do-not-use"),
        (
            "This procedure should only be used:",
            "with special arrangements for consent and audit, in people under 50",
            "special-arrangements",
        ),
        ("This procedure should only be used:", "in the context of research", "research-only"),
        ("Current evidence is limited.", "in the context of research", None),
        ("This procedure should not be used in people with:", "example syndrome", None),
        ("Clinicians should:", "inform the clinical governance leads", None),
    ],
)
def test_a_bullet_is_read_on_from_its_stem(stem: str, bullet: str, category: str | None) -> None:
    assert categorise(bullet, stem) == ((category,) if category else ())


def test_the_rules_are_asked_in_the_stated_order() -> None:
    order = list(dict.fromkeys(rule.category for rule in RULES))
    assert order == [
        "evidence-generation",
        "special-arrangements",
        "research-only",
        "do-not-use",
        "standard-arrangements",
        "not-recommended",
        "recommended",
        "can-be-used",
    ]


def test_every_rule_names_where_its_wording_was_seen() -> None:
    assert all(rule.source for rule in RULES)


def test_every_rule_is_reached_by_some_wording() -> None:
    texts = [text for texts in _SAID.values() for text in texts]
    reached = {rule for rule in RULES for text in texts if rule.pattern.search(text)}
    assert [rule.pattern.pattern for rule in RULES if rule not in reached] == []


def test_classifying_hostile_text_takes_no_time() -> None:
    assert classify("more evidence is needed " * 20_000 + "before") == ()
    assert classify("not " * 50_000) == ()
    assert classify("only used in " * 20_000) == ()
