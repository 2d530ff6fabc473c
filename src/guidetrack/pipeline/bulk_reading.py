"""
Many documents to what they say, each judged where the store is open.

Reading and extracting is nearly all that a first snapshot costs and asks nothing of the
store, so it is done by whoever there is. What comes back is judged here, in the order in
which the documents arrived.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from guidetrack.pipeline.admitting import Gate
from guidetrack.pipeline.incoming import Incoming
from guidetrack.pipeline.outcome import NotTaken, Taken
from guidetrack.pipeline.reading import Answer, Errand, lose, take_up, take_up_packed, weigh
from guidetrack.pipeline.spreading import Work, spread
from guidetrack.pipeline.workforce import Workforce
from guidetrack.sources.document import SourceDocument, Unreadable

READING = Work[Errand, Answer](do=take_up_packed, here=take_up, lose=lose, weigh=weigh)


def read_all(
    wanted: Iterable[tuple[int, Incoming]],
    gate: Gate,
    workforce: Workforce,
    *,
    with_blocks: bool,
) -> Iterator[tuple[int, Taken | NotTaken]]:
    """Read documents, each given with its place, and say of each what became of it."""
    under_way: deque[tuple[int, Incoming]] = deque()
    unreadable: list[tuple[int, NotTaken]] = []

    def errands() -> Iterator[Errand]:
        for place, incoming in wanted:
            document = incoming.document
            if isinstance(document, SourceDocument):
                under_way.append((place, incoming))
                must_confirm = incoming.fetched and incoming.asked is not None
                yield Errand(document, incoming.asked, must_confirm, with_blocks)
            elif isinstance(document, Unreadable):
                unreadable.append((place, gate.refuse(incoming, document)))

    for answer in spread(errands(), READING, workforce):
        place, incoming = under_way.popleft()
        yield place, gate.admit(incoming, answer)
    yield from unreadable
