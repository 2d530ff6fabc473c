"""The file of a record: its exact bytes, and what is refused when it is read."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from guidetrack.errors import RecordError
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import (
    GuidanceRecord,
    Item,
    Recommendation,
    Relationship,
    Section,
)
from guidetrack.guidance.reference import Reference
from guidetrack.store.record_file import dump, is_canonical, load

RECORD = GuidanceRecord(
    reference=Reference("HTG", 9046),
    programme="HealthTech guidance",
    origin_programme="IPG",
    title="Balloon dilatation of the example vein in adults",
    published=PartialDate(2004, 7, 28),
    captured=("identity", "recommendations"),
    relationships=(
        Relationship(
            kind="migrated-from",
            reference=Reference("IPG", 9075),
            when=PartialDate(2026, 1),
            stated="January 2026: IPG9075 has been migrated.",
            claims_unchanged=True,
        ),
    ),
    recommendations=(
        Recommendation(
            number="1.1",
            text="Clinicians should take these actions:",
            items=(Item(text="Inform the leads."),),
        ),
    ),
    sections=(Section(number="2.4", heading="Safety"),),
)

BYTES = b"""\
schema: 1
reference: HTG9046
programme: HealthTech guidance
origin_programme: IPG
title: Balloon dilatation of the example vein in adults
status: published
status_stated: null
url: null
published: '2004-07-28'
last_updated: null
next_review: null
isbn: null
captured:
- identity
- recommendations
categories: []
relationships:
- kind: migrated-from
  reference: IPG9075
  when: '2026-01'
  stated: 'January 2026: IPG9075 has been migrated.'
  claims_unchanged: true
recommendations:
- number: '1.1'
  text: 'Clinicians should take these actions:'
  label: null
  categories: []
  items:
  - text: Inform the leads.
    categories: []
    items: []
sections:
- number: '2.4'
  heading: Safety
  paragraphs: []
update_notes: []
endorsements: []
codes: []
boilerplate: []
"""


def test_a_record_is_written_in_the_order_of_its_fields() -> None:
    assert dump(RECORD) == BYTES


def test_a_record_is_read_back() -> None:
    assert load(BYTES) == RECORD


def test_line_endings_of_another_machine_read_the_same_but_are_not_canonical() -> None:
    other = BYTES.replace(b"\n", b"\r\n")
    assert load(other) == RECORD
    assert not is_canonical(other)
    assert is_canonical(BYTES)


@dataclass
class Damage:
    """A piece of the file, what stands there instead, and what the refusal names."""

    piece: bytes
    instead: bytes
    named: str


@pytest.mark.parametrize(
    "damage",
    [
        Damage(b"schema: 1", b"schema: 2", "newer guidetrack"),
        Damage(b"schema: 1", b"schema: '1'", "schema"),
        Damage(b"schema: 1\n", b"", "schema"),
        Damage(b"schema: 1", b"schema: true", "schema"),
        Damage(b"isbn: null", b"isbn: null\nisnb: x", "isnb"),
        Damage(b"text: Inform the leads.", b"text: 12", r"items\[0\].text"),
        Damage(b"published: '2004-07-28'", b"published: someday", "published"),
        Damage(b"reference: HTG9046", b"reference: ../../x", "reference"),
        Damage(b"kind: migrated-from", b"kind: knows", "kind"),
        Damage(b"categories: []\nrel", b"categories: null\nrel", "categories"),
        Damage(b"captured:\n- identity", b"captured:\n- everything", "captured"),
        Damage(b"title: Balloon", b"title: !!python/name:os.system Balloon", "title"),
    ],
)
def test_damage_is_refused_by_the_name_of_its_field(damage: Damage) -> None:
    assert damage.piece in BYTES
    with pytest.raises(RecordError, match=damage.named):
        load(BYTES.replace(damage.piece, damage.instead, 1))


def test_one_changed_word_is_one_changed_line_in_git(tmp_path: Path) -> None:
    changed = msgspec.structs.replace(
        RECORD, recommendations=(Recommendation(number="1.1", text="Do not use it."),)
    )
    (tmp_path / "old").write_bytes(dump(msgspec.structs.replace(changed, title="A: b")))
    (tmp_path / "new").write_bytes(dump(msgspec.structs.replace(changed, title="A: c")))
    answer = subprocess.run(
        ["git", "diff", "--no-index", "--unified=0", "old", "new"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert answer.stdout.splitlines()[-2:] == [b"-title: 'A: b'", b"+title: 'A: c'"]
