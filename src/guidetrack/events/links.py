"""
What the pages of a pair say about succession, and which of it is news.

A statement counts when it first appears. One that was there before, that another
page made, or that only sums up a chain already known is a restatement.
"""

from __future__ import annotations

from guidetrack.diff.change import Change, RecordPair
from guidetrack.diff.holding import Holding
from guidetrack.diff.pairing import known_link, restates_chain
from guidetrack.diff.references import mentioned
from guidetrack.diff.succession import Link, link_of, links_of, says_more, united
from guidetrack.events.view import PairView
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import Relationship
from guidetrack.guidance.reference import Reference


def link_of_pair(pair: RecordPair, old: Holding, new: Holding) -> Link | None:
    """How the old number of a pair gave way to the new one; None where it did not."""
    if pair.old is None or pair.new is None or pair.basis in {"same-reference", "asked"}:
        return None
    ends = (pair.old.reference, pair.new.reference)
    records = [side.record(reference) for side in (new, old) for reference in ends]
    stated = united(link for record in records for link in links_of(record)).get(ends)
    return stated or Link(kind="migrated", predecessor=ends[0], successor=ends[1])


def loose_links(pair: RecordPair, old: Holding, new: Holding) -> tuple[Link, ...]:
    """
    Links newly stated by the new record of a pair whose other end is not held.

    Such a link is news where the page was captured before without it, or where the
    statement is dated in or after the month of the old side.
    """
    if pair.new is None or pair.basis in {"stated-successor", "same-text"}:
        return ()
    known = united(links_of(pair.old))
    return tuple(
        link
        for link in united(links_of(pair.new)).values()
        if says_more(link, known.get(link.ends))
        and not _comparable(link, old, new)
        and not restates_chain(link, old, new)
        and _is_news(link, pair, old.observed_at)
    )


def _comparable(link: Link, old: Holding, new: Holding) -> bool:
    return old.record(link.predecessor) is not None and new.record(link.successor) is not None


def _is_news(link: Link, pair: RecordPair, observed_at: str | None) -> bool:
    if pair.old is not None and pair.old.has("relationships"):
        return True
    if link.when is None or observed_at is None:
        return pair.old is not None
    return dated_since(link.when, observed_at)


def dated_since(when: PartialDate, observed_at: str) -> bool:
    """Whether a day or month is that of an observation or later; the same day counts."""
    seen = PartialDate.parse(observed_at)
    if when.day is None:
        return (when.year, when.month) >= (seen.year, seen.month)
    return when >= seen


def link_in(view: PairView, change: Change) -> Link | None:
    """The link that an added or removed relation of either record states, or None."""
    entry = change.after or change.before
    owner = view.new if change.after else view.old
    if change.root != "relationships" or not isinstance(entry, dict) or owner is None:
        return None
    other = Reference.parse(entry["reference"])
    return link_of(owner.reference, Relationship(kind=entry["kind"], reference=other))


def is_restated(view: PairView, change: Change) -> bool:
    """Whether an added relation says what another page said before, or sums up a chain."""
    link = link_in(view, change)
    if link is None or change.after is None:
        return False
    old, new = view.corpus.old, view.corpus.new
    pages = (old.record(link.predecessor), old.record(link.successor))
    return known_link(link.ends, *pages) is not None or restates_chain(link, old, new)


def statements_of(view: PairView, link: Link) -> tuple[Change, ...]:
    """Unexplained changes in which a page came to state a link: relations and update notes."""
    found: list[Change] = []
    for change in view.unclaimed("relationships", "update_notes"):
        if change.root == "relationships":
            stated = link_in(view, change)
            if stated and stated.ends == link.ends:
                found.append(change)
        elif not change.field and names_both(note_text(change), link):
            found.append(change)
    return tuple(found)


def note_text(change: Change) -> str:
    """The words of an update note that came or went, else nothing."""
    entry = change.after or change.before
    return str(entry["text"]) if isinstance(entry, dict) else ""


def names_both(text: str, link: Link) -> bool:
    """Whether a text names both numbers of a link."""
    return mentioned([text]) >= set(link.ends)


def losses(view: PairView) -> tuple[Change, ...]:
    """Relations and aspects that a page which only says what became of it leaves out."""
    return tuple(
        each
        for each in view.unclaimed("relationships", "captured")
        if each.after is None and not each.field
    )
