"""
What arrives at a run: documents, each with why it was read.

`snapshot` reads what a person names, `run` what the configuration names and what
publishers answer; from here on both go the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guidetrack.guidance.reference import Reference
from guidetrack.sources.containers import unpack_all
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.files import collect


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of a document besides its bytes, which a run has no room to keep."""

    name: str
    url: str | None
    media_type: str | None
    sha256: str | None
    """None where nobody will ask for it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way into the store."""

    document: SourceDocument | Unreadable | Label
    asked: Reference | None = None
    """The guidance that a person or a plan says it is; None where it must say so itself."""
    fetched: bool = False
    """Whether a publisher served it, so that its address proves nothing about what it is."""
    source: str | None = None
    """The name of the configured source it came from; None where a person named it."""
    released: bool = False
    """Whether a person looked at it and took it out of quarantine."""

    @property
    def name(self) -> str:
        """The file or address, as it was given."""
        return self.document.name

    @property
    def content(self) -> bytes | None:
        """Its bytes, or None where they could not be had or are no longer held."""
        return self.document.content if isinstance(self.document, SourceDocument) else None

    def without_content(self, *, digested: bool = True) -> Incoming:
        """The same with only a label of the document, with the digest of its bytes or without."""
        document = self.document
        if not isinstance(document, SourceDocument):
            return self
        digest = document.sha256 if digested else None
        label = Label(document.name, document.url, document.media_type, digest)
        return Incoming(label, self.asked, self.fetched, self.source, self.released)


def is_address(source: str) -> bool:
    """Whether what a person named is an address, and no file."""
    return "://" in source


@dataclass(frozen=True, slots=True)
class LocalDocuments:
    """The documents in a file or folder, read one by one and anew each time they are gone over."""

    path: Path
    largest: int
    """Bytes above which a file is refused without being read."""
    reference: Reference | None = None
    """The guidance that a person says they are."""
    source: str | None = None
    """The name of the configured source they come from."""

    def __iter__(self) -> Iterator[Incoming]:
        """Give each document, row by row of a list; what cannot be read comes as well."""
        for document in unpack_all(collect([self.path], limit=self.largest)):
            yield Incoming(document, self.reference, source=self.source)


def gather(
    sources: Iterable[str], largest: int, reference: Reference | None = None
) -> Iterator[Incoming]:
    """Read files and folders that a person named."""
    for source in sources:
        yield from LocalDocuments(Path(source), largest, reference)
