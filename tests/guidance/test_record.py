"""A record goes to plain data and back unchanged, and bad data is named."""

from __future__ import annotations

import msgspec
import pytest

from guidetrack.errors import RecordError
from guidetrack.guidance.dates import PartialDate
from guidetrack.guidance.record import (
    GuidanceRecord,
    Item,
    Recommendation,
    Relationship,
    from_plain,
    json_schema,
    to_plain,
)
from guidetrack.guidance.reference import Reference


def _record() -> GuidanceRecord:
    return GuidanceRecord(
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
                claims_unchanged=True,
            ),
        ),
        recommendations=(
            Recommendation(
                number="1.1",
                text="Clinicians should:",
                categories=("special-arrangements",),
                items=(
                    Item(
                        text="tell the governance lead:",
                        categories=("research-only",),
                        items=(Item(text="in writing", categories=("special-arrangements",)),),
                    ),
                ),
            ),
        ),
    )


def test_plain_data_reads_back_as_the_same_record() -> None:
    record = _record()
    plain = to_plain(record)
    assert plain["reference"] == "HTG9046"
    assert plain["published"] == "2004-07-28"
    assert plain["relationships"][0]["when"] == "2026-01"
    assert from_plain(plain) == record
    assert list(plain)[:3] == ["schema", "reference", "programme"]


def test_a_record_cannot_be_changed_and_can_be_hashed() -> None:
    record = _record()
    with pytest.raises(AttributeError):
        record.title = "another"  # type: ignore[misc]
    assert hash(record) == hash(_record())


def test_full_words_keep_every_bullet() -> None:
    (recommendation,) = _record().recommendations
    assert recommendation.words() == (
        "Clinicians should:\n- tell the governance lead:\n  - in writing"
    )
    assert recommendation.all_categories() == ("special-arrangements", "research-only")


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("reference", "../../x", "$.reference"),
        ("published", "yesterday", "$.published"),
        ("captured", ["everything"], "$.captured"),
        ("recommendations", None, "$.recommendations"),
        ("colour", "red", "colour"),
    ],
)
def test_bad_data_is_refused_and_the_field_is_named(key: str, value: object, named: str) -> None:
    plain = {**to_plain(_record()), key: value}
    with pytest.raises(RecordError) as refused:
        from_plain(plain)
    assert named in str(refused.value)


def test_the_json_schema_describes_every_field() -> None:
    schema = json_schema()
    properties = schema["$defs"]["GuidanceRecord"]["properties"]
    assert list(properties) == list(to_plain(_record()))
    assert properties["reference"]["pattern"].startswith("^[A-Z]")
    assert msgspec.json.encode(schema)
