"""
Everything that is measured on, laid out once in a folder and found there again.

Its name says which history of which seed it is; it is moved to its place only when it is
whole, so that a run that was interrupted leaves nothing that looks finished.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measuring import Run, measure
from benchmarks.speed.corpus import invent_corpus, record_of, render_page
from benchmarks.speed.edits import edit_document
from benchmarks.speed.history import WAVE_DAY, Shape, Truth, Week, follow
from benchmarks.speed.writing import STORE, write_history
from guidetrack.guidance.record import to_plain
from guidetrack.store import record_file

_LAYOUT = 1
"""Raised with every change of what is laid out or of what it says."""
_EDITED = 0.01
QUIET_GIT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where things lie, below one folder."""

    folder: Path
    shape: Shape

    @property
    def history(self) -> Path:
        """A repository with every week of the history."""
        return self.folder / "history"

    @property
    def truth(self) -> Counter[Truth]:
        """Every event of the history."""
        lines = (self.folder / "truth.jsonl").read_text().splitlines()
        return Counter(Truth(*json.loads(line)) for line in lines)

    @property
    def wave(self) -> tuple[str, str]:
        """The revisions before and after the wave."""
        after = f"HEAD~{self.shape.weeks - 1 - self.shape.wave_week}"
        return f"{after}~1", after

    @property
    def documents(self) -> Path:
        """A printed page of every document."""
        return self.folder / "documents"

    @property
    def edited(self) -> Path:
        """The same pages, one in a hundred of them edited."""
        return self.folder / "edited"

    @property
    def edited_records(self) -> Path:
        """JSON: the name of each edited page to the bytes of its record, as text."""
        return self.folder / "edited.json"

    @property
    def records(self) -> Path:
        """JSON: reference to record as plain data."""
        return self.folder / "records.json"

    @property
    def store(self) -> Path:
        """A repository in which guidetrack has stored the documents."""
        return self.folder / "store"


def lay_out(parent: Path, shape: Shape) -> Setting:
    """Give the setting of a shape, made now unless it is there."""
    name = f"{shape.records}-records-{shape.weeks}-weeks-seed-{shape.seed}-layout-{_LAYOUT}"
    parent = parent.resolve()
    folder = parent / name
    if not folder.exists():
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent) as temporary:
            draft = Setting(Path(temporary) / name, shape)
            draft.folder.mkdir()
            _fill(draft)
            draft.folder.rename(folder)
    return Setting(folder, shape)


def prepare_store(repository: Path, documents: Path | None = None) -> None:
    """Make an empty store of guidetrack, and store documents in it where some are given."""
    shutil.rmtree(repository, ignore_errors=True)
    repository.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=repository, check=True)
    (repository / STORE).mkdir()
    if documents is not None:
        run_guidetrack(repository, "snapshot", str(documents))


def run_guidetrack(
    repository: Path,
    *arguments: str,
    output: Path | None = None,
    passes: Collection[int] = (0,),
) -> Run:
    """
    Run guidetrack on the store of a repository as a user does, as one whole process.

    `passes` are the exit codes that a measurement may have.
    """
    command = [sys.executable, "-m", "guidetrack", "-q", "--store", STORE, *arguments]
    taken = measure(command, repository, QUIET_GIT, output)
    if taken.status not in passes:
        raise RuntimeError(f"guidetrack {arguments[0]} ended with {taken.status}")
    return taken


def _fill(setting: Setting) -> None:
    truth = setting.folder / "truth.jsonl"
    with truth.open("w") as file:
        write_history(setting.history, _noting(follow(setting.shape), file))
    _write_documents(setting)
    prepare_store(setting.store, setting.documents)


def _noting(weeks: Iterable[Week], file: Any) -> Iterable[Week]:
    """The weeks as they come, each event that is true written down on the way."""
    for week in weeks:
        file.writelines(json.dumps(each) + "\n" for each in week.truth)
        yield week


def _write_documents(setting: Setting) -> None:
    setting.documents.mkdir()
    setting.edited.mkdir()
    rng = random.Random(f"speed:{setting.shape.seed}:edited")
    count = setting.shape.records
    chosen = set(rng.sample(range(count), max(1, round(count * _EDITED))))
    records: dict[str, Any] = {}
    edited: dict[str, str] = {}
    for place, guidance in enumerate(invent_corpus(setting.shape.seed, count)):
        records[guidance.reference] = to_plain(record_of(guidance))
        (setting.documents / f"{guidance.slug}.md").write_bytes(render_page(guidance))
        after = guidance
        if place in chosen:
            after, _ = edit_document(rng, guidance, WAVE_DAY)
            edited[guidance.slug] = record_file.dump(record_of(after)).decode()
        (setting.edited / f"{guidance.slug}.md").write_bytes(render_page(after))
    setting.records.write_text(json.dumps(records))
    setting.edited_records.write_text(json.dumps(edited))
