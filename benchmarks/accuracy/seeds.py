"""
Real documents, edited in ten ways each, with the exact events that must follow.

The documents lie beside the checkout and are read at run time; the project holds none of
their sentences. An edit is a pattern of numbers and short everyday words with what stands
there afterwards, and fails loudly where its pattern does not occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks.accuracy.engine import Reading, find_events, read_page
from benchmarks.accuracy.rendering import Page
from benchmarks.accuracy.truth import Expected, Match, match

_NOTE = "**February 2026:** The pictures in this guidance were drawn again."
_SPECIAL = (
    "should only be used with special arrangements for clinical governance, consent and audit"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a real document and the events that must follow."""

    name: str
    pattern: str
    fresh: str
    events: tuple[tuple[str, str, str | None, str | None], ...]
    """Kind, priority, direction, number of the recommendation concerned; None leaves it open."""

    def apply(self, text: str) -> str:
        """The edited document; ValueError where the pattern does not occur exactly once."""
        edited, count = re.subn(self.pattern, self.fresh, text, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"edit {self.name!r} fits {count} places instead of one")
        return edited


def _about(kind: str, priority: str) -> tuple[tuple[str, str, None, None], ...]:
    return ((kind, priority, None, None),)


_COMMON = (
    Edit(
        "another ISBN",
        r"^ISBN: .*$",
        "ISBN: 978-1-4731-0000-0",
        _about("details-changed", "information"),
    ),
    Edit(
        "another title",
        r"\A(\s*(?:# )?\S.*)$",
        r"\1 at specialist centres",
        _about("retitled", "re-reference"),
    ),
    Edit(
        "another date",
        r"^Published: \d+ ",
        "Published: 17 ",
        _about("dates-changed", "information"),
    ),
    Edit(
        "another endorsing body",
        r"(endorsed by ).*$",
        r"\1Northern Isles Care Board.",
        _about("endorsement-changed", "information"),
    ),
    Edit(
        "another note",
        r"^((?:## )?Minor changes .*)$",
        r"\1\n\n" + _NOTE,
        _about("update-noted", "information"),
    ),
)


def _added(before: str, number: str) -> Edit:
    return Edit(
        "a recommendation more",
        rf"^({before})$",
        rf"- {number} Keep a local log of every patient and look at it every 9 months.\n\n\1",
        (("recommendation-added", "review", None, number),),
    )


SEEDS: dict[str, tuple[str, tuple[Edit, ...]]] = {
    "HTG46": (
        "000_*.txt",
        (
            *_COMMON,
            _added("## 2 The procedure", "1.6"),
            Edit(
                "a tighter category",
                r"does not appear adequate for this procedure to be used without special "
                r"arrangements for consent and for audit or research",
                "is inadequate, so this procedure should not be used",
                (("category-changed", "act", "tighter", "1.1"),),
            ),
            Edit(
                "not for only",
                r"(- 1\.3 This procedure should )only",
                r"\1not",
                (("recommendation-reworded", "act", None, "1.3"),),
            ),
            Edit(
                "a recommendation less",
                r"^- 1\.5 .*$",
                "",
                (("recommendation-removed", "act", None, "1.5"),),
            ),
            Edit(
                "another figure on safety",
                r"(- 2\.4\.1 .*?)20% \(1 out of 5\)",
                r"\g<1>40% (2 out of 5)",
                _about("section-changed", "review"),
            ),
        ),
    ),
    "HTG225": (
        "003_*.txt",
        (
            *_COMMON,
            _added(r"2 The procedure(?=\n\n2\.1 .*\n\n- )", "1.4"),
            Edit(
                "a looser category",
                r"should only be used in the context of research",
                f"{_SPECIAL} or research",
                (("category-changed", "review", "looser", "1.1"),),
            ),
            Edit(
                "not for only",
                r"(- 1\.2 .* should )only",
                r"\1not",
                (("recommendation-reworded", "act", None, "1.2"),),
            ),
            Edit(
                "a recommendation less",
                r"^- 1\.3 .*$",
                "",
                (("recommendation-removed", "act", None, "1.3"),),
            ),
            Edit(
                "another figure on safety",
                r"(- 2\.4\.2 .*?)7% \(3/46\)",
                r"\g<1>9% (4/46)",
                _about("section-changed", "review"),
            ),
        ),
    ),
    "HTG501": (
        "004_*.txt",
        (
            *_COMMON,
            _added("## 2 The condition, current treatments and procedure", "1.2"),
            Edit(
                "a looser category",
                r"should not be used",
                "should only be used in the context of research",
                (("category-changed", "review", "looser", "1.1"),),
            ),
            Edit(
                "some for no",
                r"(- 1\.1 .* )no benefit",
                r"\1some benefit",
                (("recommendation-reworded", "act", None, "1.1"),),
            ),
            Edit(
                "a replaced guidance less",
                r"IPG420 and ",
                "",
                _about("relationship-changed", "review"),
            ),
            Edit(
                "another figure on the evidence",
                r"from 8 sources",
                "from 9 sources",
                _about("section-changed", "information"),
            ),
        ),
    ),
}
"""Reference to the file it lies in and its ten edits."""


def as_text(text: str) -> str:
    """A Markdown document as bare text: no heading marks, emphasis or links."""
    bare = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    bare = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)", r"\1", bare)
    return re.sub(r"\\([()\[\]])", r"\1", bare.replace("**", ""))


def as_html(text: str) -> str:
    """A Markdown document as a web page."""
    body = MarkdownIt("commonmark", {"breaks": True}).render(text)
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'></head><body>{body}</body></html>"


FORMATS: dict[str, Callable[[str], Page]] = {
    "markdown": lambda text: Page("document.md", text.encode()),
    "text": lambda text: Page("document.txt", as_text(text).encode()),
    "html": lambda text: Page("document.html", as_html(text).encode()),
}
"""The same document in other formats."""


def load_seed(folder: Path, reference: str) -> str:
    """Read a real document."""
    return next(folder.glob(SEEDS[reference][0])).read_text(encoding="utf-8")


def compare_texts(reference: str, old: Page, new: Page, edit: Edit | None) -> Match:
    """Run two versions of a document through the whole engine."""
    events = edit.events if edit else ()
    expected = [
        Expected(
            kind=kind,
            before=reference,
            after=reference,
            priority=priority,
            direction=direction,
            numbers_before=_before(kind, number),
            numbers_after=_after(kind, number),
        )
        for kind, priority, direction, number in events
    ]
    return match(expected, find_events(_read(old, reference), _read(new, reference)))


def _read(page: Page, reference: str) -> Reading:
    capture = read_page(page, reference)
    if isinstance(capture, str):
        return Reading((), (capture,))
    return Reading((capture.record,), ())


def _before(kind: str, number: str | None) -> frozenset[str] | None:
    if number is None:
        return None
    return frozenset() if kind == "recommendation-added" else frozenset({number})


def _after(kind: str, number: str | None) -> frozenset[str] | None:
    if number is None:
        return None
    return frozenset() if kind == "recommendation-removed" else frozenset({number})
