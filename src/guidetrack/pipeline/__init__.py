"""
The straight line: what the command line and a trust's own program call.

Only this room calls the others, one after the other, and hands them arguments;
nothing flows back. `take_snapshot` goes from bytes to a commit, `run` does so for all
that is configured, `compare` goes from two sides to a report, and the rest answers
questions about what is held.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.pipeline.asking import draw_crosswalk, history, resolve_numbers
    from guidetrack.pipeline.committing import SnapshotResult
    from guidetrack.pipeline.comparing import Filter, compare
    from guidetrack.pipeline.evidencing import Evidence, pack_evidence
    from guidetrack.pipeline.quarantining import (
        Quarantined,
        drop_quarantined,
        list_quarantine,
        release_quarantined,
        show_quarantined,
    )
    from guidetrack.pipeline.registering import check_register
    from guidetrack.pipeline.run_result import RunResult
    from guidetrack.pipeline.running import release_held, run
    from guidetrack.pipeline.scanning import scan
    from guidetrack.pipeline.showing import Held, show
    from guidetrack.pipeline.spreading import count_cores
    from guidetrack.pipeline.starting import Started, init_repository
    from guidetrack.pipeline.stock import Stock, take_stock
    from guidetrack.pipeline.taking import take_snapshot
    from guidetrack.pipeline.upgrading import Upgrade, reextract
    from guidetrack.pipeline.verifying import verify_pack, verify_store

_HOMES = {
    "Evidence": "evidencing",
    "Filter": "comparing",
    "Held": "showing",
    "Quarantined": "quarantining",
    "RunResult": "run_result",
    "SnapshotResult": "committing",
    "Stock": "stock",
    "Started": "starting",
    "Upgrade": "upgrading",
    "check_register": "registering",
    "compare": "comparing",
    "count_cores": "spreading",
    "draw_crosswalk": "asking",
    "drop_quarantined": "quarantining",
    "history": "asking",
    "init_repository": "starting",
    "list_quarantine": "quarantining",
    "pack_evidence": "evidencing",
    "reextract": "upgrading",
    "release_held": "running",
    "release_quarantined": "quarantining",
    "resolve_numbers": "asking",
    "run": "running",
    "scan": "scanning",
    "show": "showing",
    "show_quarantined": "quarantining",
    "take_snapshot": "taking",
    "take_stock": "stock",
    "verify_pack": "verifying",
    "verify_store": "verifying",
}

__all__ = [
    "Evidence",
    "Filter",
    "Held",
    "Quarantined",
    "RunResult",
    "SnapshotResult",
    "Started",
    "Stock",
    "Upgrade",
    "check_register",
    "compare",
    "count_cores",
    "draw_crosswalk",
    "drop_quarantined",
    "history",
    "init_repository",
    "list_quarantine",
    "pack_evidence",
    "reextract",
    "release_held",
    "release_quarantined",
    "resolve_numbers",
    "run",
    "scan",
    "show",
    "show_quarantined",
    "take_snapshot",
    "take_stock",
    "verify_pack",
    "verify_store",
]


def __getattr__(name: str) -> Any:
    """Load a step when it is first used: a comparison need not wait for what fetches."""
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.pipeline.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.pipeline' has no attribute {name!r}")
