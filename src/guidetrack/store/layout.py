"""
Where everything lies in the store folder.

Paths are made of checked references and slot names only, so nothing that a page
says can lead out of the store, collide on a file system that ignores case, or
name a device of Windows. All paths are relative to the store folder, with `/`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from guidetrack.errors import NotAReferenceError, RecordError, StoreError
from guidetrack.guidance.record import Aspect
from guidetrack.guidance.reference import IN_ORDER, Reference
from guidetrack.store.canonical_yaml import dump_plain, load_plain

STORE_FORMAT = 1
"""Raised only when an older guidetrack would misread the store."""
STORE_FILE = "store.yaml"
ATTRIBUTES_FILE = ".gitattributes"
ATTRIBUTES = b"* -text\n"
"""Git must never change a line ending in bytes that were captured."""
ALERTS = "alerts"
"""The folder of what was told to whom; no snapshot of guidance lies in it."""
FOLDERS = ("records", "sources", "absent", "listed", "boilerplate", ALERTS)
"""The folders that are guidetrack's where the store is the root of a repository."""
GUIDANCE = (*(each for each in FOLDERS if each != ALERTS), STORE_FILE, ATTRIBUTES_FILE)
"""What a snapshot is made of."""
OUTBOX_FILE = f"{ALERTS}/outbox.yaml"
SILENCES_FILE = f"{ALERTS}/silences.yaml"

_RECORD_PATH = re.compile(r"records/([A-Z]{2,8})/\1([1-9][0-9]{0,4})\.yaml")
_OWN_PATH = re.compile(
    r"(?:records|sources|absent)/([A-Z]{2,8})/\1([1-9][0-9]{0,4})(?:/[^/]+|\.yaml)"
)
_ABSENT_PATH = re.compile(r"absent/([A-Z]{2,8})/\1([1-9][0-9]{0,4})\.yaml")
_ALERT_PATH = re.compile(rf"{ALERTS}/[0-9]{{4}}/(GA-[A-Z2-7]{{16}})\.yaml")
_PLAIN_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_DEVICE_NAME = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|slots")
_LONGEST_NAME = 80


