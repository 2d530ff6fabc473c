"""A glance never says that nothing is cited where a close look finds something."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidetrack.citations import forms
from guidetrack.citations.finder import show_visible
from guidetrack.citations.folding import fold
from guidetrack.citations.forms import find_candidates
from guidetrack.citations.glance import may_cite
from guidetrack.guidance.programmes import PROGRAMMES, SPELLINGS

PIECES = [
    *PROGRAMMES,
    *(prefix.lower() for prefix in PROGRAMMES),
    *SPELLINGS,
    *("*", "**", "<b>", "</b>", "`", "&nbsp;", "&shy;", "-\n", "IP", "G"),
    *("NICE", "NICE's", "and", "to", "no", "nos.", "number", "ref.", "s", "the"),
    *("0", "9", "75", "9075", "00046", "%2F", "%20", "https://www.nice.org.uk/guidance/"),
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "-",
        "\u2011",
        "\u2013",
        "_",
        "/",
        "(",
        ")",
        ":",
        "#",
        ".",
        ",",
        "'",
        '"',
        "\\",
    ),
    *(
        "\uff29\uff30\uff27",
        "\uff19",
        "publicinfo",
        "\u00a0",
        "\u202f",
        "\u00ad",
        "\u200b",
        "\u0131",
        "\u017f",
        "\u212a",
        "\u0130",
        "\ud800",
    ),
]


@settings(max_examples=800)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("mtg \u0661")
@example("PSG 2")
@example("\u0131pg75")
@example("E\u017f 9")
@example("\u212aTT9")
def test_what_a_close_look_finds_a_glance_expects(text: str) -> None:
    visible = show_visible(text)
    if any(find_candidates(fold(visible).text)):
        assert may_cite(visible)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@example("n\u0131ce.org.uk/guidance/ipg75")
def test_passing_over_forms_that_are_not_there_changes_nothing(text: str) -> None:
    found = list(find_candidates(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "may_hold", lambda *_: True)
        assert list(find_candidates(text)) == found


def test_a_glance_passes_over_what_cites_nothing() -> None:
    for text in ("", "Seen on 14 March 2026 by 2 nurses.", "IPG", "75", "X9075", "version 3.12"):
        assert not may_cite(text)
