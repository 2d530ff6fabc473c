"""
What the usual tools say about the same pairs: DeepDiff, a line diff, csv-diff.

They are given an advantage: DeepDiff and csv-diff compare the records that guidetrack
itself extracted, so they never see a page break or a bullet that the extraction took
away. The line diff sees the captures as text, as page watchers do. What they cannot know
is which differences mean something, and which belong together.
"""

from __future__ import annotations

import difflib
import importlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from csv import DictWriter
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.engine import Reading
from benchmarks.accuracy.pairs import Captured, Pair
from guidetrack.guidance.record import to_plain

Counting = Callable[[Pair, Reading, Reading], int]


@dataclass(slots=True)
class PeerScore:
    """What one tool reported over many pairs."""

    noise_pairs: int = 0
    false_alarms: int = 0
    items: int = 0
    events: int = 0
    silent: int = 0
    """Pairs with true events of which it reported nothing."""

    def add(self, items: int, events: int) -> None:
        """Count one pair."""
        if events == 0:
            self.noise_pairs += 1
            self.false_alarms += items > 0
            return
        self.items += items
        self.events += events
        self.silent += items == 0


def count_with_deepdiff(pair: Pair, old: Reading, new: Reading) -> int:
    """Items DeepDiff reports on the whole records of both sides."""
    del pair
    from deepdiff import DeepDiff  # noqa: PLC0415 - heavy, and only this peer needs it

    found = DeepDiff(_plain(old), _plain(new), view="tree")
    return sum(len(items) for items in found.values())


def count_with_line_diff(pair: Pair, old: Reading, new: Reading) -> int:
    """Lines difflib reports as added or removed between the captured texts."""
    del old, new
    lines = difflib.unified_diff(_lines(pair.old), _lines(pair.new), lineterm="", n=0)
    return sum(line[:1] in "+-" and line[:3] not in ("+++", "---") for line in lines)


def count_with_csv_diff(pair: Pair, old: Reading, new: Reading) -> int:
    """Rows csv-diff reports as added, removed or changed, one row a value."""
    del pair
    tool = importlib.import_module("csv_diff")
    sides = [tool.load_csv(io.StringIO(_csv(side)), key="id") for side in (old, new)]
    if not all(sides):  # it cannot compare with an empty table, where every row is new or gone
        return sum(map(len, sides))
    found = tool.compare(*sides)
    return len(found["added"]) + len(found["removed"]) + len(found["changed"])


PEERS: dict[str, Counting] = {
    "DeepDiff on whole records": count_with_deepdiff,
    "line diff of the captures": count_with_line_diff,
    "csv-diff on flattened rows": count_with_csv_diff,
}
"""Name to how the tool is asked."""


def available_peers() -> tuple[dict[str, Counting], list[str]]:
    """The tools that are installed, and the names of those that are not."""
    missing = []
    try:
        importlib.import_module("csv_diff")
    except ImportError:
        missing.append("csv-diff on flattened rows")
    return {name: ask for name, ask in PEERS.items() if name not in missing}, missing


def _plain(reading: Reading) -> dict[str, Any]:
    return {str(record.reference): to_plain(record) for record in reading.records}


def _lines(side: Iterable[Captured]) -> list[str]:
    pages = [page for captured in side for page, _ in captured.pages]
    return [line for page in pages for line in page.content.decode().splitlines()]


def _csv(reading: Reading) -> str:
    out = io.StringIO()
    writer = DictWriter(out, fieldnames=["id", "value"])
    writer.writeheader()
    for place, value in _flat(_plain(reading), ""):
        writer.writerow({"id": place, "value": value})
    return out.getvalue()


def _flat(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(part, f"{place}/{key}")
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _flat(part, f"{place}/{at}")
    else:
        yield place, json.dumps(value, ensure_ascii=False)
