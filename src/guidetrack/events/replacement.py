"""
What superseded and partially superseded guidance have in common.

Both are a link that a page states, and both explain all differences of their pair.
They differ in what happens to the old page: replaced wholly it ends, and what it
loses by that is explained as well; replaced in part it lives on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guidetrack.diff.change import Change
from guidetrack.diff.succession import Link, LinkKind
from guidetrack.events.links import statements_of
from guidetrack.events.recommendations import both_captured
from guidetrack.events.rule import Finding
from guidetrack.events.view import PairView


def find_replacement(
    view: PairView, kind: LinkKind, say: Callable[[str, str], str]
) -> Iterator[Finding]:
    """Yield a finding for the link of the pair and for each link whose other end is not held."""
    if view.link is not None and view.link.kind == kind:
        compared = both_captured(view)
        yield Finding(
            summary=say(str(view.link.predecessor), str(view.link.successor)),
            claims=tuple(_claims(view, view.link)),
            priority="review",
            confidence="confirmed" if compared else "declared",
            explained_by=view.link.stated,
            identity=view.link.ends_in_print(),
        )
    for link in view.loose:
        if link.kind == kind:
            yield _stated_only(view, link, say)


def _stated_only(view: PairView, link: Link, say: Callable[[str, str], str]) -> Finding:
    before, after = link.ends_in_print()
    own_page_is_new = link.successor == view.subject.reference
    claims = statements_of(view, link)
    if view.old is None:
        claims += view.unclaimed("record")
    elif not own_page_is_new and link.kind == "superseded":
        claims = view.unclaimed()
    return Finding(
        summary=say(before, after),
        claims=claims,
        priority="review",
        confidence="declared",
        explained_by=link.stated,
        references=(None, after) if own_page_is_new else (before, after),
        identity=(before, after),
    )


def _claims(view: PairView, link: Link) -> Iterator[Change]:
    yield from view.unclaimed()
    for sibling in view.siblings(link.predecessor):
        ends = link.kind == "superseded"
        yield from sibling.unclaimed() if ends else statements_of(sibling, link)
    for sibling in view.siblings(link.successor):
        yield from statements_of(sibling, link)
