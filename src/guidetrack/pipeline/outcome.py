"""
What became of each document that arrived: taken, known already, or refused.

None of them holds the document itself: a run has thousands, and what was made of one lies
on a shelf until it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidetrack.events.report import Refused
from guidetrack.guidance.reference import Reference
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.shelf import Put

if TYPE_CHECKING:
    from guidetrack.extract import Capture


@dataclass(frozen=True, slots=True)
class Taken:
    """A capture that may enter the store."""

    incoming: Incoming
    reference: Reference
    """The guidance it is."""
    slot: str
    """Where it belongs among what is kept of the guidance."""
    put: Put[Capture]

    @property
    def capture(self) -> Capture:
        """What it says, taken from the shelf anew each time."""
        return self.put.take()


@dataclass(frozen=True, slots=True)
class Known:
    """A source whose very bytes are held."""

    incoming: Incoming
    reference: Reference
    in_list: bool = False
    """Whether it is a row of a list, of which another list may say more."""

    def without_content(self) -> Known:
        """The same with only a label of the document; of a file, whose slot nobody looks up."""
        label = self.incoming.without_content(digested=self.incoming.fetched)
        return Known(label, self.reference, self.in_list)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A source that was refused."""

    incoming: Incoming
    refused: Refused
    ground: str | None = None
    slot: str | None = None
    meaning: str | None = None
    """What it says, as a digest; None where nobody may believe it later."""
    put: Put[bytes] | None = None
    """Its bytes; None where there are none."""

    @property
    def content(self) -> bytes | None:
        """Its bytes, taken from the shelf anew each time; None where there are none."""
        return self.put.take() if self.put else None


Outcome = Taken | Known | NotTaken
Doubts = Mapping[tuple[str, str], str]
"""Reference and slot to the meaning of the capture that was last refused for a ground which may
be the truth."""


def refused(incoming: Incoming, reference: str | None, problem: str) -> Refused:
    """The refusal of a source, for people."""
    return Refused(source=incoming.name, reference=reference, problems=(problem,))
