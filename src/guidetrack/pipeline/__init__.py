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
    from guidetrack.pipeline.alert_listing import (
        AlertList,
        ShownAlert,
        SilenceList,
        list_alerts,
        list_silences,
        show_alert,
    )
    from guidetrack.pipeline.alerting import (
        Noted,
        Silenced,
        acknowledge_alert,
        add_silence,
        correct_alert,
        deliver_alerts,
        retract_alert,
    )
    from guidetrack.pipeline.asking import draw_crosswalk, resolve_numbers
    from guidetrack.pipeline.committing import SnapshotResult
    from guidetrack.pipeline.comparing import Filter, compare
    from guidetrack.pipeline.evidencing import Evidence, pack_evidence
    from guidetrack.pipeline.exporting import Exported, export
    from guidetrack.pipeline.pulling import Pulled, pull
    from guidetrack.pipeline.quarantining import (
        Quarantined,
        drop_quarantined,
        list_quarantine,
        release_quarantined,
        show_quarantined,
    )
    from guidetrack.pipeline.recounting import history
    from guidetrack.pipeline.registering import check_register
    from guidetrack.pipeline.releasing import release_held
    from guidetrack.pipeline.run_result import Delivered, RunResult
    from guidetrack.pipeline.running import run
    from guidetrack.pipeline.sampling import send_sample
    from guidetrack.pipeline.scanning import scan
    from guidetrack.pipeline.scheduling import Schedule, draw_schedule, write_schedule
    from guidetrack.pipeline.showing import Held, show
    from guidetrack.pipeline.starting import Started, init_repository
    from guidetrack.pipeline.stock import Stock, take_stock
    from guidetrack.pipeline.taking import take_snapshot
    from guidetrack.pipeline.upgrading import Upgrade, reextract
    from guidetrack.pipeline.verifying import verify_pack, verify_store
    from guidetrack.pipeline.watching import WatchTest, try_watches
    from guidetrack.pipeline.workforce import Workforce, count_cores, gather_workforce

_HOMES = {
    "AlertList": "alert_listing",
    "Delivered": "run_result",
    "Evidence": "evidencing",
    "Exported": "exporting",
    "Filter": "comparing",
    "Held": "showing",
    "Noted": "alerting",
    "Pulled": "pulling",
    "Quarantined": "quarantining",
    "RunResult": "run_result",
    "Schedule": "scheduling",
    "ShownAlert": "alert_listing",
    "SilenceList": "alert_listing",
    "Silenced": "alerting",
    "SnapshotResult": "committing",
    "Started": "starting",
    "Stock": "stock",
    "Upgrade": "upgrading",
    "WatchTest": "watching",
    "Workforce": "workforce",
    "acknowledge_alert": "alerting",
    "add_silence": "alerting",
    "check_register": "registering",
    "compare": "comparing",
    "correct_alert": "alerting",
    "count_cores": "workforce",
    "deliver_alerts": "alerting",
    "draw_crosswalk": "asking",
    "draw_schedule": "scheduling",
    "drop_quarantined": "quarantining",
    "export": "exporting",
    "gather_workforce": "workforce",
    "history": "recounting",
    "init_repository": "starting",
    "list_alerts": "alert_listing",
    "list_quarantine": "quarantining",
    "list_silences": "alert_listing",
    "pack_evidence": "evidencing",
    "pull": "pulling",
    "reextract": "upgrading",
    "release_held": "releasing",
    "release_quarantined": "quarantining",
    "resolve_numbers": "asking",
    "retract_alert": "alerting",
    "run": "running",
    "scan": "scanning",
    "send_sample": "sampling",
    "show": "showing",
    "show_alert": "alert_listing",
    "show_quarantined": "quarantining",
    "take_snapshot": "taking",
    "take_stock": "stock",
    "try_watches": "watching",
    "verify_pack": "verifying",
    "verify_store": "verifying",
    "write_schedule": "scheduling",
}

__all__ = [
    "AlertList",
    "Delivered",
    "Evidence",
    "Exported",
    "Filter",
    "Held",
    "Noted",
    "Pulled",
    "Quarantined",
    "RunResult",
    "Schedule",
    "ShownAlert",
    "SilenceList",
    "Silenced",
    "SnapshotResult",
    "Started",
    "Stock",
    "Upgrade",
    "WatchTest",
    "Workforce",
    "acknowledge_alert",
    "add_silence",
    "check_register",
    "compare",
    "correct_alert",
    "count_cores",
    "deliver_alerts",
    "draw_crosswalk",
    "draw_schedule",
    "drop_quarantined",
    "export",
    "gather_workforce",
    "history",
    "init_repository",
    "list_alerts",
    "list_quarantine",
    "list_silences",
    "pack_evidence",
    "pull",
    "reextract",
    "release_held",
    "release_quarantined",
    "resolve_numbers",
    "retract_alert",
    "run",
    "scan",
    "send_sample",
    "show",
    "show_alert",
    "show_quarantined",
    "take_snapshot",
    "take_stock",
    "try_watches",
    "verify_pack",
    "verify_store",
    "write_schedule",
]


def __getattr__(name: str) -> Any:
    """Load a step when it is first used: a comparison need not wait for what fetches."""
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.pipeline.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack.pipeline' has no attribute {name!r}")
