"""
Bytes that were refused, kept for whoever wants to see why.

They lie in git's own folder and never in a commit: nothing of a page that is no
guidance may ever be pushed, published or compared.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from guidetrack.store.repository import Repository
from guidetrack.store.work_tree import writing


def quarantine(repository: Repository, content: bytes) -> Path:
    """
    Keep refused bytes under their sha256, and give the path of the file.

    Raises:
        StoreError: the file cannot be written.
    """
    file = repository.private_dir / "quarantine" / hashlib.sha256(content).hexdigest()
    with writing(file):
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(".new")
            draft.write_bytes(content)
            draft.replace(file)
    return file
