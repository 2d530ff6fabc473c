"""Guidance set as PDF reads like the same guidance in any other format."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.pdf_examples import EXAMPLE, Inventor
from tests.sources.pdf_flowing import as_flowing_pdf
from tests.sources.pdf_model import (
    Bullet,
    Guidance,
    Paragraph,
    Section,
    as_html,
    as_markdown,
)
from tests.sources.pdf_writer import DRAWN, Layout, as_pdf

from guidetrack.extract import Capture, extract
from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.record import to_plain
from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.readers import read

LAYOUTS = {
    "usual": Layout(),
    "numbers in the line": Layout(hang=0),
    "set to full width": Layout(justified=True),
    "hyphenated": Layout(hyphenated=True),
    "without cover": Layout(cover=False),
    "without running heads": Layout(furniture=False),
    "contents without dots": Layout(dots=False),
    "tight": Layout(space=0.25),
    "no space between paragraphs": Layout(space=0.0),
    "loose": Layout(leading=1.9, space=1.2),
    "large": Layout(size=14),
    "small": Layout(size=8.5),
    "narrow": Layout(margin=120),
    "small page": Layout(page_size=(420, 595), margin=40),
    "scaled like a browser's": Layout(scale=0.75),
    "turned page": Layout(turned=True),
    "drawn bullets": Layout(bullet=DRAWN),
    "dashes for bullets": Layout(bullet="\u2013"),
    "uncompressed": Layout(compressed=False),
    "tables without space": Layout(padding=0.0),
}


def _parsed(guidance: Guidance, layout: Layout | None = None) -> ParsedDocument:
    parsed = read(SourceDocument(as_pdf(guidance, layout), "guidance.pdf"))
    assert isinstance(parsed, ParsedDocument), parsed
    return parsed


def _blocks(guidance: Guidance, layout: Layout | None = None) -> list[Block]:
    return list(_parsed(guidance, layout).blocks)


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_folded(each) for each in value]
    return comparison_form(value) if isinstance(value, str) else value


def _compared(content: bytes) -> Any:
    parsed = read(SourceDocument(content, "guidance"))
    assert isinstance(parsed, ParsedDocument), parsed
    capture = extract(parsed)
    assert isinstance(capture, Capture), capture
    return capture.slot, _folded(to_plain(capture.record)), _folded(capture.responsibility)


def _of(*content: Paragraph) -> Guidance:
    """The example with other text in its section 2.1."""
    return replace(
        EXAMPLE,
        sections=(
            EXAMPLE.sections[0],
            Section("The procedure", "2"),
            Section("Indications", "2.1", 2, content),
        ),
    )


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_pdf_html_and_markdown_of_one_guidance_give_one_record(layout: Layout) -> None:
    truth = _compared(as_markdown(EXAMPLE))
    assert _compared(as_html(EXAMPLE)) == truth
    assert _compared(as_pdf(EXAMPLE, layout)) == truth


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.sampled_from(sorted(set(LAYOUTS) - {"numbers in the line"})))
def test_what_a_guidance_says_never_depends_on_its_layout(seed: int, layout: str) -> None:
    """Where numbers hang; else a full stop at the end of a page leaves open what follows."""
    guidance = Inventor(seed).invent()
    assert _compared(as_pdf(guidance, LAYOUTS[layout])) == _compared(as_markdown(guidance))


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.booleans())
def test_what_a_guidance_says_never_depends_on_the_typesetter(seed: int, justified: bool) -> None:  # noqa: FBT001 - drawn
    guidance = Inventor(seed).invent()
    set_otherwise = as_flowing_pdf(guidance, justified=justified)
    assert _compared(set_otherwise) == _compared(as_markdown(guidance))


def test_headings_have_levels_and_numbers_stand_apart() -> None:
    blocks = _blocks(EXAMPLE)
    headings = [(block.level, block.text) for block in blocks if block.kind == "heading"]
    assert headings[0] == (1, EXAMPLE.title)
    assert (2, "1 Recommendations") in headings
    assert (3, "2.1 Indications") in headings
    assert [block.number for block in blocks if block.number][:4] == ["1.1", "1.2", "1.3", "2.1.1"]
    quantity = next(block for block in blocks if block.number == "2.1.2")
    assert quantity.text.startswith("22 days after the procedure")
    assert quantity.place == "page 4"


def test_bullets_are_items_with_their_depth() -> None:
    items = [(block.level, block.text) for block in _blocks(EXAMPLE) if block.kind == "item"]
    assert [level for level, _ in items] == [1, 1, 2, 2, 1]
    assert items[2] == (2, "about the procedure")


def test_running_heads_and_footers_are_gone_and_a_head_that_says_more_is_kept_once() -> None:
    texts = [block.text for block in _blocks(EXAMPLE)]
    assert not any("rights" in text.lower() or "Page 4" in text for text in texts)
    assert texts.count(f"{EXAMPLE.title} (HTG9046)") == 1


def test_the_number_in_a_running_head_names_a_guidance_that_prints_it_nowhere_else() -> None:
    parsed = _parsed(EXAMPLE)
    blocks = tuple(block for block in parsed.blocks if "www." not in block.text)
    capture = extract(replace(parsed, blocks=blocks))
    assert isinstance(capture, Capture), capture
    assert str(capture.record.reference) == "HTG9046"


def test_a_contents_page_is_a_line_an_entry() -> None:
    for dots in (True, False):
        texts = [block.text for block in _blocks(EXAMPLE, Layout(dots=dots))]
        assert "1 Recommendations ..... 4" in texts
        assert "Sources of evidence ..... 6" in texts


def test_footnotes_come_at_the_end_of_their_chapter() -> None:
    texts = [block.text for block in _blocks(EXAMPLE)]
    note = next(index for index, text in enumerate(texts) if text.startswith("1 As defined"))
    assert texts[note].endswith("published in 2003.")
    assert texts[note + 1] == "3 Further information"
    assert any(text.startswith("Adverse events\u00b9 were") for text in texts)


def test_table_rows_are_paragraphs_of_cells() -> None:
    texts = [block.text for block in _blocks(EXAMPLE)]
    row = "Narrowing of 50% or more at 3 years after the procedure | 12 | Better in 9"
    assert texts[texts.index("Outcome | Patients | Result") + 1] == row


LONG = "In 2003 the Example Society followed 48 patients for 3 years after the procedure. "


@pytest.mark.parametrize("words", range(0, 60, 7))
def test_a_paragraph_goes_on_over_the_end_of_a_page_wherever_that_cuts_it(words: int) -> None:
    filler = Paragraph(" ".join(["vein"] * words + ["end."]), "2.1.1")
    text = (LONG * 60).strip()
    blocks = _blocks(_of(filler, Paragraph(text, "2.1.2")))
    assert [block.text for block in blocks if block.number == "2.1.2"] == [text]


def test_a_bullet_goes_on_over_the_end_of_a_page() -> None:
    words = Inventor(7).words(29 * 70)
    bullets = tuple(Bullet(" ".join(words[n : n + 70])) for n in range(0, len(words), 70))
    blocks = _blocks(_of(Paragraph("All of these:", "2.1.1", bullets)))
    items = [block.text for block in blocks if block.kind == "item"][5:]
    assert items == [bullet.text for bullet in bullets]


def test_before_a_capital_overleaf_nothing_is_joined_where_nobody_can_know() -> None:
    paragraphs = [Paragraph(LONG * 3 + f"This is paragraph {n}.") for n in range(1, 40)]
    blocks = _blocks(_of(*paragraphs))
    assert [block.text for block in blocks if block.text.startswith("In 2003")] == [
        paragraph.text for paragraph in paragraphs
    ]


def test_a_paragraph_of_bold_words_is_no_heading_when_it_is_a_sentence() -> None:
    blocks = _blocks(_of(Paragraph("**This is bold and says something.**"), Paragraph("Plain.")))
    assert [block.kind for block in blocks[-2:]] == ["paragraph", "paragraph"]


def test_small_raised_numbers_are_exponents_after_a_word() -> None:
    assert (
        _blocks(_of(Paragraph("A count of 10^9^ cells."))).pop().text
        == "A count of 10\u2079 cells."
    )


def test_a_pdf_is_known_by_its_bytes_under_any_name() -> None:
    parsed = read(SourceDocument(b"\r\n" + as_pdf(EXAMPLE), "page.html", media_type="text/html"))
    assert isinstance(parsed, ParsedDocument)
    assert parsed.format == "pdf"
