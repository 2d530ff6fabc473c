"""
The tables as SQLite's own statements, and the views that answer what people ask.

A view is a question that somebody asked more than once. The statements are plain enough
for any SQLite of the last ten years, since analysts' tools bring one of their own.
"""

from __future__ import annotations

from typing import NamedTuple

from guidetrack.formats.exports.tables import SCHEMA_VERSION, TABLES, Column, Kind, Table

APPLICATION_ID = 0x47545845
"""`GTXE` in the header of the file: by this an earlier export is told from other databases."""
_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "moment": "TEXT",
    "texts": "TEXT",
    "json": "TEXT",
}


_OWN = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
    "CREATE TABLE about (name TEXT PRIMARY KEY NOT NULL, value TEXT) WITHOUT ROWID",
    """CREATE TABLE meanings (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  meaning TEXT NOT NULL,
  PRIMARY KEY (table_name, column_name)
) WITHOUT ROWID""",
)


class View(NamedTuple):
    """One question with its answer."""

    name: str
    asks: str
    select: str


VIEWS: tuple[View, ...] = (
    View(
        "to_act_on",
        "Which events may mean that practice is no longer supported, newest first?",
        """SELECT observed_at, reference_after, reference_before, title, kind, summary,
  explained_by, url_after, id
FROM events WHERE priority = 'act' ORDER BY observed_at DESC, reference_after, position""",
    ),
    View(
        "wording_changes",
        "What did each changed recommendation say before, and what does it say now?",
        """SELECT e.observed_at, e.reference_before, e.reference_after, e.title, e.kind, e.priority,
  e.direction, r.number_before, r.number_after, r.text_before, r.text_after, e.explained_by, e.id
FROM events e JOIN event_recommendations r ON r.revision = e.revision AND r.event = e.position
WHERE r.text_before IS NOT r.text_after""",
    ),
    View(
        "version_periods",
        "From when until when was each version the newest? (Without an end: it still is.)",
        """SELECT v.reference, v.observed_at AS seen_from,
  lead(v.observed_at) OVER (PARTITION BY v.reference ORDER BY s.position) AS seen_until,
  v.is_removed, v.status, v.title, v.categories, v.revision
FROM versions v JOIN snapshots s ON s.revision = v.revision""",
    ),
    View(
        "recommendation_periods",
        "What did the recommendations say on a day? (seen_from <= day, seen_until later or empty)",
        """SELECT p.reference, p.seen_from, p.seen_until, p.title, p.status, r.position, r.number,
  r.label, r.text, r.categories
FROM version_periods p JOIN recommendation_versions r
  ON r.reference = p.reference AND r.revision = p.revision""",
    ),
    View(
        "current_guidance",
        "Which guidance stands today: published, still served, and under no newer number?",
        """SELECT d.*,
  (SELECT min(v.observed_at) FROM versions v WHERE v.reference = d.reference) AS first_seen
FROM records d WHERE d.status = 'published' AND NOT d.is_absent AND d.reference NOT IN
  (SELECT old FROM crosswalk WHERE new IS NOT NULL AND relation IN ('migrated', 'superseded'))""",
    ),
    View(
        "current_recommendations",
        "What does the guidance that stands today recommend?",
        """SELECT d.reference, d.title, r.number, r.label, r.text, r.categories,
  d.last_updated, d.url
FROM current_guidance d JOIN recommendations r ON r.reference = d.reference""",
    ),
    View(
        "current_categories",
        "Which guidance that stands today is of which category, and in which words?",
        """SELECT c.category, d.reference, d.title, r.number, c.is_item, c.text, r.text AS whole
FROM categories c JOIN current_guidance d ON d.reference = c.reference
JOIN recommendations r ON r.reference = c.reference AND r.position = c.recommendation""",
    ),
    View(
        "guidance_by_code",
        "Which guidance names a clinical code, and what is its status?",
        """SELECT c.code, c.system, c.system_version, c.code_group, c.description,
  d.reference, d.title, d.status
FROM codes c JOIN records d ON d.reference = c.reference""",
    ),
    View(
        "renumbered",
        "Which numbers moved, and did the recommendations stay the same?",
        """SELECT reference_before, reference_after, title, verdict, confidence,
  observed_at, summary
FROM events WHERE kind = 'migrated' ORDER BY reference_before""",
    ),
)


def create_tables() -> tuple[str, ...]:
    """Make the statements that create every table, and the two that describe the export."""
    return (*_OWN, *map(_create_table, TABLES))


def create_indexes_and_views() -> tuple[str, ...]:
    """Make the statements that are to come last: filling an indexed table takes longer."""
    indexes = (
        f"CREATE INDEX {table.name}_by_{'_'.join(names)} ON {table.name} ({_listed(names)})"
        for table in TABLES
        for names in table.indexes
    )
    views = (f"CREATE VIEW {each.name} AS\n{each.select}" for each in VIEWS)
    return (*indexes, *views)


def insert_into(table: Table) -> str:
    """Make the statement that adds one row."""
    marks = ", ".join("?" for _ in table.columns)
    return f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608 - names are our own


def _create_table(table: Table) -> str:
    lines = [
        *(_define(column) for column in table.columns),
        f"PRIMARY KEY ({_listed(table.key)})",
        *(f"FOREIGN KEY ({_listed(link.columns)}) REFERENCES {link.table}" for link in table.links),
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n)"


def _define(column: Column) -> str:
    parts = [column.name, _TYPES[column.kind]]
    if not column.optional:
        parts.append("NOT NULL")
    if column.kind == "boolean":
        parts.append(f"CHECK ({column.name} IN (0, 1))")
    return " ".join(parts)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