class SlotEntry(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One kind of source of one reference, as last captured."""

    slot: str
    """`document`, `chapter-<slug>`, `overview`, `feed` or `catalogue`."""
    file: str | None
    """The file beside `slots.yaml` that holds the bytes, or the name of a row that lies in a table
    (see `row_table`); None where only the hash is kept."""
    address: str | None
    """Where it was fetched from, or None."""
    sha256: str
    """Of the bytes as captured, in hexadecimal."""
    observed_at: str
    """When the capture last changed the record, ISO 8601 in UTC."""
    aspects: tuple[Aspect, ...]
    """The aspects of the record that this slot carries."""
    extractor: str | None = None
    """The version of the extractor that read it, where a later one could not for want of bytes;
    None where it is that of the snapshot."""
    unchanged: bool = False
    """Whether it is a list that still says what it said when it was first seen."""


class Absence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Guidance that its source does not serve any more, although its record is kept."""

    reference: str
    since: str
    """When it was first missed in the row of runs that confirmed it, ISO 8601 in UTC."""
    runs: int
    """How many runs in a row had missed it when it was confirmed."""


def record_path(reference: Reference) -> str:
    """`records/IPG/IPG75.yaml`."""
    return f"records/{reference.prefix}/{reference}.yaml"


@lru_cache(maxsize=65_536)
def reference_of(path: str) -> Reference | None:
    """The reference whose record lies at the path, or None for any other path."""
    return _named(_RECORD_PATH.fullmatch(path))


def reference_of_source(path: str) -> Reference | None:
    """The reference of which the captured bytes lie at the path, or None for any other path."""
    top, _, below = path.partition("/")
    owner, _, name = below.rpartition("/")
    if top != "sources" or not name or name.startswith("slots.yaml"):
        return None
    return reference_of(f"records/{owner}.yaml")


def owner_of(path: str) -> Reference | None:
    """The reference that a record, a source, a table of slots or an absence is of, or None."""
    return _named(_OWN_PATH.fullmatch(path))


def _named(match: re.Match[str] | None) -> Reference | None:
    try:
        return Reference(match[1], int(match[2])) if match else None
    except NotAReferenceError:
        return None


def source_folder(reference: Reference) -> str:
    """`sources/IPG/IPG75`."""
    return f"sources/{reference.prefix}/{reference}"


def slots_path(reference: Reference) -> str:
    """`sources/IPG/IPG75/slots.yaml`."""
    return f"{source_folder(reference)}/slots.yaml"


def source_path(reference: Reference, file: str) -> str:
    """`sources/IPG/IPG75/overview.html`; the file name is that of a slot entry."""
    if "/" in file or "\\" in file or file.startswith("."):
        raise RecordError(f"file: {file!r} is no name of a file in the store")
    return f"{source_folder(reference)}/{file}"


def source_file_name(slot: str, extension: str) -> str:
    """
    The file name of a slot's bytes, `chapter-1-recommendations.html`.

    A slot name that is not plain lower case is folded to one, with a piece of its
    hash so that two slots never share a file; an odd extension becomes `bin`.
    """
    ending = extension.lower().lstrip(".")
    ending = ending if _EXTENSION.fullmatch(ending) else "bin"
    plain = _PLAIN_NAME.fullmatch(slot) and len(slot) <= _LONGEST_NAME
    if plain and not _DEVICE_NAME.fullmatch(slot):
        return f"{slot}.{ending}"
    folded = re.sub(r"[^a-z0-9]+", "-", slot.lower()).strip("-")[:_LONGEST_NAME].strip("-")
    digest = hashlib.sha256(slot.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folded or 'slot'}-{digest}.{ending}"


def absent_path(reference: Reference) -> str:
    """`absent/IPG/IPG75.yaml`."""
    return f"absent/{reference.prefix}/{reference}.yaml"


def absent_reference(path: str) -> Reference | None:
    """The reference whose absence lies at the path, or None for any other path."""
    return _named(_ABSENT_PATH.fullmatch(path))


def dump_absence(absence: Absence) -> bytes:
    """The bytes of `absent/IPG/IPG75.yaml`."""
    return dump_plain(msgspec.to_builtins(absence))


def listed_path(source: str) -> str:
    """`listed/catalogue.yaml`, the references that a source which lists all guidance names."""
    return f"listed/{source_file_name(source, 'yaml')}"


def dump_listed(source: str, references: Iterable[Reference]) -> bytes:
    """The bytes of a list of references, in their order, once each."""
    named = [str(each) for each in sorted(set(references), key=IN_ORDER)]
    return dump_plain({"source": source, "references": named})


def load_listed(content: bytes) -> frozenset[Reference]:
    """
    Read a list of references.

    Raises:
        RecordError: the bytes are none.
    """
    named = load_plain(content).get("references")
    try:
        return frozenset(map(Reference.parse, msgspec.convert(named, list[str])))
    except (msgspec.ValidationError, NotAReferenceError) as problem:
        raise RecordError(
            f"not a list of references: {problem}",
            hint="guidetrack verify names the damaged file.",
        ) from problem


def boilerplate_path(sha256: str) -> str:
    """`boilerplate/<sha256>.txt`, a standing text kept once for all documents."""
    return f"boilerplate/{sha256}.txt"


def alert_path(alert: str, year: str) -> str:
    """`alerts/2026/GA-4T7YQ2M9KXW3DF6P.yaml`, by the year in which it was raised."""
    return f"{ALERTS}/{year}/{alert}.yaml"


def alert_of(path: str) -> str | None:
    """The id of the alert that a path holds, or None."""
    match = _ALERT_PATH.fullmatch(path)
    return match[1] if match else None


def is_ours(path: str) -> bool:
    """Whether a path is one that guidetrack writes."""
    return path in {STORE_FILE, ATTRIBUTES_FILE} or path.split("/", 1)[0] in FOLDERS


def dump_slots(entries: Iterable[SlotEntry]) -> bytes:
    """The bytes of `slots.yaml`: entries in the order of their slot names."""
    ordered = sorted(entries, key=lambda entry: entry.slot)
    return dump_plain({"slots": [msgspec.to_builtins(entry) for entry in ordered]})


def load_slots(content: bytes) -> tuple[SlotEntry, ...]:
    """
    Read `slots.yaml`.

    Raises:
        RecordError: the bytes are none; the message names the field.
    """
    plain = load_plain(content)
    try:
        return msgspec.convert(plain.get("slots"), tuple[SlotEntry, ...])
    except msgspec.ValidationError as problem:
        raise RecordError(
            f"not a table of slots: {problem}",
            hint="guidetrack verify names the damaged file.",
        ) from problem


def dump_store_file(extractor: str) -> bytes:
    """The bytes of `store.yaml`: the format of the store and who extracted its records."""
    return dump_plain({"format": STORE_FORMAT, "extractor": extractor})


def extractor_in(content: bytes) -> str | None:
    """The version of the extractor that a `store.yaml` names, or None."""
    found = load_plain(content).get("extractor")
    return found if isinstance(found, str) else None


def check_format(content: bytes) -> None:
    """
    See that this guidetrack can read the store to which a `store.yaml` belongs.

    Raises:
        StoreError: the store is of a newer format.
        RecordError: the bytes are no `store.yaml`.
    """
    found = load_plain(content).get("format")
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise RecordError(
            f"format: expected {STORE_FORMAT} in store.yaml, found {found!r}",
            hint="git restores an earlier version of the file.",
        )
    if found > STORE_FORMAT:
        raise StoreError(
            f"the store was written by a newer guidetrack (store format {found}; "
            f"this one knows {STORE_FORMAT})",
            hint="Update guidetrack on this machine.",
        )
