"""
The answer that the sheet begins with: where a number leads, and what somebody had to read.

It is made from the records, the certificates and the history of the pack alone, so that
whoever checks the pack comes to the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from guidetrack.diff.succession import LinkKind, links_of, united
from guidetrack.events.event import Event
from guidetrack.events.reading import printed_day
from guidetrack.events.report import Report
from guidetrack.events.summaries import in_words, listed
from guidetrack.evidence.manifest import Certificate, Manifest
from guidetrack.evidence.passages import MEANS
from guidetrack.guidance.record import GuidanceRecord

_IN_PART = {"partially-superseded"}


def titles(manifest: Manifest, records: Iterable[GuidanceRecord]) -> tuple[str, ...]:
    """The titles of what was asked for; of the whole thread, where those are not held."""
    found = {str(each.reference): each.title for each in records if each.title}
    asked = [found[each] for each in manifest.references if each in found]
    return tuple(dict.fromkeys(asked or found.values()))


def answers(
    manifest: Manifest,
    records: Iterable[GuidanceRecord],
    certificates: Iterable[Certificate],
    history: Iterable[Report],
) -> tuple[str, ...]:
    """
    The answer in a few sentences.

    Where each number asked for leads, and then, in the order in which it was seen, each
    migration and all that someone had to read.
    """
    led = whither(manifest.references, records)
    found = [
        (each.new.observed_at or "", f"{each.says} {MEANS[each.verdict]}") for each in certificates
    ]
    for report in history:
        seen = report.new.observed_at
        found += [
            (seen or "", f"Seen on {printed_day(seen)}: {each.summary}")
            for each in report.events
            if _matters(each)
        ]
    return (*led, *(sentence for _, sentence in sorted(found, key=lambda each: each[0])))


def whither(asked: Sequence[str], records: Iterable[GuidanceRecord]) -> Iterator[str]:
    """Say where each number leads, along all that the records state."""
    onward = _onward(records)
    for name in asked:
        first = onward.get(name, {})
        ends = listed(_ends(name, onward))
        if not first:
            yield f"{name} has not given way to another number, as far as is known."
        elif set(first.values()) == _IN_PART:
            yield f"{name} was replaced in part, by what is now {ends}."
        else:
            yield f"{name} leads to {ends}." if ends else f"{name} leads back to itself."


def former(records: Iterable[GuidanceRecord]) -> frozenset[str]:
    """The numbers that gave way to others, not only in part."""
    onward = _onward(records)
    return frozenset(name for name in onward if set(onward[name].values()) != _IN_PART)


def standing(record: GuidanceRecord, certificates: Iterable[Certificate]) -> str:
    """How a document stood in the newest snapshot."""
    own = str(record.reference)
    moved = [each.new.reference for each in certificates if each.old.reference == own]
    if moved:
        return f"{own}: an old number; the document is now {listed(moved)}."
    successors = [
        str(each.reference)
        for each in record.relationships
        if each.kind in {"migrated-to", "replaced-by"}
    ]
    led = f"; its page names {listed(successors)} as its successor" if successors else ""
    return f"{own}: {in_words(record.status)}{led}."


def _onward(records: Iterable[GuidanceRecord]) -> dict[str, dict[str, LinkKind]]:
    """Each number with those that it gave way to, as the records state it."""
    found: dict[str, dict[str, LinkKind]] = {}
    links = united(link for record in records for link in links_of(record))
    for (old, new), link in links.items():
        found.setdefault(str(old), {})[str(new)] = link.kind
    return found


def _ends(start: str, onward: Mapping[str, Mapping[str, LinkKind]]) -> list[str]:
    """Where the ways from a number end, in order."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = onward.get(waiting.pop(), {}).keys() - seen
        seen |= fresh
        waiting.extend(fresh)
    return sorted(each for each in seen if each not in onward)


def _matters(event: Event) -> bool:
    """Whether somebody has to read it, beyond the new number that a certificate tells."""
    return event.priority in {"act", "review"} and event.kind != "migrated"
