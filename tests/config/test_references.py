"""Lists of references: in the settings, in a file, in a column of a register."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidetrack.config import PagesSource
from guidetrack.config.references import watched_references
from guidetrack.errors import ConfigError

PAGES = "https://example.org/{reference}"


def read(folder: Path, text: str, column: str | None = None) -> list[str]:
    (folder / "list").write_text(text, encoding="utf-8")
    source = PagesSource(pages=PAGES, references_from="list", column=column)
    return [str(each) for each in watched_references(source, folder)]


def test_a_list_is_taken_in_its_order_and_each_once(tmp_path: Path) -> None:
    source = PagesSource(pages=PAGES, references=("htg9046", "IPG 9075", "HTG9046"))
    assert [str(each) for each in watched_references(source, tmp_path)] == ["HTG9046", "IPG9075"]


def test_a_text_file_has_one_a_line_with_comments(tmp_path: Path) -> None:
    text = "# ours\nIPG9075\n\nhtg 9046  # the new one\n"
    assert read(tmp_path, text) == ["IPG9075", "HTG9046"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_column_of_a_register_is_read_whatever_else_stands_in_it(
    tmp_path: Path, delimiter: str
) -> None:
    rows = [
        ("Procedure", "Code", "Lead"),
        ("Dilatation", "NICE IPG 9075 (now HTG9046)", "Ada"),
        ("Stenting", "none", "Ben"),
        ("Short row",),
    ]
    text = "\ufeff" + "".join(delimiter.join(row) + "\r\n" for row in rows)
    assert read(tmp_path, text, column="Code") == ["IPG9075", "HTG9046"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no column 'Cod'") as caught:
        read(tmp_path, "Procedure,Code\n", column="Cod")
    assert caught.value.hint == "It has 'Procedure', 'Code'."


def test_a_line_that_is_no_reference_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="list, line 2: 'see above'"):
        read(tmp_path, "IPG9075\nsee above\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    source = PagesSource(pages=PAGES, references_from="nowhere.txt")
    with pytest.raises(ConfigError, match=r"nowhere\.txt"):
        watched_references(source, tmp_path)
