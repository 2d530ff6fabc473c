"""
Run every benchmark, one after the other.

The exit code is the highest of theirs, so that the whole fails where one fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks.accuracy.__main__ import run as run_accuracy
from benchmarks.scale.__main__ import run as run_scale
from benchmarks.scan.__main__ import run as run_scan
from benchmarks.speed.__main__ import run as run_speed

BENCHMARKS: dict[str, Callable[[list[str]], int]] = {
    "accuracy": run_accuracy,
    "scale": run_scale,
    "scan": run_scan,
    "speed": run_speed,
}
"""Name to what runs it."""


def main() -> int:
    """Run the benchmarks named on the command line, or all."""
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}.")
        return 2
    return max(BENCHMARKS[name]([]) for name in names)


if __name__ == "__main__":
    sys.exit(main())
