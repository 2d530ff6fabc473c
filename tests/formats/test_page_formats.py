"""Markdown and HTML say what the text says, and nothing of a source becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from guidetrack.events.report import Report
from guidetrack.formats import FORMATS


class Elements(HTMLParser):
    """Which elements a page has, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str | None] = []
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links.extend(value for name, value in attrs if name in {"href", "src"})
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parse(page: str) -> Elements:
    elements = Elements()
    elements.feed(page)
    elements.close()
    assert not elements.open
    return elements


def test_markdown_reads_from_the_most_urgent_to_the_least(report: Report) -> None:
    expected = Path(__file__).with_name("report.md").read_text("utf-8")
    assert FORMATS["markdown"](report) == expected


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_two_sides_that_say_the_same_are_no_change(name: str, quiet_report: Report) -> None:
    assert "No change of guidance." in FORMATS[name](quiet_report)


def test_markdown_renders_a_source_as_its_own_words(hostile_report: Report) -> None:
    rendered = MarkdownIt("commonmark").render(FORMATS["markdown"](hostile_report))
    elements = parse(rendered)
    assert "script" not in elements.names
    assert "b" not in elements.names
    assert not elements.links
    assert "<script>alert(1)</script> [x](javascript:1)" in "".join(elements.words)


def test_the_page_keeps_a_source_from_becoming_markup(hostile_report: Report) -> None:
    elements = parse(FORMATS["html"](hostile_report))
    assert "script" not in elements.names
    assert "b" not in elements.names
    assert not elements.links
    assert "<script>alert(1)</script>" in "".join(elements.words)


def test_the_page_needs_nothing_from_elsewhere_and_names_its_language(report: Report) -> None:
    page = FORMATS["html"](report)
    elements = parse(page)
    assert '<html lang="en-GB">' in page
    assert not {"script", "link", "img", "iframe"} & set(elements.names)
    assert elements.names.count("h1") == 1
    assert elements.names.count("article") == len(report.events)
    assert set(elements.links) == {
        "https://www.nice.org.uk/guidance/htg9310",
        "https://www.nice.org.uk/guidance/htg9225",
        "https://www.nice.org.uk/guidance/htg9046",
        "https://www.nice.org.uk/guidance/ipg9075",
    }


def test_the_redline_of_the_page_is_heard_without_its_colours(report: Report) -> None:
    page = FORMATS["html"](report)
    marked = re.search(r"<del>.*?</del> <ins>.*?</ins>", page)
    assert marked is not None
    assert "".join(parse(marked[0]).words) == (
        "[removed: with special arrangements for clinical governance, consent and audit or "
        "end of removed] [added: in the context of end of added]"
    )
