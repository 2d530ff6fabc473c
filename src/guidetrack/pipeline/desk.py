"""
Files on somebody's desk, read as guidance without being stored.

Apart from the other sides of a comparison, because reading documents loads every reader
and all of extraction, and who compares two snapshots needs neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from guidetrack.errors import SourceError
from guidetrack.events.report import Refused
from guidetrack.extract import extract
from guidetrack.guidance.record import GuidanceRecord
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.uniting import unite_captures
from guidetrack.sources.containers import unpack_all
from guidetrack.sources.document import SourceDocument, Unreadable
from guidetrack.sources.files import collect
from guidetrack.sources.readers import read

Read = tuple[Mapping[Reference, GuidanceRecord], tuple[Refused, ...]]
"""The records found, and what was refused."""


def read_desk(path: Path, largest: int) -> Read:
    """
    Read a file or a folder; files larger than `largest` bytes are refused.

    Raises:
        SourceError: there is no guidance in it.
    """
    records, refused = _records_of(unpack_all(collect([path], limit=largest)))
    if not records:
        problem = refused[0].problems[0] if refused else "there is nothing to read in it"
        raise SourceError(
            f"{path}: {problem}", hint="Give a file that holds one guidance document."
        )
    return records, tuple(refused)


def _records_of(
    documents: Iterable[SourceDocument | Unreadable],
) -> tuple[Mapping[Reference, GuidanceRecord], list[Refused]]:
    captures, refused = [], []
    for document in documents:
        parsed = read(document) if isinstance(document, SourceDocument) else document
        taken = parsed if isinstance(parsed, Unreadable) else extract(parsed)
        if isinstance(taken, Unreadable):
            refused.append(
                Refused(source=taken.name, reference=taken.reference, problems=(taken.problem,))
            )
        else:
            captures.append(taken)
    return unite_captures(captures), refused
