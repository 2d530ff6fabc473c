"""
Old overview pages as captured from the web, and the stubs that replace them.

The overview carries title, number, a description and the code list, and no
recommendation; it is the only place where the codes stand.
"""

from __future__ import annotations

import random

from benchmarks.accuracy.document import CodeLine, Guidance, printed_day
from benchmarks.accuracy.noise import Noise, disturb, encoded, ordered
from benchmarks.accuracy.rendering.page import Page


def render_overview(guidance: Guidance, noise: Noise, rng: random.Random) -> Page:
    """Render the old overview page of a document as text."""
    topic = guidance.topic
    dated = guidance.updated is None and rng.random() < 0.5
    day = printed_day(guidance.published) if dated else ""
    blocks = [
        guidance.title,
        f"NICE {guidance.programme[0].lower()}{guidance.programme[1:]} [{guidance.reference}] "
        f"Published date: {day}".rstrip(),
        "Register an interest in this guidance",
        f"There is full guidance for the NHS on {topic.procedure}.",
        "  \u2022 Description",
        f"    This procedure is used to treat {topic.condition}.",
        f"    A {topic.device} is guided to the site and released. It can be taken out later.",
    ]
    if guidance.codes:
        blocks += _code_list(guidance.codes, noise, rng)
    blocks.append("  \u2022 Get involved")
    text = "\n\n".join(disturb(block, noise, rng) for block in blocks)
    return Page(f"{guidance.slug}-overview.txt", encoded(text, noise), is_overview=True)


def _code_list(codes: tuple[CodeLine, ...], noise: Noise, rng: random.Random) -> list[str]:
    blocks = ["  \u2022 OPCS4.6 Code(s)"]
    groups = tuple(dict.fromkeys(line.group for line in codes))
    for group in ordered(groups, noise, rng):
        if group:
            blocks.append(f"    {group}")
        lines = tuple(line for line in codes if line.group == group)
        blocks += [f"    {line.code} {line.description}" for line in ordered(lines, noise, rng)]
    blocks.append(
        "    Note: a code of category Y91.- goes second; where the port is not stated, Y91.9 "
        "Unspecified approach is meant."
    )
    return blocks


def render_stub(guidance: Guidance, noise: Noise, rng: random.Random) -> Page:
    """Render what is left of a page: the title, the number and one notice."""
    name = guidance.programme[0].lower() + guidance.programme[1:]
    blocks = [guidance.title, f"NICE {name} [{guidance.reference}]", guidance.notice or ""]
    text = "\n\n".join(disturb(block, noise, rng) for block in blocks)
    return Page(f"{guidance.slug}-stub.txt", encoded(text, noise), is_overview=True)
