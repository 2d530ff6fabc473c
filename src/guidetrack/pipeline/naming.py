"""
Which numbers the events of a step in the history can name, without comparing anything.

Telling one thread of hundreds of weeks must not take comparing all that changed in them. An
event names a number only where the number's own files changed, or where another page that
changed states a relation with it; so no more of a page is read than its relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guidetrack.errors import RecordError
from guidetrack.guidance.reference import Reference
from guidetrack.store import layout, record_file
from guidetrack.store.git_answers import PathChange
from guidetrack.store.repository import Repository
from guidetrack.store.snapshot import Snapshot

_TOGETHER = 32
"""Steps of which git is asked at once what they changed."""


class Naming:
    """The numbers in the steps of one repository's history."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._asked: dict[str, list[PathChange]] = {}

    def of(self, step: Snapshot) -> frozenset[str] | None:
        """
        The numbers that can be named by what a snapshot changed against the commit before it.

        None where a page cannot be read, and so nobody can know.
        """
        changes = self._changes(step.revision)
        try:
            return frozenset(map(str, (*_owners(changes), *self._others(changes))))
        except RecordError:
            return None

    def _others(self, changes: Sequence[PathChange]) -> Iterator[Reference]:
        """The numbers that pages which came or changed relate to."""
        pages = [each.new for each in changes if each.new and layout.reference_of(each.path)]
        for _, content in self._repository.read_blobs(pages):
            for relationship in record_file.load_head(content).relationships:
                yield relationship.reference

    def _changes(self, revision: str) -> list[PathChange]:
        """What a commit of the history changed; with it, git is asked about those before it."""
        if revision not in self._asked:
            history = [each.commit for each in self._repository.revisions()]
            at = history.index(revision)
            some = history[at : at + _TOGETHER + 1][::-1]
            self._asked = dict(zip(some[1:], self._repository.steps(some), strict=True))
        return self._asked[revision]


def _owners(changes: Sequence[PathChange]) -> Iterator[Reference]:
    """The numbers of which a record, or word of its absence, came, changed or went."""
    for change in changes:
        own = layout.reference_of(change.path) or layout.absent_reference(change.path)
        if own is not None:
            yield own
