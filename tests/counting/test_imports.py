"""A command loads what it needs and nothing else; modules are counted, never seconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.counting.conftest import READS_DOCUMENTS, loaded_by

_HEAVY = ("deepdiff", "rich", "selectolax", "markdown_it", "httpx", "jinja2", "openpyxl")


def _own(loaded: set[str]) -> list[str]:
    return sorted(each for each in loaded if each.partition(".")[0] == "guidetrack")


def test_importing_the_package_loads_two_modules_of_it(tmp_path: Path) -> None:
    code = "import sys; before = set(sys.modules); import guidetrack; "
    code += "print(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert len(done.stdout.split()) <= 40
    assert _own(set(done.stdout.split())) == ["guidetrack"]


def test_help_loads_the_table_of_commands_and_click(tmp_path: Path) -> None:
    loaded = loaded_by(tmp_path, "--help")
    assert len(_own(loaded)) <= 8
    assert len(loaded) <= 90


@pytest.mark.parametrize(
    "arguments",
    [("diff",), ("show", "IPG9001"), ("log",), ("resolve", "IPG9001")],
    ids=lambda each: str(each[0]),
)
def test_asking_what_is_held_reads_no_documents(weeks: Path, arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(weeks, *arguments)
    assert not [each for each in (*READS_DOCUMENTS, *_HEAVY) if each in loaded]


def test_comparing_loads_the_rules_and_what_they_need(weeks: Path) -> None:
    loaded = loaded_by(weeks, "diff")
    assert len(_own(loaded)) <= 140
    assert len(loaded) <= 430
