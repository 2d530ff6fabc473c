"""Saved pages: what is guidance on them, what the markup sets apart, what is left out."""

from __future__ import annotations

import pytest

from guidetrack.sources.document import Block, ParsedDocument, SourceDocument
from guidetrack.sources.readers import html


def _parsed(text: str, url: str | None = None) -> ParsedDocument:
    return html.parse(SourceDocument(text.encode(), "a.html", url=url), text)


def _blocks(text: str) -> list[tuple[str, int, str | None, str]]:
    return [(b.kind, b.level, b.number, b.text) for b in _parsed(text).blocks]


def _texts(text: str) -> list[str]:
    return [block.text for block in _parsed(text).blocks]


@pytest.mark.parametrize(
    "chapter",
    [
        '<p class="numbered-paragraph"><span class="paragraph-number">1.1 </span>Offer a test.</p>',
        (
            '<div class="recommendation_text"><p class="numbered-paragraph">'
            '<span class="paragraph-number">1.1 </span> <a id="x"></a>Offer a test.</p></div>'
        ),
        (
            '<article class="numbered-paragraph recommendation"><h3 '
            'class="recommendation__number">1.1</h3>'
            '<div class="recommendation__body"><p>Offer a test.</p></div></article>'
        ),
        '<article class="numbered-paragraph"><h5>1.1</h5><div><p>Offer a test.</p></div></article>',
    ],
)
def test_every_generation_sets_the_number_apart(chapter: str) -> None:
    expected = [("paragraph", 0, "1.1", "Offer a test.")]
    assert _blocks(f'<div class="chapter">{chapter}</div>') == expected
    assert _blocks(chapter) == expected


def test_what_is_not_guidance_on_a_page_is_left_out() -> None:
    text = """<body><nav>Menu</nav><script>1.1 x</script><style>p{}</style><form>Search</form>
      <div hidden>Hidden</div><div role="navigation">Crumbs</div><template>T</template>
      <noscript>Enable</noscript><svg><text>S</text></svg><!-- comment --><main><p>Text</p></main>
      <footer>Foot</footer></body>"""
    assert _texts(text) == ["Text"]


def test_lists_keep_their_depth_and_paragraphs_in_an_item_are_one_item() -> None:
    text = "<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li><li>d</li></ul><p>e</p>"
    assert _blocks(text) == [
        ("item", 1, None, "a b"),
        ("item", 2, None, "c"),
        ("item", 1, None, "d"),
        ("paragraph", 0, None, "e"),
    ]


def test_a_table_is_text_row_by_row_and_a_box_is_its_paragraphs() -> None:
    assert _texts(
        "<table><tr><th>a</th><th>b</th></tr><tr><td><p>c</p></td><td>d</td></tr></table>"
    ) == [
        "a | b",
        "c | d",
    ]
    assert _texts("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>") == ["One.", "Two."]


def test_a_bold_line_is_a_heading_and_a_bold_word_is_not() -> None:
    assert _blocks("<p><strong>Why it matters</strong></p><p><b>May 2020:</b> text</p>") == [
        ("heading", 6, None, "Why it matters"),
        ("paragraph", 0, None, "May 2020: text"),
    ]


def test_an_exponent_stays_an_exponent_and_a_footnote_a_footnote() -> None:
    assert _texts("<p>10<sup>9</sup> cells<sup><a>[1]</a></sup> of CO<sub>2</sub></p>") == [
        "10\u2079 cells[1] of CO2"
    ]


def test_entities_are_only_those_of_html() -> None:
    text = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &lt; b &amp; &x; &nbsp;c</p>'
    )
    (found,) = [each for each in _texts(text) if each.startswith("a ")]
    assert found == "a < b & &x; c"


def test_a_header_states_title_programme_number_and_dates() -> None:
    text = """<link rel="canonical" href="https://www.nice.org.uk/guidance/htg9001/chapter/2-The-procedure">
      <div class="page-header"><h1>Example title</h1><ul><li>HealthTech guidance</li>
      <li>HTG9001</li>
      <li>Published: <time datetime="2020-05-01">1 May 2020</time></li>
      <li>Last updated: <time datetime="2021-06-01">June 2021</time></li></ul></div>
      <div class="chapter" title="2 The procedure"><p>Text</p></div>"""
    assert _parsed(text).facts == (
        ("title", "Example title"),
        ("programme", "HealthTech guidance"),
        ("reference", "HTG9001"),
        ("published", "1 May 2020"),
        ("last-updated", "June 2021"),
        ("url", "https://www.nice.org.uk/guidance/htg9001"),
        ("page", "chapter"),
        ("chapter", "the-procedure"),
    )


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.nice.org.uk/guidance/htg9001", None),
        ("https://www.nice.org.uk/guidance/htg9001/history", "history"),
        ("https://www.nice.org.uk/guidance/htg9001/chapter/Update-information?x=1#y", "chapter"),
    ],
)
def test_the_address_tells_the_kind_of_page(address: str, page: str | None) -> None:
    parsed = _parsed("<p>Text</p>", url=address)
    assert parsed.fact("url") == "https://www.nice.org.uk/guidance/htg9001"
    assert parsed.fact("page") == page


def test_a_bare_chapter_is_known_by_its_markup() -> None:
    parsed = _parsed(
        '<div class="chapter" title="1 Recommendations" '
        'id="htg9001_1-recommendations"><p>x</p></div>'
    )
    assert parsed.facts == (
        ("reference", "htg9001"),
        ("page", "chapter"),
        ("chapter", "recommendations"),
    )


def test_the_name_of_a_chapter_can_never_become_a_path() -> None:
    text = '<div class="chapter" title="../../etc/passwd \u00e9"><p>x</p></div>'
    assert _parsed(text).fact("chapter") == "etc-passwd"


def test_blocks_know_their_place() -> None:
    assert _parsed("<p>a</p><p>b</p>").blocks[1] == Block("paragraph", "b", place="block 2")
