"""Packs that somebody changed, and made to look whole again as far as anybody can."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import guidetrack
from guidetrack.evidence import archive
from guidetrack.evidence.check import Check
from guidetrack.evidence.manifest import DIGEST, MANIFEST, digest_file
from guidetrack.evidence.pack_check import check_pack

NEWEST = dt.datetime(2026, 4, 13, 9, tzinfo=dt.UTC)


def check(content: bytes, **extra: Any) -> Check:
    """Check a pack with the guidetrack that made it."""
    return check_pack(content, **{"version": guidetrack.__version__, **extra})


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files as they are."""
    return archive.write(files, NEWEST)


def sealed(files: Mapping[str, bytes], **manifest: Any) -> bytes:
    """Pack files with a manifest that fits them, so that only their meaning can be wrong."""
    told = {**json.loads(files[MANIFEST]), **manifest}
    inside = {name: each for name, each in files.items() if name not in {MANIFEST, DIGEST}}
    told["files"] = [
        {"file": name, "size": len(each), "sha256": hashlib.sha256(each).hexdigest()}
        for name, each in inside.items()
    ]
    written = json.dumps(told).encode()
    return packed({MANIFEST: written, DIGEST: digest_file(written), **inside})


def damaged_file(found: Check) -> str:
    """The file that a check names."""
    assert not found.holds
    assert found.damage is not None
    assert found.damage.problem
    return found.damage.file
