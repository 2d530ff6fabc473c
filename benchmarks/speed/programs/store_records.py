"""
Guidetrack's own storing of every record, without the reading of documents before it.

`store_records.py EMPTY_REPOSITORY RECORDS DOCUMENTS`, as the floor that it is measured
against; the records are built before the clock starts.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path

from guidetrack.guidance.record import from_plain
from guidetrack.store import layout, record_file
from guidetrack.store.recording import SnapshotFacts, record_snapshot
from guidetrack.store.repository import Repository


def main() -> None:
    plain = json.loads(Path(sys.argv[2]).read_bytes())
    documents = {path.stem: path.read_bytes() for path in sorted(Path(sys.argv[3]).iterdir())}
    records = [from_plain(each) for each in plain.values()]
    now = dt.datetime(2026, 1, 14, 9, tzinfo=dt.UTC)
    start = time.perf_counter()
    with Repository.open(Path(sys.argv[1]) / "snapshots") as repository:
        changes = {layout.record_path(each.reference): record_file.dump(each) for each in records}
        for each in records:
            path = layout.source_path(each.reference, "document.md")
            changes[path] = documents[str(each.reference).lower()]
        facts = SnapshotFacts(
            observed_at=now,
            extractor="1",
            guidetrack_version="0",
            sources_read=len(records),
            sources_failed=0,
            records_total=len(records),
            records_changed=len(records),
        )
        record_snapshot(repository, None, changes, facts, now)
    print(json.dumps({"seconds": time.perf_counter() - start, "count": len(records)}))


if __name__ == "__main__":
    main()
