"""
`python -m benchmarks.speed`: every kind of work against its floor, and beside other tools.

Writes `benchmarks/RESULTS.md` where `--results` is given. Nothing fails here because it is
slow: who reads the table decides.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.history import Shape
from benchmarks.speed.machine import describe_machine
from benchmarks.speed.peers import Met, meet_peers
from benchmarks.speed.profiling import profile_rows
from benchmarks.speed.report import Measured, write_report
from benchmarks.speed.rows import list_rows
from benchmarks.speed.setting import Setting, lay_out

_TOP = Path(__file__).parents[2]
_FULL = (Shape(2_400, 520), Shape(2_400, 52), Shape(24_000, 52))
"""Ten years; and ten times the records, beside as many weeks of the usual number."""
_SCALE, _FULL_SCALE = 1, 3
_PEER_WEEKS, _FULL_PEER_WEEKS = 6, 52


def run(arguments: list[str]) -> int:
    """Run as the arguments say; the exit code."""
    options = _parse(arguments)
    if not sys.platform.startswith("linux"):
        print("The memory of processes is read from /proc, which this system does not have.")
        return 0
    shapes: tuple[Shape, ...] = (Shape(options.records, options.weeks, options.seed),)
    if options.full:
        shapes = _FULL
    options.scale = options.scale or (_FULL_SCALE if options.full else _SCALE)
    options.peer_weeks = options.peer_weeks or (_FULL_PEER_WEEKS if options.full else _PEER_WEEKS)
    settings = [lay_out(options.folder, shape) for shape in shapes]
    machine = describe_machine()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        measured = [_measure(each, work, options.scale) for each in settings]
        met = [] if options.no_peers else _meet(settings[0], options, work)
        text = write_report(machine, measured, met)
        print(text)
        if options.results:
            (_TOP / "benchmarks" / "RESULTS.md").write_text(text)
        if options.profile:
            profile_rows(settings[0], measured[0], work)
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--records", type=int, default=2_400, help="in the corpus (2400)")
    parser.add_argument("--weeks", type=int, default=52, help="snapshots (52)")
    parser.add_argument("--seed", type=int, default=7, help="which history (7)")
    parser.add_argument("--scale", type=int, help="how many times as many turns (1; full: 3)")
    parser.add_argument("--full", action="store_true", help="520 weeks, and 24,000 records")
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--peer-weeks", type=int, help="snapshots for git-history (6; full: 52)")
    parser.add_argument("--profile", action="store_true", help="of every row above its aim")
    parser.add_argument("--results", action="store_true", help="write benchmarks/RESULTS.md")
    parser.add_argument(
        "--folder",
        type=Path,
        default=_TOP / ".benchmarks",
        help="where histories are kept for the next time (.benchmarks)",
    )
    return parser.parse_args(arguments)


def _measure(setting: Setting, work: Path, scale: int) -> Measured:
    """Measure every row of the table."""
    rows = list_rows(setting, work, scale)
    for row in rows:
        row.take_turns()
        print(f"{row.work}: {row.seconds:.3f} s", file=sys.stderr)
    return Measured(setting.shape, rows)


def _meet(setting: Setting, options: argparse.Namespace, work: Path) -> list[Met]:
    met = []
    for each in meet_peers(setting, options.peer_weeks, work, options.scale):
        print(f"{each.tool}: {each.seconds or each.said}", file=sys.stderr)
        met.append(each)
    return met


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
