"""
What git tells about the past of the store: revisions with their facts.

The facts of a snapshot stand in the trailers of its commit and nowhere else;
subjects are for people, and nothing here reads one. The store's own dates are
those of observation, never those of the commit, which may be made much later.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

OBSERVED_AT = "Observed-At"
EXTRACTOR = "Extractor"
VERSION = "Guidetrack-Version"
SOURCES_READ = "Sources-Read"
SOURCES_FAILED = "Sources-Failed"
TECHNICAL_UPGRADE = "Technical-Upgrade"
ANNOUNCED = "Announced"
"""On a commit whose alerts tell everything up to a revision: `this`, or the revision."""

LOG_FORMAT = "%H%n%ct%n%B"
"""What `parse_log` expects of every commit, commits being separated by NUL."""

_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): *(.*)")


class Revision(msgspec.Struct, frozen=True):
    """A commit that touched the store."""

    commit: str
    """The commit id, in full."""
    committed_at: str
    """When it was committed, ISO 8601 in UTC."""
    trailers: Mapping[str, str]
    """The facts of the snapshot; empty where the commit is not guidetrack's."""

    @property
    def observed_at(self) -> str | None:
        """When the guidance was seen so, ISO 8601 in UTC; None where the commit does not say."""
        return self.trailers.get(OBSERVED_AT)

    @property
    def extractor(self) -> str | None:
        """The version of the extractor that made its records."""
        return self.trailers.get(EXTRACTOR)

    @property
    def technical_upgrade(self) -> str | None:
        """`1 -> 2` where the commit only extracts stored sources again, else None."""
        return self.trailers.get(TECHNICAL_UPGRADE)


def announced_by(revision: Revision) -> str | None:
    """The revision up to which a commit tells everything, or None where it tells nothing."""
    said = revision.trailers.get(ANNOUNCED)
    return revision.commit if said == "this" else said


def parse_log(output: bytes) -> Iterator[Revision]:
    """Read the answer of `git log -z --format=LOG_FORMAT`, in its order."""
    for entry in output.split(b"\0"):
        if not entry:
            continue
        commit, seconds, body = entry.decode("utf-8", "replace").split("\n", 2)
        moment = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC)
        yield Revision(commit, iso_utc(moment), parse_trailers(body))


def parse_trailers(message: str) -> dict[str, str]:
    """
    The `Key: value` lines of a message's last paragraph, where it holds nothing else.

    The subject is never taken for one, and of a repeated key the last one holds.
    """
    paragraphs = re.split(r"\n[ \t]*\n", message.replace("\r\n", "\n").strip())
    if len(paragraphs) == 1:
        return {}
    matches = [_TRAILER.fullmatch(line) for line in paragraphs[-1].splitlines()]
    return {match[1]: match[2].strip() for match in matches if match} if all(matches) else {}


def compose_message(subject: str, trailers: Mapping[str, str]) -> str:
    """A commit message whose facts are its trailers; each fact stays on one line."""
    lines = [f"{key}: {' '.join(value.split())}" for key, value in trailers.items()]
    return "\n".join([" ".join(subject.split()), "", *lines, ""])


def iso_utc(moment: dt.datetime) -> str:
    """
    A moment as ISO 8601 in UTC, `2026-01-14T09:00:00Z`.

    Raises:
        ValueError: the moment has no zone, and nobody can know when it was.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone is no moment")
    text = moment.astimezone(dt.UTC).isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")


def observed_until(revisions: Iterable[Revision], day: dt.date) -> Revision | None:
    """The newest of the revisions, given newest first, seen before the end of the day in UTC."""
    end = (day + dt.timedelta(days=1)).isoformat()
    for revision in revisions:
        if revision.observed_at is not None and revision.observed_at < end:
            return revision
    return None
