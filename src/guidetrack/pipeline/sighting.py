"""
What a run showed of each reference: served, missed, or nothing that proves anything.

Put together from what publishers answered and from what the gate made of it: a page
that was refused is neither served nor missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from guidetrack.config import CatalogueSource, Config, FeedSource
from guidetrack.config.settings import name_of
from guidetrack.diff.succession import ended, links_of
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.absence import Sight, list_sight
from guidetrack.pipeline.fetching import Gathered
from guidetrack.pipeline.outcome import Known, NotTaken, Outcome, Taken
from guidetrack.pipeline.remembering import Copy, ListCopy, Memory, state_of_rows
from guidetrack.sources.fetch import NotFound, Request, Validators
from guidetrack.store.snapshot import Snapshot

Lists = dict[str, tuple[frozenset[Reference], set[Reference]]]
"""By source that lists all guidance: what it had named before, and what it names now."""


def confirmed_references(gathered: Gathered) -> set[Reference]:
    """References whose publisher said that the copy held is still good."""
    pages = {request.reference for _, request in gathered.confirmed}
    return {each for each in pages if each is not None}.union(*gathered.listed.values())


def lists_of(
    outcomes: Iterable[Outcome],
    names: Iterable[str],
    before: Mapping[str, frozenset[Reference]],
    unchanged: Mapping[str, set[Reference]],
) -> Lists:
    """
    What each of the named sources lists, beside what it had listed before.

    `unchanged` is what those of its lists name that have not changed.
    """
    now: dict[str, set[Reference]] = defaultdict(set)
    for source, references in unchanged.items():
        now[source] |= references
    for outcome in outcomes:
        name = outcome.incoming.source
        if name is not None and isinstance(outcome, Known | Taken):
            now[name].add(outcome.reference)
        elif name is not None and isinstance(outcome, NotTaken) and outcome.refused.reference:
            now[name].add(Reference.parse(outcome.refused.reference))
    return {name: (before.get(name, frozenset()), now[name]) for name in names}


def listing_sources(config: Config) -> list[str]:
    """The names of the sources that list all guidance."""
    return [
        name_of(source)
        for source in config.sources
        if isinstance(source, CatalogueSource | FeedSource) and source.enumerating
    ]


def sights_of(gathered: Gathered, outcomes: Iterable[Outcome], lists: Lists) -> list[Sight]:
    """What each source showed."""
    sights: dict[str, Sight] = defaultdict(Sight)
    for outcome in outcomes:
        incoming = outcome.incoming
        asked = incoming.asked if incoming.fetched else None
        if incoming.source is not None and asked and isinstance(outcome, Known | Taken):
            sights[incoming.source].served.add(outcome.reference)
    for name, request in gathered.confirmed:
        if request.reference is not None:
            sights[name].served.add(request.reference)
    for name, result in gathered.missing:
        if _stands_for_all(result.request) and result.request.reference is not None:
            sight = sights[name]
            kind = sight.missed if isinstance(result, NotFound) else sight.led_nowhere
            kind.add(result.request.reference)
    return [*sights.values(), *(list_sight(before, now) for before, now in lists.values())]


def _stands_for_all(request: Request) -> bool:
    """Whether a missing page means missing guidance; a chapter may only have been renamed."""
    return request.purpose != "chapter"


def ended_among(
    wanted: Iterable[Reference], base: Snapshot | None, outcomes: Iterable[Outcome]
) -> set[Reference]:
    """Those of the references whose end somebody has stated: they cannot disappear any more."""
    if base is None:
        return set()
    held = {each: record for each in wanted if (record := base.record(each)) is not None}
    over = {each for each, record in held.items() if ended(record)}
    if over == held.keys():
        return over
    pages = (each.capture.record for each in outcomes if isinstance(each, Taken))
    succeeded = {
        link.predecessor
        for record in _all(base, pages)
        for link in links_of(record)
        if link.kind != "partially-superseded"
    }
    return over | (held.keys() & succeeded)


def _all(base: Snapshot, also: Iterable[GuidanceRecord]) -> Iterator[GuidanceRecord]:
    references = base.references()
    base.fetch(references)
    yield from (record for each in references if (record := base.record(each)) is not None)
    yield from also


def slots_seen(
    gathered: Gathered, outcomes: Iterable[Outcome], memory: Memory, base: Snapshot | None
) -> dict[str, str]:
    """The slot that each page of this run fills, by its address; what was refused fills none."""
    seen = {
        request.address: memory.copies[request.address].slot
        for _, request in gathered.confirmed
        if request.address in memory.copies
    }
    for outcome in outcomes:
        if not outcome.incoming.fetched:
            continue
        if isinstance(outcome, Taken):
            seen[outcome.incoming.name] = outcome.slot
        elif isinstance(outcome, Known) and base is not None:
            digest = outcome.incoming.document.sha256
            entries = (each for each in base.slots(outcome.reference) if each.sha256 == digest)
            seen.update((outcome.incoming.name, entry.slot) for entry in entries)
    return seen


def outdated_chapters(
    menus: Mapping[Reference, Sequence[str]], seen: Mapping[str, str], base: Snapshot | None
) -> dict[Reference, set[str]]:
    """
    Slots of chapters that the menu of their guidance no longer names.

    Only where everything the menu names was had, so that a chapter that failed or was
    refused takes nothing with it.
    """
    if base is None:
        return {}
    return {
        reference: {
            entry.slot
            for entry in base.slots(reference)
            if entry.slot.startswith("chapter-") and entry.address is not None
        }
        - {seen[address] for address in menu}
        for reference, menu in menus.items()
        if menu and all(address in seen for address in menu)
    }


def copies_after(
    gathered: Gathered,
    outcomes: Iterable[Outcome],
    memory: Memory,
    seen: Mapping[str, str],
    after: Snapshot | None,
) -> dict[str, Copy]:
    """What to remember for the next run; nothing of guidance that is in doubt."""
    if after is None:
        return {}
    blobs = after.fingerprints()
    doubted = {each.incoming.asked for each in outcomes if isinstance(each, NotTaken)}
    answers: list[tuple[Request, Validators]] = [
        (page.request, page.validators) for page in gathered.pages
    ]
    answers += [(request, memory.validators[request.address]) for _, request in gathered.confirmed]
    found: dict[str, Copy] = {}
    for request, validators in answers:
        reference, slot = request.reference, seen.get(request.address)
        if reference in doubted or reference not in blobs or reference is None or slot is None:
            continue
        found[request.address] = Copy(
            reference=str(reference),
            record=blobs[reference],
            slot=slot,
            etag=validators.etag,
            last_modified=validators.last_modified,
            chapters=gathered.menus.get(reference, ()) if request.purpose == "overview" else (),
        )
    return found


def lists_after(
    gathered: Gathered, outcomes: Iterable[Outcome], memory: Memory, after: Snapshot | None
) -> dict[str, ListCopy]:
    """What to remember of lists for the next run; nothing of one that was not taken whole."""
    if after is None:
        return {}
    state = state_of_rows(after)
    taken = _taken_by_list(outcomes)
    found: dict[str, ListCopy] = {}
    for page in gathered.pages:
        address, validators = page.request.address, page.validators
        if page.request.reference is None and (references := taken.get(address)):
            found[address] = ListCopy(
                references=tuple(map(str, sorted(references))),
                rows=state,
                etag=validators.etag,
                last_modified=validators.last_modified,
            )
    for _, request in gathered.confirmed:
        if request.address in memory.lists:
            found[request.address] = replace(memory.lists[request.address], rows=state)
    return found


def _taken_by_list(outcomes: Iterable[Outcome]) -> dict[str, set[Reference]]:
    """By the address of a list, the guidance of its rows; not where one of them was refused."""
    taken: dict[str, set[Reference]] = defaultdict(set)
    damaged: set[str] = set()
    for outcome in outcomes:
        address, _, row = outcome.incoming.name.rpartition(", row ")
        if isinstance(outcome, NotTaken) or not row:
            damaged.add(address or outcome.incoming.name)
        else:
            taken[address].add(outcome.reference)
    return {address: named for address, named in taken.items() if address not in damaged}
