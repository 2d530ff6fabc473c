"""What one guidance says of another, in the frames the publisher uses."""

from __future__ import annotations

import pytest

from guidetrack.extract.relationships import Statement, find_relationships, origin_of
from guidetrack.extract.updates import stated_when
from guidetrack.guidance.reference import Reference

_OWN = Reference("HTG", 9046)


def _found(text: str, own: Reference = _OWN) -> list[tuple[str, str]]:
    relations = find_relationships([Statement(text, stated_when(text))], own)
    return [(each.kind, str(each.reference)) for each in relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This guidance replaces IPG9075.", [("replaces", "IPG9075")]),
        (
            "This guidance replaces IPG9420, IPG9421 and IPG9640.",
            [("replaces", "IPG9420"), ("replaces", "IPG9421"), ("replaces", "IPG9640")],
        ),
        (
            (
                "This document replaces previous guidance on the sample (interventional procedure"
                " guidance 9314)."
            ),
            [("replaces", "IPG9314")],
        ),
        (
            (
                "This replaces previous guidance on sample closure (NICE interventional procedure"
                " guidance 9319)."
            ),
            [("replaces", "IPG9319")],
        ),
        (
            "This guidance replaces interventional procedure guidance 9447 (published March 2013).",
            [("replaces", "IPG9447")],
        ),
        (
            "This guideline updates and replaces NICE guideline CG9079 (February 2009).",
            [("replaces", "CG9079")],
        ),
        (
            (
                "This guideline replaces NICE guideline PH9046 (July 2013) and updates and replaces"
                " section 1.2 of NICE guideline CG9043."
            ),
            [("replaces", "PH9046"), ("partially-replaces", "CG9043")],
        ),
        (
            (
                "This guideline updates and replaces recommendations for the early management of"
                " example disease from NICE technology appraisal guidance 9047 and 9080."
            ),
            [("partially-replaces", "TA9047"), ("partially-replaces", "TA9080")],
        ),
        (
            (
                "Recommendation 1.3.6 has been replaced by recommendation 1.3.18 in the sample"
                " (CG9172)."
            ),
            [("partially-replaced-by", "CG9172")],
        ),
        (
            (
                "This guidance has been updated and replaced by NICE interventional procedure "
                "guidance"
                " 9508."
            ),
            [("replaced-by", "IPG9508")],
        ),
        (
            "This guidance has been updated and replaced by NICE diagnostics guidance 9044.",
            [("replaced-by", "DG9044")],
        ),
        (
            "This guidance has been updated and replaced by NICE guideline NG9245.",
            [("replaced-by", "NG9245")],
        ),
        (
            "This evidence summary has been replaced by NICE technology appraisal guidance 9486.",
            [("replaced-by", "TA9486")],
        ),
        ("This guidance was superseded by HTG9700.", [("replaced-by", "HTG9700")]),
        (
            "This guidance has been partially replaced by NG9001.",
            [("partially-replaced-by", "NG9001")],
        ),
        ("This guidance partially replaces CG9002.", [("partially-replaces", "CG9002")]),
        (
            "This guidance should be read in conjunction with NICE guideline NG9100.",
            [("read-with", "NG9100")],
        ),
        ("This quality standard is based on NICE guideline NG9100.", [("based-on", "NG9100")]),
        ("This guideline is the basis of QS9033.", [("basis-of", "QS9033")]),
        (
            "Interventional procedures guidance 9075 has been migrated to HealthTech guidance 9046",
            [("migrated-from", "IPG9075")],
        ),
        (
            (
                "December 2025: Medical technologies guidance 9002 has been migrated to HealthTech"
                " guidance 9046. The recommendations and accompanying content remain unchanged."
            ),
            [("migrated-from", "MTG9002")],
        ),
        (
            "This guidance has been migrated to HealthTech guidance 9901.",
            [("migrated-to", "HTG9901")],
        ),
        # Nothing is stated about this guidance.
        ("IPG9001 has been migrated to HTG9002.", []),
        ("NICE has also published HTG9003 on sample closure.", []),
        ("The procedure replaces the example valve (see IPG9314).", []),
        ("This procedure replaces open surgery, as in IPG9314.", []),
        ("NICE may replace this guidance.", []),
        ("This guidance replaces HTG9046.", []),
    ],
)
def test_a_frame_states_its_relation(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


def test_a_migration_is_dated_quoted_and_says_whether_content_is_unchanged() -> None:
    text = (
        "January 2026: Interventional procedures guidance 9075 has been migrated to HealthTech"
        " guidance 9046. The recommendations and accompanying content remain unchanged."
    )
    (relation,) = find_relationships([Statement(text, stated_when(text))], _OWN)
    assert str(relation.when) == "2026-01"
    assert relation.stated == text
    assert relation.claims_unchanged is True


def test_a_migration_without_the_second_sentence_claims_nothing() -> None:
    text = "January 2026: IPG9075 has been migrated to HealthTech guidance 9046."
    (relation,) = find_relationships([Statement(text, stated_when(text))], _OWN)
    assert relation.claims_unchanged is False


def test_a_migrated_predecessor_is_not_also_replaced() -> None:
    statements = [
        Statement("This guidance replaces IPG9420 and IPG9640."),
        Statement(
            "January 2026: Interventional procedures guidance 9640 has been migrated to HTG9046."
        ),
    ]
    found = find_relationships(statements, _OWN)
    assert [(each.kind, str(each.reference)) for each in found] == [
        ("migrated-from", "IPG9640"),
        ("replaces", "IPG9420"),
    ]


def test_the_old_page_states_the_same_link_from_its_side() -> None:
    text = "Interventional procedures guidance 9075 has been migrated to HealthTech guidance 9046."
    assert _found(text, Reference("IPG", 9075)) == [("migrated-to", "HTG9046")]


def test_the_origin_survives_a_chain_of_migrations() -> None:
    statements = [
        Statement("January 2026: IPG9075 has been migrated to HealthTech guidance 9046."),
        Statement("May 2031: HealthTech guidance 9046 has been migrated to NG9900."),
    ]
    assert origin_of(statements, Reference("NG", 9900)) == "IPG"
    assert origin_of([], Reference("NG", 9900)) == "NG"


def test_migrations_in_a_circle_end() -> None:
    statements = [
        Statement("IPG9075 has been migrated to HTG9046."),
        Statement("HTG9046 has been migrated to IPG9075."),
    ]
    assert origin_of(statements, _OWN) in {"IPG", "HTG"}
