"""
Documents as Markdown or bare text, in the three shapes that converted PDFs come in.

`marked` has headings and bullets, `plain` has no heading markup at all, `sparse` has
headings but no bullets on the numbered paragraphs of the later sections.
"""

from __future__ import annotations

import random
from typing import Literal

from benchmarks.accuracy.document import Advice, Guidance, Passage, printed_day
from benchmarks.accuracy.noise import (
    Noise,
    cut_links,
    disturb,
    encoded,
    marked_links,
    ordered,
    split_at_page_break,
)
from benchmarks.accuracy.rendering.page import Page
from benchmarks.accuracy.vocabulary import RESPONSIBILITY

Shape = Literal["marked", "plain", "sparse"]


def render_markdown(
    guidance: Guidance, noise: Noise, rng: random.Random, shape: Shape
) -> list[Page]:
    """Render a whole document as one text."""
    text = _Writer(guidance, noise, rng, shape).write()
    suffix = rng.choice(("md", "txt"))
    return [Page(f"{guidance.slug}.{suffix}", encoded(text, noise))]


class _Writer:
    """Writes one document; holds what every part of it asks for."""

    def __init__(self, guidance: Guidance, noise: Noise, rng: random.Random, shape: Shape) -> None:
        self._guidance = guidance
        self._noise = noise
        self._rng = rng
        self._shape = shape
        self._blocks: list[str] = []
        self._page = 3

    def write(self) -> str:
        """The whole text."""
        self._front()
        self._contents()
        for statement in ordered(self._guidance.statements, self._noise, self._rng):
            self._paragraph(statement)
        self._recommendations()
        self._sections()
        self._closing()
        return "\n\n" + self._joined() + self._rng.choice(("", "\n"))

    def _joined(self) -> str:
        text = self._blocks[0]
        for before, block in zip(self._blocks, self._blocks[1:], strict=False):
            both = before.startswith("- ") and block.startswith("- ")
            text += ("\n" if both and self._noise.tight else "\n\n") + block
        return text

    def _front(self) -> None:
        guidance = self._guidance
        self._heading(1, guidance.title)
        published = f"Published: {printed_day(guidance.published)}"
        dates = [published]
        if guidance.updated:
            dates.append(f"Last updated: {printed_day(guidance.updated)}")
        if self._shape == "sparse":
            self._blocks.append("  \n".join([guidance.programme, *dates]))
        else:
            self._blocks += [guidance.programme, *dates]
        address = f"www.nice.org.uk/guidance/{guidance.slug}"
        linked = f"[{address}](https://{address})" if self._noise.links else address
        self._blocks.append(linked)
        self._heading(2, "Your responsibility")
        for text in RESPONSIBILITY[guidance.responsibility]:
            self._paragraph(cut_links(text, self._noise), breakable=False)

    def _contents(self) -> None:
        if self._noise.contents == "none":
            return
        leader = {"dots": " .....\t", "tabs": "\t", "bare": " "}[self._noise.contents]
        self._heading(1, "Contents")
        entries = [self._section_one(), *(self._titled(each) for each in self._chapters())]
        lines = [
            f"{entry}{leader}{page}"
            for page, entry in enumerate([*entries, "Update information"], start=4)
        ]
        self._blocks.append("\n".join(lines))

    def _section_one(self) -> str:
        return "1 Guidance" if self._guidance.style == "guideline" else "1 Recommendations"

    def _chapters(self) -> list[tuple[str | None, str]]:
        return [(chapter.number, chapter.heading) for chapter in self._guidance.chapters]

    @staticmethod
    def _titled(entry: tuple[str | None, str]) -> str:
        return " ".join(part for part in entry if part)

    def _recommendations(self) -> None:
        self._heading(1, self._section_one())
        group = 0
        for advice in self._guidance.advice:
            if advice.group and advice.group != group:
                group = advice.group
                self._heading(2, f"1.{group} {self._guidance.groups[group - 1]}")
            self._advice(advice)

    def _advice(self, advice: Advice) -> None:
        label = self._label(advice)
        ends = "" if advice.bullets else label
        bulleted = self._numbered(advice.number, advice.text, ends, may_break=True)
        if not advice.bullets:
            return
        mark = self._rng.choice(("-", "-", "*")) if self._shape != "plain" else "-"
        indent = "  " if bulleted else ""
        last = len(advice.bullets) - 1
        lines = []
        for place, bullet in enumerate(advice.bullets):
            parts = split_at_page_break(bullet.text, self._noise, self._rng)
            end = label if place == last else ""
            text = "\n\n".join(self._text(part) for part in parts)
            lines.append(f"{indent}{mark} {text}{end}")
        if bulleted:
            self._blocks[-1] += "\n" + "\n".join(lines)
        else:
            self._blocks.append("\n".join(lines))

    def _label(self, advice: Advice) -> str:
        if not advice.label:
            return ""
        return f" **{advice.label}**" if self._noise.bold_labels else f" {advice.label}"

    def _sections(self) -> None:
        for chapter in self._guidance.chapters:
            self._heading(
                chapter.level + (self._shape != "plain"),
                self._titled((chapter.number, chapter.heading)),
            )
            for passage in chapter.passages:
                self._passage(passage)

    def _passage(self, passage: Passage) -> None:
        if passage.number is None:
            self._paragraph(passage.text)
        elif self._shape == "sparse":
            self._paragraph(f"{passage.number} {passage.text}")
        else:
            self._numbered(passage.number, passage.text, "", may_break=True)

    def _closing(self) -> None:
        guidance = self._guidance
        self._heading(1, "Update information")
        if guidance.notes:
            self._heading(2, guidance.notes_heading)
        for note in guidance.notes:
            when = f"{note.when}:" if self._shape == "plain" else f"**{note.when}:**"
            self._paragraph(f"{when} {note.text}", breakable=False)
        self._blocks.append(f"ISBN: {guidance.isbn}")
        self._heading(1, "Endorsing organisation")
        for body in ordered(guidance.endorsers, self._noise, self._rng):
            self._paragraph(f"This guidance has been endorsed by {{{{{body}}}}}.", breakable=False)

    def _numbered(self, number: str, text: str, ends: str, *, may_break: bool) -> bool:
        """Write a numbered paragraph; say whether it has a bullet in front."""
        bulleted = self._rng.random() >= self._noise.lost_bullets
        if self._rng.random() < self._noise.number_lines:
            self._blocks += [number, self._text(text) + ends]
            return False
        parts = split_at_page_break(text, self._noise, self._rng) if may_break else (text,)
        front = "- " if bulleted else ""
        self._blocks.append(f"{front}{number} {self._text(parts[0])}")
        self._after_break(parts[1:])
        self._blocks[-1] += ends
        return bulleted and len(parts) == 1

    def _paragraph(self, text: str, *, breakable: bool = True) -> None:
        parts = split_at_page_break(text, self._noise, self._rng) if breakable else (text,)
        self._blocks.append(self._text(parts[0]))
        self._after_break(parts[1:])

    def _after_break(self, parts: tuple[str, ...]) -> None:
        for part in parts:
            if self._noise.footers:
                self._footer()
            self._blocks.append(self._text(part))

    def _footer(self) -> None:
        self._page += 1
        guidance = self._guidance
        self._blocks.append(f"{guidance.title} ({guidance.reference})")
        self._blocks.append(
            f"\u00a9 NICE 2026. All rights reserved. Subject to Notice of rights{self._terms()}."
            f"\nPage {self._page} of{self._rng.choice((' ', chr(10)))}12"
        )

    def _terms(self) -> str:
        address = " (https://www.nice.org.uk/terms-and-\nconditions#notice-of-rights)"
        return self._rng.choice(("", address.replace("\n", ""), address))

    def _text(self, text: str) -> str:
        if self._noise.escapes and self._shape != "plain":
            text = text.replace("(", "\\(").replace(")", "\\)")
        return disturb(marked_links(text, "[{}](#)", self._noise), self._noise, self._rng)

    def _heading(self, level: int, text: str) -> None:
        if self._noise.footers and self._rng.random() < 0.15 and len(self._blocks) > 8:
            self._footer()
        depth = min(6, max(1, level + self._noise.heading_shift))
        marks = "" if self._shape == "plain" else f"{'#' * depth} "
        printed = f"{marks}{disturb(text, self._noise, self._rng)}"
        times = 2 if self._rng.random() < self._noise.doubled_headings else 1
        self._blocks += [printed] * times
