"""
Models to bytes, in the shapes that guidance is captured in.

A rendering turns one document into one or several captures (a PDF turned into Markdown is
one, a web site an overview with its chapters). All of them say the same thing.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.accuracy.document import Guidance
from benchmarks.accuracy.noise import Noise
from benchmarks.accuracy.rendering.html import render_page, render_stub_page
from benchmarks.accuracy.rendering.html_chapters import render_chapters
from benchmarks.accuracy.rendering.markdown import render_markdown
from benchmarks.accuracy.rendering.overview import render_overview, render_stub
from benchmarks.accuracy.rendering.page import Page

Render = Callable[[Guidance, Noise, random.Random], list[Page]]

RENDERINGS: dict[str, Render] = {
    "markdown with headings": lambda g, n, r: render_markdown(g, n, r, "marked"),
    "text without headings": lambda g, n, r: render_markdown(g, n, r, "plain"),
    "markdown without bullets": lambda g, n, r: render_markdown(g, n, r, "sparse"),
    "html page": render_page,
    "html chapters, first generation": lambda g, n, r: render_chapters(g, n, r, "a"),
    "html chapters, second generation": lambda g, n, r: render_chapters(g, n, r, "b"),
    "html chapters, third generation": lambda g, n, r: render_chapters(g, n, r, "c"),
}
"""Name to rendering of a whole document."""

__all__ = ["RENDERINGS", "Page", "Render", "render", "render_overview", "render_stubbed"]


def render(guidance: Guidance, name: str, noise: Noise, rng: random.Random) -> list[Page]:
    """
    Render a document under the name of a rendering.

    A document with a code list comes with the old overview page that carries the list.
    """
    pages = RENDERINGS[name](guidance, noise, rng)
    if guidance.codes and not any(page.is_overview for page in pages):
        pages.append(render_overview(guidance, noise, rng))
    return pages


def render_stubbed(guidance: Guidance, noise: Noise, rng: random.Random) -> Page:
    """Render the page that is left of a document: its title and one notice."""
    return (render_stub if rng.random() < 0.5 else render_stub_page)(guidance, noise, rng)
