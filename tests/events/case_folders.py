"""
Cases as data: two small sides, and the events that lie between them.

A case holds only what it is about; everything else is filled in as any record has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guidetrack.diff.holding import HeldRecords
from guidetrack.guidance.programmes import programme_name
from guidetrack.guidance.record import ASPECTS, GuidanceRecord, from_plain
from guidetrack.guidance.reference import Reference

CASES = Path(__file__).resolve().parents[1] / "cases"
_EMPTY_PART: dict[str, dict[str, Any]] = {
    "recommendations": {"number": None, "categories": [], "items": []},
    "relationships": {"when": None, "stated": None, "claims_unchanged": None},
    "sections": {"number": None, "heading": None, "paragraphs": []},
    "update_notes": {"when": None, "heading": None},
    "codes": {"system": "OPCS-4", "version": None, "group": None},
}


def _load(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


@dataclass(frozen=True)
class Case:
    """One folder: `old/`, `new/`, and what must be found between them."""

    folder: Path
    why: str
    expected: list[dict[str, Any]]

    @property
    def kind(self) -> str:
        """The event kind the case is about: the name of the folder above."""
        return self.folder.parent.name

    @property
    def role(self) -> str:
        """`hit`, `miss` or `near`: the first word of the folder's name."""
        return self.folder.name.partition("-")[0]

    def side(self, name: str) -> HeldRecords:
        """One side, made of its records; `side.yaml` says what is known beside them."""
        return _side(self.folder, name)


@cache
def _side(folder: Path, name: str) -> HeldRecords:
    known: dict[str, Any] = {}
    records = []
    for file in sorted((folder / name).glob("*.yaml")):
        plain = _load(file.read_text("utf-8"))
        if file.stem == "side":
            known = plain
        else:
            records.append(record_of(plain, folder))
    listed = known.get("listed")
    return HeldRecords(
        records,
        observed_at=known.get("observed_at"),
        absent=map(Reference.parse, known.get("absent", [])),
        listed=None if listed is None else map(Reference.parse, listed),
    )


def record_of(plain: dict[str, Any], folder: Path) -> GuidanceRecord:
    """
    Fill what a case leaves out.

    `like: old/IPG9075` starts from another record of the case. Whatever is not
    said is as in any record: published, all aspects captured, nothing in them.
    """
    like = plain.pop("like", None)
    if like:
        base = _load((folder / f"{like}.yaml").read_text("utf-8"))
        return record_of({**base, **plain}, folder)
    reference = Reference.parse(plain["reference"])
    filled = {
        "programme": programme_name(reference.prefix),
        "origin_programme": reference.prefix,
        "title": "Balloon dilatation of the example vein in adults",
        "captured": list(ASPECTS),
        **plain,
    }
    for name, empty in _EMPTY_PART.items():
        filled[name] = [{**empty, **part} for part in filled.get(name, [])]
    for section in filled["sections"]:
        section["paragraphs"] = [{"number": None, **part} for part in section["paragraphs"]]
    for recommendation in filled["recommendations"]:
        recommendation["items"] = [
            {"categories": [], "items": [], **part} for part in recommendation["items"]
        ]
    record = from_plain(filled)
    found = [code for each in record.recommendations for code in each.all_categories()]
    filled.setdefault("categories", list(dict.fromkeys(found)))
    return from_plain(filled)


def all_cases() -> list[Case]:
    """Every case there is, in stable order."""
    found = []
    for file in sorted(CASES.glob("*/*/events.yaml")):
        plain = _load(file.read_text("utf-8"))
        found.append(Case(file.parent, plain["why"], plain["events"]))
    return found
