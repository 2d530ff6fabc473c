"""
A letter as a page for mail programs: nothing loaded, nothing that runs.

Mail programs are older than browsers: tables carry the layout and every style stands at its
element, because Outlook knows little else. The one style sheet makes dark screens pleasant, and
nothing is lost where it is dropped. Every text is escaped by the template.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from guidetrack.events.reading import safe
from guidetrack.formats.notices.letter import Letter

if TYPE_CHECKING:
    from jinja2 import Template


def render(letter: Letter) -> str:
    """Render the whole letter."""
    return safe(_template().render(letter=letter)) + "\n"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - slow to load

    environment = Environment(
        loader=PackageLoader("guidetrack.formats.notices"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html.jinja")
