"""
The straight line: what the command line and a trust's own program call.

Only this room calls the others, one after the other, and hands them arguments;
nothing flows back. `take_snapshot` goes from bytes to a commit, `compare` from
two sides to a report, and the rest answers questions about what is held.
"""

from guidetrack.pipeline.asking import Held, history, resolve_numbers, show
from guidetrack.pipeline.committing import SnapshotResult
from guidetrack.pipeline.comparing import Filter, compare
from guidetrack.pipeline.starting import Started, init_repository
from guidetrack.pipeline.taking import take_snapshot

__all__ = [
    "Filter",
    "Held",
    "SnapshotResult",
    "Started",
    "compare",
    "history",
    "init_repository",
    "resolve_numbers",
    "show",
    "take_snapshot",
]
