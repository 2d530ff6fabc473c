"""
Invented guidance as a model, and the model as Markdown and HTML.

One model, several formats: so the truth of every document is known, and a format
that is read otherwise shows at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
"""In the model: where a word may be cut at the end of a line."""


@dataclass(frozen=True)
class Bullet:
    text: str
    bullets: tuple[Bullet, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Text in which `**...**` is bold and `^1^` refers to a footnote."""

    text: str
    number: str | None = None
    bullets: tuple[Bullet, ...] = ()
    note: str | None = None
    """The footnote that the text refers to."""


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    heading: str
    number: str | None = None
    depth: int = 1
    content: tuple[Paragraph | Grid, ...] = ()


@dataclass(frozen=True)
class Guidance:
    reference: str
    programme: str
    title: str
    published: str
    responsibility: tuple[str, ...]
    sections: tuple[Section, ...]
    statement: str | None = None
    """What stands below the contents page under no heading."""


def numbered(section: Section) -> str:
    """The heading as printed."""
    return f"{section.number} {section.heading}" if section.number else section.heading


def as_markdown(guidance: Guidance) -> bytes:
    """The guidance as a conversion to Markdown gives it."""
    return "\n\n".join(_markdown(guidance)).replace(SOFT_HYPHEN, "").encode()


def _markdown(guidance: Guidance) -> Iterator[str]:
    yield f"# {guidance.title}"
    yield guidance.programme
    yield f"Published: {guidance.published}"
    yield f"www.nice.org.uk/guidance/{guidance.reference.lower()}"
    yield "## Your responsibility"
    yield from guidance.responsibility
    yield "# Contents"
    yield "\n".join(f"{numbered(each)} ..... 4" for each in guidance.sections)
    if guidance.statement:
        yield guidance.statement
    notes: list[str] = []
    for section in guidance.sections:
        if section.depth == 1:
            yield from notes
            notes.clear()
        yield f"{'#' * section.depth} {numbered(section)}"
        for part in section.content:
            if isinstance(part, Grid):
                yield _markdown_table(part)
                continue
            text = _raised(part.text)
            yield f"- {part.number} {text}" if part.number else text
            if part.bullets:
                yield "\n".join(_markdown_bullets(part.bullets, "  " if part.number else ""))
            if part.note:
                mark = re.search(r"\^(\d+)\^", part.text)
                notes.append(f"{mark[1] if mark else 1} {part.note}")
    yield from notes


def _raised(text: str) -> str:
    """A raised number is an exponent or a reference after a word, and plain elsewhere."""
    digits = str.maketrans("123456789", "\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
    text = re.sub(r"(?<=\w)\^(\d+)\^", lambda match: match[1].translate(digits), text)
    return re.sub(r"\^(\d+)\^", r"\1", text)


def _markdown_bullets(bullets: Sequence[Bullet], indent: str) -> Iterator[str]:
    for bullet in bullets:
        yield f"{indent}- {bullet.text}"
        yield from _markdown_bullets(bullet.bullets, indent + "  ")


def _markdown_table(grid: Grid) -> str:
    rows = [f"| {' | '.join(row)} |" for row in grid.rows]
    return "\n".join([rows[0], "|" + " --- |" * len(grid.rows[0]), *rows[1:]])


def as_html(guidance: Guidance) -> bytes:
    """The guidance as one page of HTML, in the first generation of its markup."""
    page = "".join(_html(guidance)).replace(SOFT_HYPHEN, "")
    return f"<!DOCTYPE html><html><body><main>{page}</main></body></html>".encode()


def _html(guidance: Guidance) -> Iterator[str]:
    yield f"<h1>{guidance.title}</h1><p>{guidance.programme}</p>"
    yield f"<p>Published: {guidance.published}</p>"
    yield f"<p>www.nice.org.uk/guidance/{guidance.reference.lower()}</p>"
    yield "<h2>Your responsibility</h2>"
    yield from (f"<p>{text}</p>" for text in guidance.responsibility)
    yield "<h2>Contents</h2>"
    yield from (f"<p>{numbered(each)} ..... 4</p>" for each in guidance.sections)
    if guidance.statement:
        yield f"<p>{guidance.statement}</p>"
    notes: list[str] = []
    for section in guidance.sections:
        if section.depth == 1:
            yield from notes
            notes.clear()
        level = section.depth + 1
        yield f"<h{level}>{numbered(section)}</h{level}>"
        for part in section.content:
            yield from _html_part(part, notes)
    yield from notes


def _html_part(part: Paragraph | Grid, notes: list[str]) -> Iterator[str]:
    if isinstance(part, Grid):
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in part.rows)
        yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        return
    text = re.sub(r"\^(\d+)\^", r"<sup>\1</sup>", re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", part.text))
    number = f'<span class="paragraph-number">{part.number} </span>' if part.number else ""
    yield f'<p class="numbered-paragraph">{number}{text}</p>' if number else f"<p>{text}</p>"
    if part.bullets:
        yield _html_bullets(part.bullets)
    if part.note:
        mark = re.search(r"\^(\d+)\^", part.text)
        notes.append(f"<p><sup>{mark[1] if mark else 1}</sup> {part.note}</p>")


def _html_bullets(bullets: Sequence[Bullet]) -> str:
    entries = "".join(
        f"<li>{bullet.text}{_html_bullets(bullet.bullets) if bullet.bullets else ''}</li>"
        for bullet in bullets
    )
    return f"<ul>{entries}</ul>"
