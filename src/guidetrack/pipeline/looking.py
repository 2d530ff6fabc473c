"""
Files to what they cite, each in whichever process looks at it.

What a number means today is not asked here: that takes the store, and a scan has many
processes and one store. All that is handed in is which numbers are known; all that is
handed back are the citations with their places, packed, because one file may hold a
million of them.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from guidetrack.citations.excerpt import cut_excerpt
from guidetrack.citations.finder import Citation, find_citations, show_visible
from guidetrack.citations.headings import cite_bare
from guidetrack.citations.passage import Passage
from guidetrack.citations.phrases import Phrase, find_phrases
from guidetrack.citations.readers import read_passages, stream_passages
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.spreading import ENDED, Work, spread
from guidetrack.pipeline.workforce import Workforce
from guidetrack.sources.files import FoundFile, say_why, show_name, too_large

LARGEST = 100_000_000
"""Bytes of one file that can only be read whole."""
_STREAMED = 8_000_000
"""Bytes from which on text is read piece by piece, where its kind can be."""
_PACKED = 2_000
"""Citations in a pack."""
_REMEMBERED = 20_000
"""Citations among which one found twice is known; the two stand in the same place."""


class Sighting(NamedTuple):
    """A citation in a file, before anybody asked where its number leads."""

    place: str
    citation: Citation | Phrase
    excerpt: str


class Seen(NamedTuple):
    """What looking at a file gave."""

    name: str
    """As it can be shown."""
    packs: tuple[bytes, ...] = ()
    problem: str | None = None
    """A sentence where it could not be read, or not to its end."""

    def sightings(self) -> Iterator[Sighting]:
        """Unpack what was cited, in order."""
        for pack in self.packs:
            yield from pickle.loads(zlib.decompress(pack))  # noqa: S301 - packed by `look`


class Question(NamedTuple):
    """What is asked of every file."""

    known: frozenset[Reference]
    """The numbers that the store holds or names."""
    excerpt: int
    """Characters of the text around a citation to give."""


def look_at_all(
    files: Iterable[FoundFile], question: Question, *, jobs: int
) -> Generator[Seen, None, None]:
    """
    Look at files and answer in their order, taking them only as they are needed.

    Args:
        files: what to look at.
        question: what is asked of each.
        jobs: how many processes; with 1, and for little, this one alone.
    """
    ask = partial(_look, question)
    looking = Work[FoundFile, Seen](do=ask, here=ask, lose=_lose, weigh=_weigh)
    return spread(files, looking, Workforce(jobs))


def _look(question: Question, file: FoundFile) -> Seen:
    return look(str(file.path), question)


def _lose(file: FoundFile) -> Seen:
    return Seen(show_name(file.path), problem=ENDED)


def _weigh(file: FoundFile) -> int:
    return file.size


def look(path: str, question: Question) -> Seen:
    """Find what a file cites; whatever goes wrong with it is a sentence, never an error."""
    file = Path(path)
    packs: list[bytes] = []
    taken: list[Sighting] = []
    problem = None
    try:
        for each in _distinct(_sightings(file, question)):
            taken.append(each)
            if len(taken) == _PACKED:
                packs.append(_pack(taken))
                taken.clear()
    except Exception as error:  # noqa: BLE001 - one file, however made, never ends a scan
        problem = _say(error)
    if taken:
        packs.append(_pack(taken))
    return Seen(show_name(file), tuple(packs), problem)


def _pack(sightings: list[Sighting]) -> bytes:
    return zlib.compress(pickle.dumps(sightings), 1)


def _say(problem: Exception) -> str:
    match problem:
        case OSError():
            return say_why(problem)
        case ValueError() if str(problem):
            return str(problem)
        case RecursionError() | MemoryError():
            return "it takes too much to read"
        case _:
            return f"it cannot be read ({type(problem).__name__})"


def _distinct(sightings: Iterator[Sighting]) -> Iterator[Sighting]:
    seen: set[tuple[str, str, Reference | None]] = set()
    for each in sightings:
        key = (each.place, each.citation.text, each.citation.reference)
        if key in seen:
            continue
        if len(seen) >= _REMEMBERED:
            seen.clear()
        seen.add(key)
        yield each


def _sightings(file: Path, question: Question) -> Iterator[Sighting]:
    knows = question.known.__contains__
    for passage in _passages(file):
        visible = ""  # made once, and only where something is cited
        if passage.prefix:
            numbered = cite_bare(passage.text, passage.prefix)
        else:
            numbered = find_citations(passage.text, knows=knows, in_column=passage.in_column)
        found: Iterator[Citation | Phrase] = chain(numbered, find_phrases(passage.text))
        for each in found:
            visible = visible or show_visible(passage.text)
            excerpt = cut_excerpt(visible, each.start, each.end, question.excerpt)
            place = _writable(passage.place_of(each.start))
            shown = each._replace(text=_writable(each.text))
            yield Sighting(place, shown, _writable(excerpt))


def _writable(text: str) -> str:
    """Replace halves of characters, which a damaged e-mail or notebook may hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _passages(path: Path) -> Iterator[Passage]:
    name = str(path)
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        if size > _STREAMED and (streamed := stream_passages(file, name)) is not None:
            yield from streamed
            return
        if size > LARGEST:
            raise ValueError(too_large(LARGEST))
        content = file.read(size)
    yield from read_passages(content, name)
