"""
guidetrack: did only the number change, or did the recommendation?

Everything public is listed in `__all__` and loaded when it is first used, so that
importing the package opens no file, starts no process and loads no heavy library.

    >>> import guidetrack
    >>> str(guidetrack.Reference.parse("interventional procedures guidance 75"))
    'IPG75'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidetrack.citations import Finding, Scan
    from guidetrack.config import Place, locate
    from guidetrack.diff.change import Change, RecordPair
    from guidetrack.diff.holding import HeldRecords, Holding
    from guidetrack.errors import (
        ConfigError,
        DeliveryError,
        GuidetrackError,
        NotAReferenceError,
        RecordError,
        SourceError,
        StoreError,
    )
    from guidetrack.events import detect
    from guidetrack.events.event import Event
    from guidetrack.events.report import Report
    from guidetrack.extract import extract
    from guidetrack.guidance.dates import PartialDate
    from guidetrack.guidance.record import GuidanceRecord, Recommendation, Relationship
    from guidetrack.guidance.reference import Reference, find_references
    from guidetrack.library import Store, compare, resolve, scan
    from guidetrack.lineage import Crosswalk, Lineage, Resolution
    from guidetrack.pipeline import Held, take_snapshot
    from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
    from guidetrack.sources.readers import read

_HOMES = {
    "Change": "diff.change",
    "ConfigError": "errors",
    "Crosswalk": "lineage",
    "DeliveryError": "errors",
    "Event": "events.event",
    "Finding": "citations",
    "GuidanceRecord": "guidance.record",
    "GuidetrackError": "errors",
    "Held": "pipeline",
    "HeldRecords": "diff.holding",
    "Holding": "diff.holding",
    "Lineage": "lineage",
    "NotAReferenceError": "errors",
    "ParsedDocument": "sources.document",
    "PartialDate": "guidance.dates",
    "Place": "config",
    "Recommendation": "guidance.record",
    "RecordError": "errors",
    "RecordPair": "diff.change",
    "Reference": "guidance.reference",
    "Relationship": "guidance.record",
    "Report": "events.report",
    "Resolution": "lineage",
    "Scan": "citations",
    "SourceDocument": "sources.document",
    "SourceError": "errors",
    "Store": "library",
    "StoreError": "errors",
    "Unreadable": "sources.document",
    "compare": "library",
    "detect": "events",
    "extract": "extract",
    "find_references": "guidance.reference",
    "locate": "config",
    "read": "sources.readers",
    "resolve": "library",
    "scan": "library",
    "take_snapshot": "pipeline",
}

__all__ = [  # noqa: RUF022 - in the order a reader meets them
    # the nouns
    "Reference",
    "PartialDate",
    "GuidanceRecord",
    "Recommendation",
    "Relationship",
    "find_references",
    # documents to records
    "SourceDocument",
    "ParsedDocument",
    "Unreadable",
    "read",
    "extract",
    # records to events
    "Holding",
    "HeldRecords",
    "RecordPair",
    "Change",
    "Event",
    "Report",
    "detect",
    # a store, read
    "Store",
    "Held",
    "compare",
    # where a number leads
    "Lineage",
    "Resolution",
    "Crosswalk",
    "resolve",
    "scan",
    "Scan",
    "Finding",
    # a store, written
    "Place",
    "locate",
    "take_snapshot",
    # what can go wrong
    "GuidetrackError",
    "ConfigError",
    "NotAReferenceError",
    "SourceError",
    "RecordError",
    "StoreError",
    "DeliveryError",
    "__version__",
]

__version__ = "0.1.0"
"""As in `pyproject.toml`; a test holds them equal, since asking the installer costs 35 ms."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"guidetrack.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'guidetrack' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
