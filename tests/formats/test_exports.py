"""The tables of an export: one description, from which everything else follows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from guidetrack.formats.exports import readme, sql
from guidetrack.formats.exports.tables import TABLES, Table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "export.md"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_table_links_to_is_the_key_of_one_that_comes_before_it(table: Table) -> None:
    before = {each.name: each for each in TABLES[: TABLES.index(table)]}
    names = {column.name for column in table.columns}
    assert names.issuperset(table.key)
    assert len(names) == len(table.columns)
    for link in table.links:
        assert len(link.columns) == len(before[link.table].key)
        assert names.issuperset(link.columns)
    for index in table.indexes:
        assert names.issuperset(index)


def test_the_documentation_describes_every_table_view_and_file() -> None:
    text = DOCS.read_text("utf-8")
    assert readme.describe_tables() in text
    assert readme.describe_views() in text
    assert readme.describe_lines() in text


def test_the_statements_make_a_database_in_which_every_view_can_be_asked() -> None:
    base = sqlite3.connect(":memory:")
    for statement in (*sql.create_tables(), *sql.create_indexes_and_views()):
        base.execute(statement)
    for view in sql.VIEWS:
        assert base.execute(f"SELECT * FROM {view.name}").fetchall() == []  # noqa: S608
    base.close()
