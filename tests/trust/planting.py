"""What is planted in the made-up trust: in which file, at which place, which reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

CITED = (
    "IPG9075",
    "IPG9352",
    "IPG9420",
    "IPG9188",
    "MTG9044",
    "HTG9046",
    "IPG9143",
    "IPG9264",
    "HTG9310",
    "IPG9640",
)
"""Invented guidance that the store knows: migrated, changed, superseded, withdrawn, current."""

DECOYS = (
    "The IPG 2 battery is changed every nine years.",
    "The NG 12 tube is placed by the ward.",
    "Meet in room TA 7 on the second floor.",
    "The aspirate had a pH 5 and later PH 7.4 was read.",
    "Order part number DG 9004 from stores.",
    "Device IPX9075 and batch AIPG9075B were recalled.",
    "Chromogranin (CG 9100) was raised in two samples.",
    "Ki-67 (MIB-1 antibody) stained in a tenth of cells.",
)
"""Words that look like citations and are none."""


@dataclass(frozen=True)
class Ground:
    """The folder of the trust, and everything planted in it so far."""

    root: Path
    planted: set[tuple[str, str, str]] = field(default_factory=set)
    """File below the root, place and reference."""
    _next: dict[str, cycle[str]] = field(default_factory=dict)

    def plant(self, file: str, place: str, *references: str) -> None:
        self.planted.update((file, place, each) for each in references)

    def file(self, name: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def reference(self) -> str:
        """The next reference, so that each stands in many kinds of files."""
        return next(self._next.setdefault("reference", cycle(CITED)))

    def decoy(self) -> str:
        return next(self._next.setdefault("decoy", cycle(DECOYS)))


def spaced(reference: str) -> str:
    return f"{reference[:-4]} {reference[-4:]}"
