"""The tables beside a notice: complete, in the organisation's own columns, and harmless."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import zipfile
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook
from tests.formats.notices.making import ACT, BULK, DIGEST, MOVE, TIGHTER, alert

from guidetrack.alerts.alert import Alert
from guidetrack.errors import ConfigError
from guidetrack.formats.notices import DEFAULT_COLUMNS, FIELDS, check_columns, compose

OWN = {"Old number": "reference_before", "New number": "reference_after", "To do": "next_steps"}


def tables(
    *alerts: Alert, columns: dict[str, str] | None = None
) -> tuple[list[list[str]], list[list[str]], dict[str, Any]]:
    """The rows of the CSV, those of the workbook, and the JSON."""
    message = compose(
        alerts,
        key="GA-X",
        route_name="cardiac-team",
        attach=("csv", "xlsx", "json"),
        table_columns=columns,
    )
    text, book, data = message.attachments
    rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(book.content))["Notices"]
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    return rows, cells, json.loads(data.content)


def test_every_event_is_a_row_under_the_default_headings() -> None:
    rows, cells, data = tables(*DIGEST)
    assert rows[0] == list(DEFAULT_COLUMNS)
    assert [row[0] for row in rows[1:]] == [each.id for each in DIGEST]
    assert cells == rows
    assert data["schema_version"] == 1
    assert [each["id"] for each in data["notices"]] == [each.id for each in DIGEST]


def test_a_wave_brings_its_whole_list_without_being_asked() -> None:
    (table,) = compose((BULK,), key="GA-X", route_name="x").attachments
    assert table.name == "guidance-changes.csv"
    assert table.media_type == "text/csv"
    assert table.content.count(b"\r\n") == 701


def test_a_register_gets_the_headings_it_has() -> None:
    rows, cells, _ = tables(MOVE, columns=OWN)
    assert rows[0] == ["Old number", "New number", "To do"]
    assert rows[1][:2] == ["IPG9075", "HTG9046"]
    assert rows[1][2].startswith("Find out where IPG9075 is cited")
    assert cells == rows


def test_every_field_can_be_asked_for() -> None:
    rows, _, _ = tables(ACT, columns={field: field for field in FIELDS})
    told = dict(zip(*rows, strict=True))
    assert told["priority"] == "act"
    assert told["deadline"] == "2026-01-16"
    assert told["recommendations_before"].startswith("1.1 Current evidence")
    assert told["attribution"].startswith("Guidance texts are quoted")


def test_a_field_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"'Old' asks for 'reference_befor'.*'reference_before'"):
        check_columns({"Old": "reference_befor"})
    with pytest.raises(ConfigError, match=r"which is not a field$"):
        compose((ACT,), key="GA-X", route_name="x", attach=("csv",), table_columns={"A": "qqqqqq"})
    with pytest.raises(ConfigError, match="no column"):
        check_columns({})


def test_no_cell_and_no_heading_can_run_anything() -> None:
    hostile = "=HYPERLINK(\x1b[2J\u202e)"
    event = msgspec.structs.replace(TIGHTER, title=hostile, summary=f"+{hostile}")
    rows, cells, _ = tables(alert(event), columns={"=1+1": "title", "B": "summary"})
    assert rows == [["'=1+1", "B"], ["'=HYPERLINK(\ufffd[2J\ufffd)", f"'+{rows[1][0][1:]}"]]
    assert cells == rows


def test_a_text_longer_than_a_cell_says_where_it_is_whole() -> None:
    event = msgspec.structs.replace(TIGHTER, explained_by="word " * 20_000)
    rows, cells, _ = tables(alert(event), columns={"Note": "explained_by"})
    assert len(rows[1][0]) == 100_000
    assert cells[1][0].endswith("(cut: the notice has it whole)")


def test_the_same_notices_always_make_the_same_bytes() -> None:
    first, second = (
        compose(DIGEST, key="GA-X", route_name="x", attach=("csv", "xlsx", "json"))
        for _ in range(2)
    )
    assert first == second


def test_a_workbook_is_dated_by_its_notices_and_not_by_the_clock() -> None:
    (book,) = compose((MOVE,), key="GA-X", route_name="x", attach=("xlsx",)).attachments
    properties = load_workbook(io.BytesIO(book.content)).properties
    assert properties.created == dt.datetime(2026, 1, 14, 9)  # noqa: DTZ001 - as Excel keeps it
    assert properties.modified == properties.created
    with zipfile.ZipFile(io.BytesIO(book.content)) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}


def test_what_became_of_a_notice_is_not_told_to_others() -> None:
    _, _, data = tables(ACT)
    (notice,) = data["notices"]
    assert not {"deliveries", "acknowledgements", "channels"} & set(notice)
    assert notice["events"][0]["next_steps"]


def test_a_workbook_without_its_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ConfigError) as told:
        compose((ACT,), key="GA-X", route_name="x", attach=("xlsx",))
    assert "guidetrack[office]" in told.value.hint
