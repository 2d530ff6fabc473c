"""A reference is read in every form people write, and nothing else is taken for one."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidetrack.errors import GuidetrackError, NotAReferenceError
from guidetrack.guidance.programmes import PROGRAMMES, prefix_of_programme
from guidetrack.guidance.reference import Reference, find_references


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("IPG75", "IPG75"),
        ("ipg75", "IPG75"),
        ("IPG 75", "IPG75"),
        ("IPG075", "IPG75"),
        ("IPG-75", "IPG75"),
        ("IPG\u201375", "IPG75"),
        ("IPG\u00a075", "IPG75"),
        ("[IPG75]", "IPG75"),
        ("  HTG46\n", "HTG46"),
        ("interventional procedure guidance 75", "IPG75"),
        ("Interventional procedures guidance 75", "IPG75"),
        ("NICE technology appraisal guidance 72", "TA72"),
        ("NICE's technology appraisal guidance 72", "TA72"),
        ("HealthTech guidance 46", "HTG46"),
        ("medical technology guidance 2", "MTG2"),
        ("diagnostics guidance 44", "DG44"),
        ("NICE guideline 100", "NG100"),
        ("NICE guideline NG245", "NG245"),
        ("NICE interventional procedures guidance [IPG75]", "IPG75"),
        ("CG014NICEguideline", "CG14"),
        ("https://www.nice.org.uk/guidance/htg46", "HTG46"),
        ("www.nice.org.uk/guidance/htg46/chapter/1-Recommendations", "HTG46"),
        ("https://www.nice.org.uk/guidance/retired/ipg75", "IPG75"),
        ("http://guidance.nice.org.uk/TA47", "TA47"),
        ("TA1010", "TA1010"),
        ("XYZ12", "XYZ12"),
        ("XYZ 12", "XYZ12"),
    ],
)
def test_every_written_form_is_read(written: str, meant: str) -> None:
    assert str(Reference.parse(written)) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "75",
        "IPG",
        "IPG0",
        "IPG123456",
        "L80.4",
        "guidance 47",
        "guideline 57",
        "covid 19",
        "IPG75 and IPG76",
        "technology appraisal guidance 47 and 80",
        "../../x",
        "COM1",
        "LPT9",
        "nul75",
        "IPG75/../../x",
        "ABCDEFGHI1",
        "IPG\u0663",
        "Balloon dilatation of the example vein",
    ],
)
def test_what_is_no_reference_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(NotAReferenceError) as refused:
        Reference.parse(written)
    assert isinstance(refused.value, GuidetrackError)
    assert refused.value.hint


def test_references_are_ordered_by_prefix_then_number() -> None:
    names = ["IPG640", "HTG46", "IPG75", "IPG420"]
    assert [str(ref) for ref in sorted(map(Reference.parse, names))] == [
        "HTG46",
        "IPG75",
        "IPG420",
        "IPG640",
    ]


def test_a_reference_cannot_be_changed() -> None:
    reference = Reference("IPG", 75)
    with pytest.raises(AttributeError):
        reference.number = 76


@given(
    st.from_regex(r"[A-Z]{2,8}", fullmatch=True).filter(
        lambda prefix: prefix not in {"CON", "PRN", "AUX", "NUL", "COM", "LPT"}
    ),
    st.integers(min_value=1, max_value=99_999),
)
def test_the_printed_form_reads_back(prefix: str, number: int) -> None:
    reference = Reference(prefix, number)
    assert Reference.parse(str(reference)) == reference
    assert pickle.loads(pickle.dumps(reference)) == reference  # noqa: S301 - our own bytes


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = Reference.parse(text)
    except NotAReferenceError:
        return
    assert Reference.parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This guidance replaces IPG420 and IPG640.", ["IPG420", "IPG640"]),
        ("updated and replaced by NICE interventional procedure guidance 508.", ["IPG508"]),
        ("NICE technology appraisal guidance 47 and 80.", ["TA47", "TA80"]),
        ("interventional procedures guidance 1, 2 and 3 say so", ["IPG1", "IPG2", "IPG3"]),
        (
            "replaces NICE guideline PH46 (July 2013) and section 1.2 of NICE guideline CG43",
            ["PH46", "CG43"],
        ),
        ("see https://www.nice.org.uk/guidance/htg46/evidence.", ["HTG46"]),
        ("codes L80.4 and Y53.- in 20% (1 out of 5)", []),
        ("section 2.4 of HTG46.", ["HTG46"]),
        ("IPX9075, AIPG75B and IPG75.5 are none", []),
        ("guidance 47 and 80", []),
    ],
)
def test_references_are_found_in_running_text(text: str, found: list[str]) -> None:
    mentions = list(find_references(text))
    assert [str(mention.reference) for mention in mentions] == found
    for mention in mentions:
        assert str(mention.reference.number) in text[mention.start : mention.end]


def test_every_programme_is_known_by_its_own_name() -> None:
    for prefix, programme in PROGRAMMES.items():
        assert prefix_of_programme(programme.name) == prefix
        for spelling in programme.spellings:
            assert prefix_of_programme(f"NICE {spelling}") == prefix


def test_all_real_catalogue_numbers_are_references(shared: Path) -> None:
    catalogue = json.loads((shared / "nice" / "catalogue-2022.json").read_text("utf-8"))
    rows = catalogue["_embedded"]["nice.publications:product-list-lite"]["_embedded"]
    for row in rows["nice.publications:product-lite"]:
        assert str(Reference.parse(row["Id"])) == row["Id"]
        assert row["ProductType"] in PROGRAMMES
