"""
The store, opened for writing: alone, healed and clean, or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from guidetrack.config import Place
from guidetrack.store.commit_graph import note_commit
from guidetrack.store.healing import heal
from guidetrack.store.lock import locked
from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import checked_meanwhile


@contextmanager
def opened(
    place: Place, *, now: dt.datetime, dry_run: bool = False, reads_first: bool = False
) -> Iterator[Repository]:
    """
    Open the store of a place; a dry run neither locks nor heals it.

    Who `reads_first` and speaks to nobody need not wait until it is known to be clean: that
    is found out meanwhile, and nothing is written before.

    Raises:
        StoreError: it is damaged, locked, or has uncommitted changes.
    """
    with Repository.open(place.store) as repository:
        if dry_run:
            yield repository
            return
        with locked(repository, now=now):
            heal(repository)
            before = repository.head()
            with checked_meanwhile(repository):
                if not reads_first:
                    repository.confirm_clean()
                yield repository
            if repository.head() != before:
                note_commit(repository)
