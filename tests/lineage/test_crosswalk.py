"""Every old number stands in the crosswalk, with who states it and what to ask."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from tests.lineage.made import make

from guidetrack.formats.crosswalk import CROSSWALK_FORMATS
from guidetrack.guidance.record import Relationship
from guidetrack.guidance.reference import Reference
from guidetrack.lineage import Crosswalk, CrosswalkRow, Lineage, build_crosswalk
from guidetrack.sources.shipped import read_facts

LINES = (
    "IPG9075 text=A",
    "HTG9046 from:IPG9075 unchanged text=A",
    "HTG9501 from:IPG9640 replaces:IPG9420",
    "CG9043",
    "NG9007 partly:CG9043",
    "IPG9300 status=withdrawn",
    "IPG9001 replaced-by:IPG9002",
    "IPG9002 replaced-by:IPG9001",
)


@pytest.fixture
def crosswalk() -> Crosswalk:
    return build_crosswalk(Lineage.of(map(make, LINES)), revision="0" * 40)


def _row(crosswalk: Crosswalk, old: str) -> CrosswalkRow:
    (row,) = [each for each in crosswalk.rows if each.old == old]
    return row


def test_every_old_number_has_a_row_and_no_current_one_has(crosswalk: Crosswalk) -> None:
    assert [(row.old, row.new, row.relation, row.reassess) for row in crosswalk.rows] == [
        ("CG9043", "NG9007", "partially-superseded", "check"),
        ("IPG9001", None, "unknown", "check"),
        ("IPG9002", None, "unknown", "check"),
        ("IPG9075", "HTG9046", "migrated", "no"),
        ("IPG9300", None, "withdrawn", "yes"),
        ("IPG9420", "HTG9501", "superseded", "check"),
        ("IPG9640", "HTG9501", "migrated", "check"),
    ]


def test_a_row_says_who_states_it_and_gives_the_sentence(crosswalk: Crosswalk) -> None:
    row = _row(crosswalk, "IPG9075")
    assert (row.when, row.verdict, row.confidence) == ("2026-01", "identical", "confirmed")
    assert (row.stated_by, row.grade) == (("HTG9046",), "held-page")
    assert row.evidence == ("The page says: from IPG9075",)
    assert row.title_before == "Example procedure 9075"
    assert row.url_after == "https://www.nice.org.uk/guidance/htg9046"
    assert _row(crosswalk, "IPG9001").cycle == ("IPG9001", "IPG9002", "IPG9001")


def test_the_text_begins_with_what_has_to_be_asked(crosswalk: Crosswalk) -> None:
    text = CROSSWALK_FORMATS["text"](crosswalk)
    assert isinstance(text, str)
    assert text.startswith("7 old numbers; reassess: 1 yes, 5 check, 1 no.\n\nReassess: ")
    assert "  IPG9300 -> nothing current: withdrawn\n" in text
    assert "Goes round in a circle: IPG9001 -> IPG9002 -> IPG9001" in text


def test_the_json_holds_every_row_with_its_way(crosswalk: Crosswalk) -> None:
    plain = json.loads(CROSSWALK_FORMATS["json"](crosswalk))
    assert plain["schema_version"] == 1
    assert plain["revision"] == "0" * 40
    assert plain["rows"][3]["path"][0]["from"] == "IPG9075"


def test_no_cell_can_run_anything(crosswalk: Crosswalk) -> None:
    del crosswalk
    bad = make("HTG9046")
    relation = Relationship(
        kind="migrated-from", reference=Reference("IPG", 9075), stated='=HYPERLINK("x")'
    )
    hostile = type(bad)(
        reference=bad.reference,
        programme=None,
        origin_programme="IPG",
        title="@SUM(A1)",
        url="+1",
        relationships=(relation,),
    )
    drawn = build_crosswalk(Lineage.of([hostile]))
    text = CROSSWALK_FORMATS["csv"](drawn)
    assert isinstance(text, str)
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["evidence"] == '\'=HYPERLINK("x")'
    assert row["title_after"] == "'@SUM(A1)"
    assert row["url_after"] == "'+1"
    content = CROSSWALK_FORMATS["xlsx"](drawn)
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_the_workbook_is_ready_to_be_filtered(crosswalk: Crosswalk) -> None:
    content = CROSSWALK_FORMATS["xlsx"](crosswalk)
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Crosswalk"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:P8"
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert (fitted.fitToPage, sheet.print_title_rows) == (True, "$1:$1")
    assert sheet["A1"].font.bold
    assert [sheet.cell(5, column).value for column in (1, 2, 6)] == ["IPG9075", "HTG9046", "no"]


def test_shipped_facts_alone_are_all_to_be_checked() -> None:
    drawn = build_crosswalk(Lineage.of((), facts=read_facts()))
    assert len(drawn.rows) == 18
    assert {row.reassess for row in drawn.rows} == {"check"}
    assert {row.verdict for row in drawn.rows} == {"not-verified"}
    text = CROSSWALK_FORMATS["text"](drawn)
    assert isinstance(text, str)
    assert "stated by a third party" in text
