"""Reading a page as a mail program would: its elements, its addresses, its words."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "hr", "br"}
_APART = {"p", "li", "td", "th", "tr", "h1", "h2", "h3", "ul", "ol", "table", "hr", "title"}


class Page(HTMLParser):
    """A page whose elements are closed in the order in which they were opened."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    @property
    def words(self) -> str:
        """What a reader sees, in single spaces."""
        return " ".join("".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes.extend(attrs)
        if tag in _APART:
            self.said.append(" ")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in _APART:
            self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.said.append(data)


def bare(text: str) -> str:
    """A text in single spaces, without the bullets that each format writes in its own way."""
    lines = (line.strip().removeprefix("- ") for line in text.split("\n"))
    return " ".join(" ".join(lines).split())
