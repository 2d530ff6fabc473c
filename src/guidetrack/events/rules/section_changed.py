"""
The content that accompanies the recommendations changed.

What is said about safety is read by whoever obtains consent; the rest is for
information.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events import summaries
from guidetrack.events.rule import Finding, RuleHeader
from guidetrack.events.sections import by_section, role_of
from guidetrack.events.view import PairView

HEADER = RuleHeader(
    kind="section-changed",
    priority=("information", "review"),
    meaning="A section other than the recommendations changed; its role is named as aspect.",
    counts="Paragraphs of a section came, went, were reworded or moved to another section. Roles: "
    "procedure, efficacy, safety (review), other.",
    counts_not="A page break, a heading mark, a beginning that a conversion lost; sections that "
    "one side did not capture; a change of paragraph numbers alone (editorial).",
    usually_acts="For safety, whoever writes the consent form; else nobody.",
    counterpart="section-changed",
)


def find(view: PairView) -> Iterator[Finding]:
    """Yield each section that changed."""
    for key, changes in by_section(view, view.unclaimed("sections")).items():
        role = role_of(key.heading)
        yield Finding(
            summary=summaries.section_changed(view.name, key.printed(), role),
            claims=tuple(changes),
            priority="review" if role == "safety" else "information",
            aspects=(role,),
        )
