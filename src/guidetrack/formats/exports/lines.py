"""
What is exported as JSON Lines: one object a line, one file for each kind of thing.

Records and events stand in them exactly as `guidetrack show` and `guidetrack log` print
them, so whoever reads those can read these.
"""

from __future__ import annotations

from guidetrack.events.plain import encode, plain_report
from guidetrack.events.report import Report
from guidetrack.formats.exports import items
from guidetrack.formats.exports.items import Item
from guidetrack.guidance.record import to_plain

LINES: dict[str, str] = {
    "snapshots.jsonl": "every commit that touched the guidance, oldest first",
    "records.jsonl": "what the newest snapshot holds: each record as `guidetrack show --json` "
    "prints it, those first that took their present form first",
    "versions.jsonl": "every version of every record, oldest first: reference, revision and "
    "observed_at of the snapshot that holds it first, the sha256 of its file in the store, and "
    "the record; null where the reference is no longer held from then on",
    "events.jsonl": "every event, newest first: revision and observed_at of the snapshot before "
    "and of the one that shows it, and the event as `guidetrack log --json` prints it",
    "crosswalk.jsonl": "every old number with what stands in its place, as `guidetrack crosswalk "
    "--json` prints it",
    "sources.jsonl": "every captured source of the newest snapshot: reference, slot, address, "
    "sha256 of the bytes as captured, observed_at, and its file here (null where it is not kept)",
    "absences.jsonl": "guidance that its source no longer serves, with since when",
    "alerts.jsonl": "what was told to whom, each alert with its deliveries and answers",
    "runs.jsonl": "every run, also those in which nothing changed, oldest first",
}
"""Each file, and what a line of it is."""


def line_of(item: Item) -> tuple[str, str]:
    """The file that a thing stands in, and its line without the line end."""
    match item:
        case items.HeldRecord():
            return "records.jsonl", item.written.text
        case items.Version():
            return "versions.jsonl", _version(item)
        case items.Happened():
            return "events.jsonl", _event(item)
        case items.HeldSource():
            return "sources.jsonl", _source(item)
        case items.TakenSnapshot():
            return "snapshots.jsonl", _snapshot(item)
        case items.Led():
            return "crosswalk.jsonl", encode(to_plain(item.row))
        case items.Other():
            return f"{item.kind}.jsonl", encode(item.plain)


def _snapshot(item: items.TakenSnapshot) -> str:
    facts = item.facts
    return encode(
        {
            "revision": facts.commit,
            "observed_at": facts.observed_at,
            "committed_at": facts.committed_at,
            "extractor": facts.extractor,
            "technical_upgrade": facts.technical_upgrade,
        }
    )


def _version(item: items.Version) -> str:
    """Put the record in as it was encoded before; it is most of the line."""
    seen = {
        "reference": str(item.reference),
        "revision": item.seen.commit,
        "observed_at": item.seen.observed_at,
        "sha256": item.written.sha256 if item.written else None,
    }
    return f'{encode(seen)[:-1]}, "record": {item.written.text if item.written else "null"}}}'


def _source(item: items.HeldSource) -> str:
    entry = item.entry
    return encode(
        {
            "reference": str(item.reference),
            "slot": entry.slot,
            "address": entry.address,
            "sha256": entry.sha256,
            "observed_at": entry.observed_at,
            "file": item.file,
        }
    )


def _event(item: items.Happened) -> str:
    plain = plain_report(Report(old=item.old, new=item.new, events=(item.event,)))
    return encode({"old": plain["old"], "new": plain["new"], **plain["events"][0]})
