"""
The readable sheet of a pack: for a committee that has neither guidetrack nor git.

It says what was asked, what the answer is and what that rests on, in this order. Page
and text are made from the same passages, and everything in them can be made again from
the other files of the pack.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from guidetrack.events.reading import printed_day, printed_moment, safe
from guidetrack.events.report import Report
from guidetrack.events.summaries import in_words, listed
from guidetrack.evidence.answering import answers, former, standing, titles
from guidetrack.evidence.manifest import Certificate, Manifest
from guidetrack.evidence.passages import captures, happenings, say_certificate
from guidetrack.guidance.record import GuidanceRecord

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDTH = 88


class Facts(NamedTuple):
    """What a sheet is made from."""

    manifest: Manifest
    records: tuple[GuidanceRecord, ...]
    """Of the newest snapshot."""
    certificates: tuple[Certificate, ...]
    history: tuple[Report, ...]
    """Newest first."""


def render_html(facts: Facts) -> bytes:
    """Make the sheet as one page without anything from elsewhere."""
    return _render("sheet.html.j2", facts)


def render_text(facts: Facts) -> bytes:
    """Make the sheet as plain text."""
    return _render("sheet.txt.j2", facts)


def _render(template: str, facts: Facts) -> bytes:
    manifest, records, certificates, history = facts
    newest = manifest.snapshots[-1]
    written = (
        _environment()
        .get_template(template)
        .render(
            manifest=manifest,
            asked=listed(manifest.references),
            titles=titles(manifest, records),
            newest=newest,
            answers=answers(manifest, records, certificates, history),
            standing=[standing(each, certificates) for each in records],
            former=former(records),
            certificates=[say_certificate(each) for each in certificates],
            records=records,
            history=happenings(history),
            captures=captures(manifest),
            commits=[
                (each.revision, printed_moment(each.observed_at)) for each in manifest.snapshots
            ],
        )
    )
    return safe(f"{written.rstrip()}\n").encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    import jinja2  # noqa: PLC0415 - takes a tenth of a second

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("guidetrack.evidence"),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.j2",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=printed_day, moment=printed_moment, words=in_words, filled=_filled
    )
    environment.tests["address"] = _is_address
    return environment


def _is_address(text: str | None) -> bool:
    """Whether a text is an address of the web; anything else, such as a script, is no link."""
    return bool(text) and str(text).startswith(("https://", "http://"))


def _filled(text: str, indent: int = 0) -> str:
    """Break lines at the width of a letter; a line of a text stays a line of its own."""
    margin = " " * indent
    return "\n".join(
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent=margin,
            subsequent_indent=margin + ("  " if line.lstrip().startswith("- ") else ""),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )
