"""
The event reference, `docs/events.md`, made from the headers of the rules.

What people read about a kind and what its rule does must not drift apart, so the
page is written from the rules, and a test holds it to them.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.events.reading import PRIORITY_MEANINGS
from guidetrack.events.rule import RuleHeader
from guidetrack.events.rules import RULES
from guidetrack.guidance.comparison import RULES as COMPARISON_RULES


def reference_page() -> str:
    """Write the event reference, `docs/events.md`, as Markdown."""
    lines = [
        "# Event reference",
        "",
        "Made from the headers of the rules; `guidetrack explain KIND` prints the same, and",
        "`python -m guidetrack.events.reference_page > docs/events.md` writes this page anew.",
        "Rules claim in this order: what one has explained, no later one is given.",
        "",
        "## Priorities",
        "",
        *(f"- {said}" for said in PRIORITY_MEANINGS.values()),
        "",
        "## What is no change",
        "",
        "Two texts that differ in nothing but the following say the same, and make no event. A",
        'changed digit, unit, "not", "only", age or dose always makes one.',
        "",
        *(f"- **{name}**: {said}" for name, said in COMPARISON_RULES),
        "",
        "## Kinds",
    ]
    for header in (rule.header for rule in RULES):
        lines += ["", f"### {header.kind}", "", header.meaning, ""]
        lines += [f"- **{name}**: {text}" for name, text in _parts(header)]
    return "\n".join(lines) + "\n"


def _parts(header: RuleHeader) -> Iterator[tuple[str, str]]:
    yield "Priority", " or ".join(header.priority)
    yield "Counts", header.counts
    yield "Does not count", header.counts_not
    yield "Who usually acts", header.usually_acts
    if header.counterpart == header.kind:
        yield "Undone by", "the same kind, the other way round"
    elif header.counterpart:
        yield "Undone by", header.counterpart
    else:
        yield "No counterpart", header.waiver or ""


if __name__ == "__main__":
    print(reference_page(), end="")  # noqa: T201 - the page is what is asked for
