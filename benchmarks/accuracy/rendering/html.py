"""
Documents as saved web pages: a whole document on one page, and stubs.

The header of a page (title, programme, number, dates) is the site's own shape; what
stands below it differs between whole pages and chapters.
"""

from __future__ import annotations

import random
from dataclasses import replace
from html import escape

from benchmarks.accuracy.document import Advice, Guidance, Passage, printed_day
from benchmarks.accuracy.noise import Noise, cut_links, disturb, encoded, marked_links, ordered
from benchmarks.accuracy.rendering.page import Page
from benchmarks.accuracy.vocabulary import RESPONSIBILITY


def render_page(guidance: Guidance, noise: Noise, rng: random.Random) -> list[Page]:
    """Render a whole document as one page."""
    shift = noise.heading_shift > 0
    body = ["<h2>Your responsibility</h2>"]
    body += [
        f"<p>{inline(cut_links(text, noise), noise, rng)}</p>"
        for text in RESPONSIBILITY[guidance.responsibility]
    ]
    body += [f"<p>{inline(each, noise, rng)}</p>" for each in guidance.statements]
    body.append(heading(2, "1 Recommendations"))
    group = 0
    for advice in guidance.advice:
        if advice.group and advice.group != group:
            group = advice.group
            body.append(heading(3 + shift, f"1.{group} {guidance.groups[group - 1]}"))
        body.append(_advice(advice, noise, rng))
    for chapter in guidance.chapters:
        words = " ".join(part for part in (chapter.number, chapter.heading) if part)
        body.append(heading(1 + chapter.level + shift, words))
        body += [_passage(passage, noise, rng) for passage in chapter.passages]
    body += closing(guidance, noise, rng)
    html = framed(guidance, "\n".join(body), address=f"/guidance/{guidance.slug}")
    return [Page(f"{guidance.slug}.html", encoded(html, replace(noise, mojibake=False)))]


def render_stub_page(guidance: Guidance, noise: Noise, rng: random.Random) -> Page:
    """Render what is left of a page: the header and one notice."""
    notice = f"<p>{inline(guidance.notice or '', noise, rng)}</p>"
    html = framed(guidance, notice, address=f"/guidance/{guidance.slug}")
    return Page(f"{guidance.slug}-stub.html", html.encode(), is_overview=True)


def framed(guidance: Guidance, body: str, address: str, menu: str = "") -> str:
    """Put a body into the site's frame: head, navigation, header, footer."""
    title = escape(guidance.title)
    full = f"https://www.nice.org.uk{address}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | Guidance | NICE</title>
<link rel="canonical" href="{full}">
<style>.page-header {{ margin: 0 }}</style>
<script>window.dataLayer = [];</script>
</head>
<body>
<header><nav aria-label="primary"><a href="/">NICE</a>
<a href="/guidance">Guidance</a></nav></header>
<main>
<nav aria-label="Breadcrumbs"><ol class="breadcrumbs"><li><a href="/">Home</a></li></ol></nav>
<div class="page-header" id="content-start">
<h1 class="page-header__heading">{title}</h1>
{_metadata(guidance)}
</div>
{menu}
<div class="content">
{body}
</div>
</main>
<footer><p>&copy; NICE 2026. All rights reserved. Subject to Notice of rights.</p></footer>
</body>
</html>
"""


def _metadata(guidance: Guidance) -> str:
    rows = [
        f"<li>{guidance.programme}</li>",
        f"<li>{guidance.reference}</li>",
        (
            f'<li>Published: <time datetime="{guidance.published.isoformat()}">'
            f"{printed_day(guidance.published)}</time></li>"
        ),
    ]
    if guidance.updated:
        rows.append(
            f'<li>Last updated: <time datetime="{guidance.updated.isoformat()}">'
            f"{printed_day(guidance.updated)}</time></li>"
        )
    return '<ul class="page-header__metadata">' + "".join(rows) + "</ul>"


def closing(guidance: Guidance, noise: Noise, rng: random.Random) -> list[str]:
    """Render update information, ISBN and endorsements."""
    body = [heading(2, "Update information")]
    if guidance.notes:
        body.append(heading(3, guidance.notes_heading))
    body += [
        f"<p><strong>{note.when}:</strong> {inline(note.text, noise, rng)}</p>"
        for note in guidance.notes
    ]
    body.append(f"<p>ISBN: {guidance.isbn}</p>")
    body.append(heading(2, "Endorsing organisation"))
    for name in ordered(guidance.endorsers, noise, rng):
        sentence = f"This guidance has been endorsed by {{{{{name}}}}}."
        body.append(f"<p>{inline(sentence, noise, rng)}</p>")
    return body


def heading(level: int, text: str) -> str:
    """Render a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def inline(text: str, noise: Noise, rng: random.Random) -> str:
    """Render running text with its links and its printed disturbances."""
    safe = escape(text, quote=False).replace("$", "")
    linked = marked_links(safe, '<a class="link" href="#">{}</a>', noise)
    if noise.newlines != "\n":
        linked = linked.replace("\u00d7", "&times;").replace("\u2265", "&ge;")
    if not noise.typography:
        return linked
    pieces = linked.split("<")
    pieces[0] = disturb(pieces[0], noise, rng)
    for place, piece in enumerate(pieces[1:], start=1):
        tag, _, words = piece.partition(">")
        pieces[place] = f"{tag}>{disturb(words, noise, rng)}"
    return "<".join(pieces)


def label_markup(advice: Advice) -> str:
    """Render a dated label."""
    return f" <strong>{advice.label}</strong>" if advice.label else ""


def bullets_markup(advice: Advice, noise: Noise, rng: random.Random) -> str:
    """Render the bullets of a recommendation, the label at the end of the last."""
    if not advice.bullets:
        return ""
    last = len(advice.bullets) - 1
    items = [
        f'<li class="listitem"><p>{inline(bullet.text, noise, rng)}'
        f"{label_markup(advice) if place == last else ''}</p></li>"
        for place, bullet in enumerate(advice.bullets)
    ]
    inner = "\n".join(items)
    return f'<div class="itemizedlist indented"><ul class="itemizedlist">{inner}</ul></div>'


def _advice(advice: Advice, noise: Noise, rng: random.Random) -> str:
    label = "" if advice.bullets else label_markup(advice)
    text = inline(advice.text, noise, rng)
    return f"<p>{advice.number} {text}{label}</p>\n{bullets_markup(advice, noise, rng)}"


def _passage(passage: Passage, noise: Noise, rng: random.Random) -> str:
    number = f"{passage.number} " if passage.number else ""
    return f"<p>{number}{inline(passage.text, noise, rng)}</p>"
