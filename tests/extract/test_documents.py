"""
Golden documents: each folder of tests/documents holds sources and what they must give.

`source.*` are captures of one guidance in several formats, `record.yaml` the slot
and record that each must give, or `refused` the sentence; `reference` is a number
a person gives. A new case needs no Python.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from guidetrack.extract import Capture, extract
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import to_plain
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.readers import read

_DOCUMENTS = Path(__file__).parents[1] / "documents"
_SOURCES = sorted(_DOCUMENTS.glob("*/source.*"))


def _named(path: Path) -> str:
    return f"{path.parent.name}.{path.name.removeprefix('source.')}"


def _extracted(path: Path) -> Capture | Unreadable:
    given = path.with_name("reference")
    reference = Reference.parse(given.read_text("utf-8")) if given.exists() else None
    parsed = read(SourceDocument(path.read_bytes(), path.name))
    assert isinstance(parsed, ParsedDocument), parsed
    return extract(parsed, reference=reference)


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_folded(each) for each in value]
    return comparison_form(value) if isinstance(value, str) else value


@pytest.mark.parametrize("path", _SOURCES, ids=_named)
def test_a_document_gives_what_its_folder_says(path: Path) -> None:
    found = _extracted(path)
    refused = path.with_name("refused")
    if refused.exists():
        assert isinstance(found, Unreadable)
        assert found.problem == refused.read_text("utf-8").strip()
        return
    assert isinstance(found, Capture), found
    got = {"slot": found.slot, "record": to_plain(found.record)}
    text = yaml.safe_dump(got, sort_keys=False, allow_unicode=True, width=10**9)
    golden = path.with_name("record.yaml")
    assert golden.exists(), f"review this and save it as {golden.name}:\n{text}"
    assert yaml.safe_load(text) == yaml.safe_load(golden.read_text("utf-8"))


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in _SOURCES}), ids=lambda folder: folder.name
)
def test_the_format_of_a_source_never_matters(folder: Path) -> None:
    forms = []
    for path in sorted(folder.glob("source.*")):
        found = _extracted(path)
        forms.append(_folded(to_plain(found.record)) if isinstance(found, Capture) else None)
    assert all(form == forms[0] for form in forms)


def test_every_folder_says_what_it_must_give() -> None:
    for folder in _DOCUMENTS.iterdir():
        names = {path.name for path in folder.iterdir()}
        assert len(names & {"record.yaml", "refused"}) == 1, folder.name
