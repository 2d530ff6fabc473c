"""
What an export says of itself, for whoever finds it without guidetrack.

The description of the tables is also the one in the documentation of the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events.report import ATTRIBUTION
from guidetrack.formats.exports.lines import LINES
from guidetrack.formats.exports.sql import VIEWS
from guidetrack.formats.exports.tables import TABLES

_OPENING = "What guidetrack holds of published guidance, for other programs."
_MANIFEST = (
    "manifest.json names every file with its size, its sha256 and how many lines or rows it has."
)


def describe_tables() -> str:
    """Describe every table and column, in Markdown."""
    return "\n".join(_tables()) + "\n"


def describe_views() -> str:
    """Describe the views of the SQLite file, in Markdown."""
    lines = ["| view | answers |", "| --- | --- |"]
    lines += [f"| `{each.name}` | {each.asks} |" for each in VIEWS]
    return "\n".join(lines) + "\n"


def describe_lines() -> str:
    """Describe the files of JSON Lines, in Markdown."""
    lines = ["| file | what it holds |", "| --- | --- |"]
    lines += [f"| `{file}` | {says} |" for file, says in LINES.items()]
    lines.append(
        "| `sources/<prefix>/<reference>/` | the captured bytes of the newest snapshot, each "
        "source under the name it has in the store |"
    )
    return "\n".join(lines) + "\n"


def readme_of_lines() -> str:
    """Write the README.txt of an export as JSON Lines and sources."""
    how = "Every line of a .jsonl file is one object of JSON in UTF-8."
    return _readme(f"{how}\n\n{describe_lines()}")


def readme_of_tables() -> str:
    """Write the README.txt of an export as Parquet."""
    how = "Each table is one Parquet file of its name. Moments are in UTC."
    return _readme(f"{how}\n\n{describe_tables()}")


def _readme(body: str) -> str:
    return f"{_OPENING}\n\n{body}\n{_MANIFEST}\n\n{ATTRIBUTION}\n"


def _tables() -> Iterator[str]:
    for number, table in enumerate(TABLES):
        if number:
            yield ""
        yield f"`{table.name}`: {table.says} Key: {', '.join(table.key)}."
        yield ""
        yield "| column | type | meaning |"
        yield "| --- | --- | --- |"
        for column in table.columns:
            kind = f"{column.kind}, may be empty" if column.optional else column.kind
            yield f"| `{column.name}` | {kind} | {column.says} |"
