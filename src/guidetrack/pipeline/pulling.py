"""
What readers do: bring their clone of the store to what the remote holds.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from guidetrack.config import Place
from guidetrack.errors import StoreError
from guidetrack.pipeline.opening import opened
from guidetrack.pipeline.sharing import SharedStore, share_through
from guidetrack.store.snapshot import Snapshots


class Pulled(msgspec.Struct, frozen=True, kw_only=True):
    """What `pull` brought."""

    schema_version: int = 1
    remote: str
    branch: str
    previous: str | None
    """The commit that the branch stood on before; None on a branch without commits."""
    revision: str | None
    """The commit that it stands on now."""
    observed_at: str | None
    """When the newest snapshot was seen so, ISO 8601 in UTC; None without one."""
    snapshots: int
    """How many snapshots are new here."""
    joined: bool
    """Whether this clone had commits of its own, and both histories were put together."""


def pull(place: Place, *, now: dt.datetime, remote: str | None = None) -> Pulled:
    """
    Bring the store to what the remote holds; nothing is published and nobody is told.

    Raises:
        ConfigError: there is no such remote.
        StoreError: the remote does not answer, has no such branch or does not fit, or the store
            is damaged, locked, or has uncommitted changes.
    """
    settings = share_through(place, remote or "")
    with opened(place, now=now) as repository:
        shared = SharedStore(repository, settings, now)
        try:
            before = repository.head()
            known = {each.commit for each in repository.revisions()}
            if shared.bring() is None:
                raise StoreError(
                    f"the remote {settings.remote} has no branch {shared.branch}",
                    hint="A collector makes it with guidetrack run --push; 'share' in "
                    "guidetrack.yaml names another branch.",
                )
            newest = Snapshots(repository).latest()
            new = (each for each in repository.revisions() if each.commit not in known)
            return Pulled(
                remote=settings.remote,
                branch=shared.branch,
                previous=before,
                revision=repository.head(),
                observed_at=newest.observed_at if newest else None,
                snapshots=sum(each.observed_at is not None for each in new),
                joined=shared.joined,
            )
        finally:
            shared.close()
