"""
Documents as a web site has them: an overview page and one page for each chapter.

Three generations of chapter markup are live at the same time, so a chapter can come in
any of them, and a redesign moves a document from one to the next without a change of
guidance.
"""

from __future__ import annotations

import random
import re
from html import escape
from typing import Literal

from benchmarks.accuracy.document import Advice, Chapter, Guidance, Passage
from benchmarks.accuracy.noise import Noise
from benchmarks.accuracy.rendering.html import (
    bullets_markup,
    closing,
    framed,
    inline,
    label_markup,
)
from benchmarks.accuracy.rendering.page import Page

Generation = Literal["a", "b", "c"]


def render_chapters(
    guidance: Guidance, noise: Noise, rng: random.Random, generation: Generation
) -> list[Page]:
    """Render a document as its overview and its chapters."""
    writer = _Writer(guidance, noise, rng, generation)
    return [writer.overview(), *writer.chapters()]


class _Writer:
    """Writes the pages of one document."""

    def __init__(
        self, guidance: Guidance, noise: Noise, rng: random.Random, generation: Generation
    ) -> None:
        self._guidance = guidance
        self._noise = noise
        self._rng = rng
        self._generation = generation

    def overview(self) -> Page:
        """The page with the dates, the relations and a menu of the chapters."""
        guidance = self._guidance
        body = [f"<p>{inline(each, self._noise, self._rng)}</p>" for each in guidance.statements]
        body.append(
            f"<p>This guidance covers {escape(guidance.topic.procedure)} for "
            f"{escape(guidance.topic.condition)}.</p>"
        )
        if guidance.codes:
            body += self._codes()
        html = framed(guidance, "\n".join(body), f"/guidance/{guidance.slug}", self._menu())
        return Page(f"{guidance.slug}-overview.html", html.encode(), is_overview=True)

    def chapters(self) -> list[Page]:
        """One page for each chapter."""
        pages = [self._page("1 Recommendations", "1-Recommendations", self._recommendations())]
        for title, parts in self._grouped():
            pages.append(self._page(title, _slug(title), self._sections(parts)))
        last = "\n".join(closing(self._guidance, self._noise, self._rng)[1:])
        pages.append(self._page("Update information", "Update-information", last))
        return pages

    def _menu(self) -> str:
        base = f"/guidance/{self._guidance.slug}"
        titles = ["1 Recommendations", *(title for title, _ in self._grouped())]
        links = [f'<li><a href="{base}">Overview</a></li>'] + [
            f'<li class="stacked-nav__list-item"><a href="{base}/chapter/{_slug(title)}">'
            f"{escape(title)}</a></li>"
            for title in [*titles, "Update information"]
        ]
        return (
            '<nav aria-label="Chapter pages" class="stacked-nav"><ul class="stacked-nav__list">'
            + "".join(links)
            + "</ul></nav>"
        )

    def _codes(self) -> list[str]:
        rows = ["<h3>OPCS4.6 Code(s)</h3>"]
        group = None
        for line in self._guidance.codes:
            if line.group != group and line.group:
                rows.append(f"<p>{line.group}</p>")
            group = line.group
            rows.append(f"<p>{line.code} {escape(line.description)}</p>")
        return rows

    def _grouped(self) -> list[tuple[str, list[Chapter]]]:
        """Chapters of the site: each first-level section with those below it."""
        found: list[tuple[str, list[Chapter]]] = []
        for chapter in self._guidance.chapters:
            if chapter.level == 1:
                found.append((_titled(chapter), [chapter]))
            else:
                found[-1][1].append(chapter)
        return found

    def _page(self, title: str, slug: str, inner: str) -> Page:
        guidance = self._guidance
        anchor = slug.lower()
        body = (
            f'<div class="chapter" title="{escape(title)}" id="{guidance.slug}_{anchor}" '
            f'xmlns="http://www.w3.org/1999/xhtml">\n<h2 class="title">\n'
            f'<a id="{anchor}"></a>{escape(title)}</h2>\n{inner}\n</div>'
        )
        address = f"/guidance/{guidance.slug}/chapter/{slug}"
        html = framed(guidance, body, address, self._menu())
        return Page(f"{guidance.slug}-{anchor}.html", html.encode())

    def _recommendations(self) -> str:
        parts: list[str] = []
        group = 0
        for advice in self._guidance.advice:
            if advice.group and advice.group != group:
                if group:
                    parts.append("</div>")
                group = advice.group
                parts.append(self._section(f"1.{group} {self._guidance.groups[group - 1]}", 3))
            parts.append(self._advice(advice))
        if group:
            parts.append("</div>")
        return "\n".join(parts)

    def _advice(self, advice: Advice) -> str:
        label = "" if advice.bullets else label_markup(advice)
        text = inline(advice.text, self._noise, self._rng) + label
        below = bullets_markup(advice, self._noise, self._rng)
        anchor = f"{self._guidance.slug}_{advice.number.replace('.', '_')}"
        if self._generation == "c":
            return (
                f'<article id="{anchor}" class="numbered-paragraph recommendation">'
                f'<h3 class="recommendation__number">{advice.number}</h3>'
                f'<div class="recommendation__body"><p>{text}</p>{below}</div></article>'
            )
        plain = _numbered_paragraph(advice.number, text)
        if self._generation == "b":
            return f'<div id="{anchor}" class="recommendation_text">{plain}{below}</div>'
        return plain + below

    def _sections(self, chapters: list[Chapter]) -> str:
        parts = [self._passages(chapters[0].passages)]
        for chapter in chapters[1:]:
            parts.append(self._section(_titled(chapter), 3))
            parts.append(self._passages(chapter.passages))
            parts.append("</div>")
        return "\n".join(parts)

    def _section(self, title: str, level: int) -> str:
        anchor = _slug(title).lower()
        return (
            f'<div class="section" title="{escape(title)}" id="{self._guidance.slug}_{anchor}">\n'
            f'<h{level} class="title"><a id="{anchor}"></a>{escape(title)}</h{level}>'
        )

    def _passages(self, passages: tuple[Passage, ...]) -> str:
        return "\n".join(self._passage(passage) for passage in passages)

    def _passage(self, passage: Passage) -> str:
        text = inline(passage.text, self._noise, self._rng)
        if passage.number is None:
            return f"<p>{text}</p>"
        if self._generation == "c":
            return (
                f'<article class="numbered-paragraph"><h4>{passage.number}</h4>'
                f"<div><p>{text}</p></div></article>"
            )
        return _numbered_paragraph(passage.number, text)


def _numbered_paragraph(number: str, text: str) -> str:
    return (
        f'<p class="numbered-paragraph">\n<span class="paragraph-number">{number} </span>{text}</p>'
    )


def _titled(chapter: Chapter) -> str:
    return " ".join(part for part in (chapter.number, chapter.heading) if part)


def _slug(title: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")
