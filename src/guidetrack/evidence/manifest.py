"""
What a pack says of itself: every file with its hash, and how the files belong together.

The manifest is the one file whose digest stands for the whole pack, so that it can be
written into the minutes of a meeting. Its keys stand in the order of the fields here;
nothing of the clock or of the machine goes in.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

from guidetrack.errors import SourceError
from guidetrack.events.event import Verdict
from guidetrack.events.plain import encode
from guidetrack.evidence.damage import DamageError
from guidetrack.guidance.record import to_plain

SCHEMA_VERSION = 1
MANIFEST, DIGEST = "manifest.json", "manifest.sha256"
SHEET_HTML, SHEET_TEXT, HISTORY = "sheet.html", "sheet.txt", "history.json"
Kept = Literal["all", "text", "nothing"]


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts share."""


class MadeWith(_Part, frozen=True, kw_only=True):
    """The versions of what made the pack."""

    guidetrack: str
    extractor: str
    """Of the reader that makes records of sources."""
    comparison: str
    """Of the rules by which two texts count as the same."""


class SnapshotEntry(_Part, frozen=True, kw_only=True):
    """A commit that the pack proves something about."""

    revision: str
    """The commit id, in full; the object lies in `git/`."""
    observed_at: str | None
    """When the guidance was seen so, ISO 8601 in UTC."""
    committed_at: str
    """When that was recorded, ISO 8601 in UTC."""
    extractor: str | None
    """The version of the reader that made its records."""


class HeldFile(_Part, frozen=True, kw_only=True):
    """A file of the pack that is, byte for byte, a file of a commit."""

    revision: str
    path: str
    """In the commit, relative to the store folder."""
    file: str
    """In the pack."""


class SourceEntry(_Part, frozen=True, kw_only=True):
    """One page or document that a record was read from."""

    revision: str
    reference: str
    slot: str
    """What kind of source: `document`, `overview`, `chapter-...`, `feed`, `catalogue`."""
    address: str | None
    retrieved_at: str
    """When it was seen saying so first, ISO 8601 in UTC."""
    sha256: str
    """Of the bytes as captured."""
    kept: Kept
    """Whether the pack has the bytes, only the text in them, or nothing but the hash."""
    file: str | None
    """In the pack; the rows of a list share one."""


class Side(_Part, frozen=True, kw_only=True):
    """One of the two texts that a certificate compares."""

    reference: str
    revision: str
    observed_at: str | None
    extractor: str | None
    record: str | None
    """The record in the pack; None where the text was never captured."""
    recommendations: int
    verbatim_sha256: str | None
    """Of the recommendations as published."""
    form_sha256: str | None
    """Of the same in comparison form; equal for two texts that say the same."""


class Difference(_Part, frozen=True, kw_only=True):
    """Something that differs between the two documents besides their number."""

    kind: str
    says: str


class Certificate(_Part, frozen=True, kw_only=True):
    """One migration: what NICE states, and what comparing both texts gave."""

    old: Side
    new: Side
    verdict: Verdict
    says: str
    """The decisive sentence."""
    stated: str | None
    """NICE's statement, verbatim; None where only data states it."""
    stated_by: str
    """The guidance whose page states it."""
    stated_when: str | None
    claims_unchanged: bool | None
    comparison: str
    """The version of the rules of comparison."""
    does_not_count: tuple[str, ...]
    """What those rules take for no difference, a sentence each."""
    differences: tuple[Difference, ...]


class FileEntry(_Part, frozen=True, kw_only=True):
    """A file of the pack."""

    file: str
    size: int
    sha256: str


class Manifest(_Part, frozen=True, kw_only=True):
    """The whole of it."""

    schema_version: int = SCHEMA_VERSION
    references: tuple[str, ...]
    """As asked for."""
    thread: tuple[str, ...]
    """Every number that belongs to them, held or only named."""
    made_with: MadeWith
    attribution: str
    git_hash: str
    """How git names its objects: `sha1` or `sha256`."""
    store_folder: str
    """Where the store lies in the commits; empty, or ending with `/`."""
    snapshots: tuple[SnapshotEntry, ...]
    """Oldest first; the last one is the newest of the store."""
    held: tuple[HeldFile, ...]
    sources: tuple[SourceEntry, ...]
    certificates: tuple[str, ...]
    """Files of the pack, one for each migration."""
    files: tuple[FileEntry, ...]
    """Every file of the pack but the manifest and its digest."""


def to_json(value: Any) -> bytes:
    """Write a part of the pack as JSON in UTF-8."""
    return (encode(to_plain(value), indent=2) + "\n").encode()


def digest_file(manifest: bytes) -> bytes:
    """The digest of the manifest, as `sha256sum --check` reads it."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()


def load_manifest(content: bytes) -> Manifest:
    """
    Read a manifest.

    Raises:
        DamageError: the bytes are none.
        SourceError: it was written by a newer guidetrack.
    """
    version = load_part(content, MANIFEST, dict[str, Any]).get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise SourceError(
            f"the pack was made by a newer guidetrack (format {version}; this one knows "
            f"{SCHEMA_VERSION})",
            hint="Update guidetrack on this machine.",
        )
    manifest: Manifest = load_part(content, MANIFEST, Manifest)
    return manifest


def load_part(content: bytes, file: str, kind: Any) -> Any:
    """
    Read a JSON file of the pack as a type.

    Raises:
        DamageError: the bytes are not of that type.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise DamageError(file, f"it cannot be read: {problem}") from problem
