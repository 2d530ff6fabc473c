"""The facts that real guidance documents must give; their sentences stay outside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidetrack.extract import Capture, classify, extract
from guidetrack.guidance.record import GuidanceRecord, Section
from guidetrack.guidance.reference import Reference
from guidetrack.sources.document import ParsedDocument, SourceDocument, Unreadable
from guidetrack.sources.files import collect
from guidetrack.sources.readers import read

_PULMONARY = "Balloon angioplasty of pulmonary vein stenosis in infants"


def _parsed(shared: Path, seed: str) -> ParsedDocument:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    (source,) = collect([path])
    assert isinstance(source, SourceDocument)
    parsed = read(source)
    assert isinstance(parsed, ParsedDocument)
    return parsed


def _capture(shared: Path, seed: str, reference: str | None = None) -> Capture:
    given = Reference.parse(reference) if reference else None
    capture = extract(_parsed(shared, seed), reference=given)
    assert isinstance(capture, Capture)
    return capture


def _section(record: GuidanceRecord, name: str) -> Section:
    (found,) = [each for each in record.sections if name in {each.number, each.heading}]
    return found


def _numbers(record: GuidanceRecord) -> list[str | None]:
    return [each.number for section in record.sections for each in section.paragraphs]


def _headings(record: GuidanceRecord) -> list[tuple[str | None, str | None]]:
    return [(each.number, each.heading) for each in record.sections]


_WHOLE = (
    "identity",
    "dates",
    "recommendations",
    "relationships",
    "sections",
    "update-notes",
    "endorsements",
)


def test_htg46_is_identified(shared: Path) -> None:
    capture = _capture(shared, "000")
    record = capture.record
    assert capture.slot == "document"
    assert record.captured == _WHOLE
    assert str(record.reference) == "HTG46"
    assert record.title == _PULMONARY
    assert record.programme == "HealthTech guidance"
    assert record.origin_programme == "IPG"
    assert record.url == "https://www.nice.org.uk/guidance/htg46"
    assert str(record.published) == "2004-07-28"
    assert record.last_updated is None
    assert record.isbn == "978-1-4731-8779-5"
    assert record.status == "published"
    assert record.endorsements == ("Healthcare Improvement Scotland",)


def test_htg46_has_five_recommendations(shared: Path) -> None:
    record = _capture(shared, "000").record
    assert [each.number for each in record.recommendations] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [len(each.items) for each in record.recommendations] == [0, 3, 0, 0, 0]
    assert [each.categories for each in record.recommendations] == [
        ("special-arrangements",),
        (),
        (),
        (),
        (),
    ]
    assert record.recommendations[0].all_categories() == ("special-arrangements",)
    assert record.categories == ("special-arrangements",)
    assert record.recommendations[3].text.count("(UKCCAD)") == 1


def test_htg46_has_its_sections(shared: Path) -> None:
    record = _capture(shared, "000").record
    assert _headings(record) == [
        ("2", "The procedure"),
        ("2.1", "Indications"),
        ("2.2", "Outline of the procedure"),
        ("2.3", "Efficacy"),
        ("2.4", "Safety"),
        ("3", "Further information"),
        (None, "Sources of evidence"),
        (None, "Information for patients"),
    ]
    assert _numbers(record) == [
        "2.1.1",
        "2.1.2",
        "2.2.1",
        "2.3.1",
        "2.3.2",
        "2.4.1",
        "2.4.2",
        None,
        None,
    ]
    joined = _section(record, "2.3").paragraphs[1].text
    assert "and that even a partial result" in joined
    assert joined.endswith(".")


def test_htg46_was_migrated_from_ipg75(shared: Path) -> None:
    record = _capture(shared, "000").record
    (relation,) = record.relationships
    assert (relation.kind, str(relation.reference)) == ("migrated-from", "IPG75")
    assert str(relation.when) == "2026-01"
    assert relation.claims_unchanged is True
    (note,) = record.update_notes
    assert str(note.when) == "2026-01"
    assert note.heading == "Minor changes since publication"
    assert note.text == relation.stated
    assert note.text.startswith("January 2026: Interventional")
    assert note.text.endswith("unchanged.")


def test_ipg75_is_an_overview_with_its_codes(shared: Path) -> None:
    capture = _capture(shared, "001")
    record = capture.record
    assert capture.slot == "overview"
    assert record.captured == ("identity", "codes")
    assert str(record.reference) == "IPG75"
    assert record.title == _PULMONARY
    assert record.published is None
    assert record.recommendations == ()
    assert record.status == "published"
    assert record.status_stated is None
    assert {(each.system, each.version) for each in record.codes} == {("OPCS-4", "4.6")}
    assert [(each.group, each.code) for each in record.codes] == [
        ("With stenting", "L80.4"),
        ("With stenting", "L76.-"),
        ("With stenting", "L89.-"),
        ("With stenting", "Y53.-"),
        ("Without stenting", "L80.2"),
        ("Without stenting", "Y53.-"),
        ("Without stenting", "L80.3"),
    ]
    assert [each.description for each in record.codes[1:3]] == [
        "Endovascular placement of stent",
        "Other endovascular placement of stent",
    ]


def test_a_document_without_a_number_is_refused(shared: Path) -> None:
    refused = extract(_parsed(shared, "002"))
    assert isinstance(refused, Unreadable)
    assert "no guidance number is stated" in refused.problem
    assert "--reference" in refused.problem
    assert refused.sha256 is not None


def test_a_document_without_a_number_is_read_under_the_number_given(shared: Path) -> None:
    capture = _capture(shared, "002", "IPG78")
    record = capture.record
    assert capture.slot == "overview"
    assert record.captured == ("identity", "codes")
    assert record.title == "Balloon valvuloplasty for aortic valve stenosis in adults and children"
    assert [(each.system, each.group, each.code) for each in record.codes] == [
        (None, None, "K35.5"),
        (None, None, "Y53.-"),
        (None, None, "Z32.2"),
    ]


def test_htg225_is_read_without_any_heading_markup(shared: Path) -> None:
    record = _capture(shared, "003").record
    assert record.captured == _WHOLE
    assert str(record.reference) == "HTG225"
    assert record.title == "Percutaneous mitral valve annuloplasty"
    assert str(record.published) == "2010-07-28"
    assert record.isbn == "978-1-4731-8188-5"
    assert [each.number for each in record.recommendations] == ["1.1", "1.2", "1.3"]
    assert record.categories == ("research-only",)
    assert record.origin_programme == "IPG"
    assert [(each.kind, str(each.reference)) for each in record.relationships] == [
        ("migrated-from", "IPG352")
    ]


def test_htg225_keeps_what_the_conversion_broke(shared: Path) -> None:
    record = _capture(shared, "003").record
    assert _headings(record) == [
        ("2", "The procedure"),
        ("2.1", "Indications and current treatments"),
        ("2.2", "Outline of the procedure"),
        ("2.3", "Efficacy"),
        ("2.4", "Safety"),
    ]
    assert [each.number for each in _section(record, "2.2").paragraphs] == [
        "2.2.1",
        "2.2.2",
        "2.2.3",
    ]
    assert (
        "assessed and further percutaneous manipulation"
        in _section(record, "2.2").paragraphs[1].text
    )
    efficacy = _section(record, "2.3").paragraphs
    assert [each.number for each in efficacy] == [None, "2.3.1", "2.3.2"]
    assert efficacy[0].text.startswith("Sections 2.3 and 2.4")
    assert "p < 0.001" in efficacy[1].text
    assert "$" not in efficacy[1].text
    safety = _section(record, "2.4").paragraphs
    assert [each.number for each in safety] == ["2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5"]
    assert safety[0].text.startswith("22 days after the procedure")
    assert "1 patient who was not eligible" in safety[0].text


def test_htg501_is_read(shared: Path) -> None:
    record = _capture(shared, "004").record
    assert record.captured == _WHOLE
    assert str(record.reference) == "HTG501"
    assert str(record.published) == "2019-01-30"
    assert record.isbn == "978-1-4731-8875-4"
    assert [each.number for each in record.recommendations] == ["1.1"]
    assert record.categories == ("do-not-use",)
    assert _headings(record) == [
        ("2", "The condition, current treatments and procedure"),
        (None, "The condition"),
        (None, "Current treatments"),
        (None, "The procedure"),
        ("3", "Committee considerations"),
        (None, "The evidence"),
    ]
    assert _numbers(record) == ["2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"]
    assert "done under local anaesthesia" in _section(record, "The procedure").paragraphs[1].text


def test_htg501_was_migrated_from_one_and_replaces_another(shared: Path) -> None:
    record = _capture(shared, "004").record
    assert [(each.kind, str(each.reference)) for each in record.relationships] == [
        ("migrated-from", "IPG640"),
        ("replaces", "IPG420"),
    ]
    assert record.relationships[1].stated == "This guidance replaces IPG420 and IPG640."
    assert record.update_notes[0].heading == "Minor changes after publication"


@pytest.mark.parametrize("seed", ["000", "003", "004"])
def test_nothing_around_the_guidance_becomes_part_of_it(shared: Path, seed: str) -> None:
    capture = _capture(shared, seed)
    record = capture.record
    assert capture.responsibility is not None
    assert capture.responsibility.startswith("This guidance represents the view")
    assert capture.responsibility.endswith("wherever possible.")
    said = [each.words() for each in record.recommendations]
    said += [each.text for section in record.sections for each in section.paragraphs]
    said += [each.heading or "" for each in record.sections]
    for text in said:
        assert "....." not in text
        assert "Yellow Card" not in text
        assert "represents the view" not in text
        assert "migrated" not in text
        assert "ISBN" not in text
        assert "endorsed" not in text
    assert len({tuple(each) for each in _headings(record)}) == len(_headings(record))


def test_the_standing_text_is_the_same_wherever_it_ends(shared: Path) -> None:
    captures = [_capture(shared, seed) for seed in ("000", "003", "004")]
    captures.append(_capture(shared, "002", "IPG78"))
    assert len({each.record.boilerplate for each in captures}) == 1
    assert all(each.record.boilerplate[0].name == "your-responsibility" for each in captures)


@pytest.mark.parametrize("seed", ["000", "003", "004"])
def test_the_standing_text_has_no_category(shared: Path, seed: str) -> None:
    text = _capture(shared, seed).responsibility
    assert text is not None
    assert classify(text) == ()
