"""Every example in the documents of the library gives what stands below it."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from guidetrack import Reference, Store
from guidetrack.library import once, store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"


@pytest.fixture
def _here(guidance: Path, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert register.parent == guidance.parent
    monkeypatch.chdir(guidance.parent)


@pytest.mark.usefixtures("_here")
def test_the_page_of_the_library() -> None:
    text = PAGE.read_text("utf-8").replace("```", "")
    parts = doctest.DocTestParser().get_doctest(text, {}, "library.md", str(PAGE), 0)
    assert len(parts.examples) > 20
    assert doctest.DocTestRunner().run(parts).failed == 0


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("module", [store, once], ids=["store", "once"])
def test_the_docstrings(module: object) -> None:
    with Store.open("guidance") as opened:
        known = {"store": opened, "Store": Store, "Reference": Reference}
        tests = doctest.DocTestFinder().find(module, extraglobs=known)
        runner = doctest.DocTestRunner()
        for each in tests:
            runner.run(each)
    assert runner.summarize(verbose=False).attempted >= 3
    assert runner.summarize(verbose=False).failed == 0
