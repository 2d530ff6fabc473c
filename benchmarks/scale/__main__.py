"""
`python -m benchmarks.scale`: the tables of `docs/scale.md`, as Markdown.

Histories are those of `benchmarks.speed`, made where they are missing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.scale import disk, notices, racing, readers, reading
from benchmarks.scale.table import Table
from benchmarks.speed.history import Shape
from benchmarks.speed.machine import describe_machine
from benchmarks.speed.setting import Setting, lay_out

_TOP = Path(__file__).parents[2]
PARTS = ("disk", "readers", "reading", "notices", "racing")


def run(arguments: list[str]) -> int:
    """Run as the arguments say; the exit code."""
    options = _parse(arguments)
    if not sys.platform.startswith("linux"):
        print("The memory of processes is read from /proc, which this system does not have.")
        return 0
    print("\n".join(f"- {line}" for line in describe_machine()), flush=True)
    for part in options.only or PARTS:
        with tempfile.TemporaryDirectory(dir=options.work) as temporary:
            for table in _MEASURE[part](options, Path(temporary)):
                print(f"\n{table}", flush=True)
    return 0


def _disk(options: argparse.Namespace, work: Path) -> Iterable[Table]:
    settings = _settings(options)
    yield from disk.weigh_histories(settings, work)
    yield disk.weigh_quiet_runs(settings[0], work)
    yield disk.weigh_sources(settings[0], work)


def _readers(options: argparse.Namespace, work: Path) -> Iterable[Table]:
    few, _, many = _settings(options)
    yield from readers.weigh_clones([few, many], work)
    tried = Shape(max(few.shape.records // 10, 24), few.shape.weeks)
    yield readers.try_partial_clones(lay_out(options.folder, tried), work)


def _reading(options: argparse.Namespace, work: Path) -> Iterable[Table]:
    yield from reading.time_questions(_settings(options), work)


def _notices(options: argparse.Namespace, work: Path) -> Iterable[Table]:
    yield from notices.raise_waves(options.wave, options.routes, work)
    yield notices.weigh_messages(options.wave, work)
    yield notices.count_deliveries(max(options.routes), work)


def _racing(options: argparse.Namespace, work: Path) -> Iterable[Table]:
    yield racing.race(options.collectors, options.rounds, work)


_MEASURE: dict[str, Callable[[argparse.Namespace, Path], Iterable[Table]]] = {
    "disk": _disk,
    "readers": _readers,
    "reading": _reading,
    "notices": _notices,
    "racing": _racing,
}


def _settings(options: argparse.Namespace) -> tuple[Setting, Setting, Setting]:
    """A history, one of more weeks, and one of more records."""
    records, weeks = options.records, options.weeks
    shapes = (
        Shape(records, weeks),
        Shape(records, weeks * options.longer),
        Shape(records * options.larger, weeks),
    )
    few, years, many = (lay_out(options.folder, shape) for shape in shapes)
    return few, years, many


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="of the parts (all)")
    parser.add_argument("--records", type=int, default=2_400, help="of the smallest history (2400)")
    parser.add_argument("--weeks", type=int, default=52, help="of the shortest (52)")
    parser.add_argument("--longer", type=int, default=10, help="times as many weeks (10)")
    parser.add_argument("--larger", type=int, default=10, help="times as many records (10)")
    parser.add_argument("--wave", type=int, default=700, help="migrations told (700)")
    parser.add_argument("--routes", type=int, nargs="+", default=[1, 10, 100], help="(1 10 100)")
    parser.add_argument("--collectors", type=int, nargs="+", default=[1, 2, 4, 8], help="(1 2 4 8)")
    parser.add_argument("--rounds", type=int, default=5, help="of each race (5)")
    parser.add_argument("--work", type=Path, help="where to work (a temporary folder)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=_TOP / ".benchmarks",
        help="where histories are kept for the next time (.benchmarks)",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
