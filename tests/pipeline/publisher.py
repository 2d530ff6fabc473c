"""
A publisher of invented guidance, who writes a site like NICE's and changes it over a year.

Each guidance is an overview with a menu and its chapters, in the markup of an early or a
late generation of the site. What changes is said once, on the guidance, and the pages
follow from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.sources.site import Site, page, redirect, status

Generation = Literal["A", "C"]

STANDING = (
    "The invented advice on these pages represents the view of nobody in particular. Readers "
    "weigh it with their own judgement."
)
PROGRAMMES = {"IPG": "Interventional procedures guidance", "HTG": "HealthTech guidance"}


@dataclass(frozen=True)
class Guidance:
    """One invented guidance, as its publisher has it."""

    reference: str
    title: str
    recommendations: tuple[str, ...]
    """In order; numbered from 1.1."""
    procedure: tuple[str, ...] = ("A catheter is passed into the vein under imaging.",)
    published: str = "2004-07-28"
    replaces: str | None = None
    notes: tuple[str, ...] = ()
    instead: str | None = None
    """A sentence that is all that is left of it."""

    @property
    def slug(self) -> str:
        return self.reference.lower()


def invented(number: int, organ: str) -> Guidance:
    """Invent an interventional procedure of 2004."""
    name = f"balloon dilatation of the {organ} duct"
    evidence = (
        f"Current evidence on {name} does not appear adequate for this procedure to be used "
        "without special arrangements for consent and for audit or research."
    )
    leads = f"Clinicians who wish to do {name} should tell the clinical leads of their hospital."
    unit = f"This procedure on the {organ} duct should only be done in a unit that does 15 a year."
    return Guidance(
        reference=f"IPG{number}",
        title=name[:1].upper() + name[1:],
        recommendations=(evidence, leads, unit),
        procedure=(
            f"A balloon is passed into the {organ} duct and inflated to 8 atmospheres.",
            f"Bruising of the {organ} was seen in 4 of 22 patients.",
        ),
    )


def reword(guidance: Guidance, number: int, text: str) -> Guidance:
    """Put another text in place of a recommendation, counted from 1."""
    texts = list(guidance.recommendations)
    texts[number - 1] = text
    return replace(guidance, recommendations=tuple(texts))


@dataclass
class Publisher:
    """The site and everything on it."""

    site: Site
    generation: Generation = "A"
    standing: str = STANDING
    guidance: dict[str, Guidance] = field(default_factory=dict)

    def publish(self, *guidance: Guidance) -> None:
        """Put guidance on the site, or new pages in place of its old ones."""
        for each in guidance:
            self.guidance[each.reference] = each
            for path, body in self.pages(each):
                mark = hashlib.sha256(body.encode()).hexdigest()[:12]
                self.site.play(path, page(body, etag=f'"{mark}"'))

    def republish(self) -> None:
        """Write every page anew, after a redesign for example."""
        self.publish(*self.guidance.values())

    def remove(self, reference: str) -> None:
        """Take the pages away without a word."""
        for path, _ in self.pages(self.guidance[reference]):
            self.site.play(path, status(404))

    def send_on(self, old: str, new: str) -> None:
        """Redirect the pages of an old number to the overview of a new one."""
        for path, _ in self.pages(self.guidance[old]):
            self.site.play(path, redirect(f"/guidance/{new.lower()}"))

    def fail(self, code: int = 503) -> None:
        """Answer everything with an error."""
        for each in self.guidance.values():
            for path, _ in self.pages(each):
                self.site.play(path, status(code))

    def mislead(self, body: str) -> None:
        """Answer everything with the same page and status 200."""
        for each in self.guidance.values():
            for path, _ in self.pages(each):
                self.site.play(path, page(body))

    def pages(self, each: Guidance) -> Iterator[tuple[str, str]]:
        """Write the pages of a guidance, each with its path."""
        chapters = dict(self._chapters(each))
        base = f"/guidance/{each.slug}"
        yield base, self._overview(each, [] if each.instead else [*chapters])
        for name, body in chapters.items():
            html = f"<html><head><title>{each.title}</title></head><body>{self._header(each)}"
            yield f"{base}/chapter/{name}", f"{html}<main>{body}</main></body></html>"

    def _overview(self, each: Guidance, chapters: list[str]) -> str:
        menu = "".join(
            f'<li><a href="/guidance/{each.slug}/chapter/{name}">{name}</a></li>'
            for name in chapters
        )
        summary = each.instead or f"This invented guidance is about {each.title.lower()}."
        replaced = f"<p>This guidance replaces {each.replaces}.</p>" if each.replaces else ""
        return (
            f"<html><head><title>Overview | {each.title}</title></head><body>{self._header(each)}"
            f'<nav><ul class="stacked-nav">{menu}</ul></nav><main><div class="summary">'
            f"<p>{summary}</p>{replaced}<h2>Your responsibility</h2><p>{self.standing}</p></div>"
            "</main></body></html>"
        )

    def _header(self, each: Guidance) -> str:
        programme = PROGRAMMES[each.reference.rstrip("0123456789")]
        return (
            f'<div class="page-header"><h1>{each.title}</h1><ul><li>{programme}</li>'
            f"<li>Reference number: {each.reference}</li>"
            f'<li>Published: <time datetime="{each.published}">{each.published}</time></li></ul>'
            "</div>"
        )

    def _chapters(self, each: Guidance) -> Iterator[tuple[str, str]]:
        recommendations = "".join(
            self._recommendation(each, f"1.{number}", text)
            for number, text in enumerate(each.recommendations, start=1)
        )
        procedure = "".join(
            f'<p class="numbered-paragraph"><span class="paragraph-number">2.{number} </span>'
            f"{text}</p>"
            for number, text in enumerate(each.procedure, start=1)
        )
        first = "1-Recommendations" if self.generation == "A" else "recommendations"
        second = "2-The-procedure" if self.generation == "A" else "the-procedure"
        yield first, self._chapter(each, "1 Recommendations", recommendations)
        yield second, self._chapter(each, "2 The procedure", procedure)
        if each.notes:
            notes = "".join(f"<p>{note}</p>" for note in each.notes)
            body = f"<h3>Minor changes since publication</h3>{notes}"
            yield "Update-information", self._chapter(each, "Update information", body)

    def _chapter(self, each: Guidance, title: str, body: str) -> str:
        mark = title.lower().replace(" ", "-")
        if self.generation == "A":
            return (
                f'<div class="chapter" title="{title}"><h2 class="title"><a id="{mark}"></a>'
                f"{title}</h2>{body}</div>"
            )
        return (
            f'<div class="chapter" title="{title}" id="{each.slug}_{mark}"><h2 class="title '
            f'annotator-chapter" id="{mark}" data-heading-type="chapter">{title}</h2>{body}</div>'
        )

    def _recommendation(self, each: Guidance, number: str, text: str) -> str:
        if self.generation == "A":
            return (
                f'<p class="numbered-paragraph"><span class="paragraph-number">{number} </span>'
                f"{text}</p>"
            )
        return (
            f'<article id="{each.slug}-{number}" class="numbered-paragraph recommendation">'
            f'<h3 class="recommendation__number">{number}</h3><div class="recommendation__body">'
            f"<p>{text}</p></div></article>"
        )
