"""What a newcomer may rely on: every table is complete, every file is where its name says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import guidetrack

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "guidetrack"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"git", "deepdiff", "rich", "selectolax", "markdown_it", "rapidfuzz", "msgspec", "yaml"}
PLUG_INS = [
    ("sources/readers", "READERS"),
    ("citations/readers", "READERS"),
    ("formats", "FORMATS"),
    ("events/rules", "RULES"),
    ("cli", "COMMANDS"),
]


def _run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout


def test_every_public_name_is_there_and_documented() -> None:
    assert len(set(guidetrack.__all__)) == len(guidetrack.__all__)
    for name in guidetrack.__all__:
        thing = getattr(guidetrack, name)
        assert name == "__version__" or thing.__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        guidetrack.nothing  # noqa: B018 - asking is the point


def test_the_version_is_that_of_the_distribution() -> None:
    assert guidetrack.__version__ == version("guidetrack")
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert guidetrack.__version__ == stated


def test_importing_the_package_loads_nothing_heavy_and_touches_nothing() -> None:
    loaded = _run("import sys, guidetrack; print(*sys.modules)").split()
    assert not HEAVY & set(loaded)
    assert not {"socket", "logging", "subprocess", "http"} & set(loaded)


def test_help_loads_no_command() -> None:
    code = (
        "import sys\nfrom guidetrack.__main__ import main\n"
        "sys.argv = ['guidetrack', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sys.modules)"
    )
    loaded = _run(code).rpartition("LOADED")[2].split()
    assert not HEAVY & set(loaded)


@pytest.mark.parametrize(("folder", "table"), PLUG_INS)
def test_every_plug_in_stands_in_its_table(folder: str, table: str) -> None:
    source = (PACKAGE / folder / "__init__.py").read_text("utf-8")
    assert re.search(rf"^{table}\b", source, re.MULTILINE)
    for module in (PACKAGE / folder).glob("[a-z]*.py"):
        if module.stem in {"exits", "sides", "options", "rule", "header"}:
            continue
        assert re.search(rf"\b{module.stem}\b", source), f"{module.name} is not in {table}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for_and_stays_small(module: Path) -> None:
    source = module.read_text("utf-8")
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "a module opens with what it is for"
    assert source.count("\n") <= 350, "a file this long has more than one purpose"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.body[0].lineno + 1
            documented = isinstance(node.body[0], ast.Expr) and len(node.body) > 1
            body = (node.end_lineno or 0) - node.body[1].lineno + 1 if documented else lines
            assert body <= 50, f"{node.name} has {body} lines"


def test_no_room_is_a_drawer() -> None:
    names = {module.stem for module in MODULES}
    assert not names & {"utils", "helpers", "common", "misc", "manager", "service"}


def test_the_readme_names_every_command_and_both_ways_to_start() -> None:
    from guidetrack.cli import COMMANDS  # noqa: PLC0415 - a test of the table

    readme = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"`{command}" in readme or f"guidetrack {command}" in readme, command
    assert "make demo" in readme
    assert "make test" in readme


def test_every_invented_number_is_invented() -> None:
    """Guidance shipped with the project is numbered from 9001, so that none is taken for real."""
    wording = re.compile(r"\b(?:IPG|HTG|MTG|DG|TA|NG|CG|QS)(\d+)\b")
    for folder in (PACKAGE / "demo" / "guidance", ROOT / "tests" / "cases"):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                numbers = wording.findall(file.read_text("utf-8", errors="replace"))
                assert all(int(number) >= 9001 for number in numbers), file


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout
