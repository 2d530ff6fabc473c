"""
Whether the records of a pack come out of the bytes that were captured.

Where a pack has every source of a record, and the present reader is of the version that
made it, the record has to come out as it is packed, byte for byte. Where the bytes were
not kept, or the reader is another, that is said and is no damage.
"""

from __future__ import annotations

from collections.abc import Sequence

from guidetrack.evidence.damage import DamageError
from guidetrack.evidence.manifest import MANIFEST, HeldFile
from guidetrack.evidence.opened import Opened
from guidetrack.evidence.reading_again import read_again
from guidetrack.evidence.sources import Source, describe
from guidetrack.extract import EXTRACTOR_VERSION
from guidetrack.store import record_file


def check_sources(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the captured bytes are those whose hash was recorded, and that none is left out.

    Raises:
        DamageError: some are not, or the manifest says of a source what was not recorded.
    """
    said = {(each.revision, each.reference, each.slot): each for each in pack.manifest.sources}
    if len(said) != len(pack.manifest.sources):
        raise DamageError(MANIFEST, "it names a source twice")
    lacking: set[str] = set()
    for row in pack.record_files():
        reference = pack.record(row.file).reference
        for source in pack.sources(row.revision, reference):
            found = describe(row.revision, reference, source)
            if found is None:
                raise DamageError(source.file or MANIFEST, "it is not what was captured")
            if said.pop((row.revision, str(reference), source.entry.slot), None) != found:
                raise DamageError(
                    source.file or MANIFEST,
                    f"the manifest says otherwise of the source {source.entry.slot} of {reference}",
                )
            if found.kept != "all":
                lacking.add(f"{reference} ({source.entry.slot})")
    for key in said:
        raise DamageError(MANIFEST, f"it names a source of {key[1][:80]} that was not recorded")
    if lacking:
        names = ", ".join(sorted(lacking))
        not_checked.append(f"the captured bytes of {names}: the store did not keep them")
    checked.append("the captured bytes, as far as they were kept")


def check_extraction(pack: Opened, checked: list[str], not_checked: list[str]) -> None:
    """
    See that the sources give the records again.

    Raises:
        DamageError: some give another one.
    """
    done: set[tuple[object, ...]] = set()
    other: set[str] = set()
    for row in pack.record_files():
        sources = pack.sources(row.revision, pack.record(row.file).reference)
        made_by = pack.snapshot(row.revision).extractor
        versions = {each.entry.extractor or made_by or "unknown" for each in sources}
        key = (row.file, *((each.entry, each.file) for each in sources))
        if versions - {EXTRACTOR_VERSION}:
            other |= versions - {EXTRACTOR_VERSION}
        elif sources and all(each.is_whole() for each in sources) and key not in done:
            _read_again(pack, row, sources)
            done.add(key)
    if other:
        not_checked.append(
            f"whether extractor {', '.join(sorted(other))} made these records of these sources: "
            f"this is extractor {EXTRACTOR_VERSION}"
        )
    if done:
        checked.append("that the captured bytes, read again, give these records")


def _read_again(pack: Opened, row: HeldFile, sources: Sequence[Source]) -> None:
    found = read_again(pack.record(row.file).reference, sources)
    if isinstance(found, Source):
        raise DamageError(found.file or row.file, "it can no longer be read as guidance")
    if record_file.dump(found) != pack.file(row.file):
        raise DamageError(row.file, "the captured bytes, read again, give another record")
