"""Dashes and guidance numbers are folded as two expressions say, which take ten times as long."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidetrack.guidance.comparison import comparison_form
from guidetrack.guidance.programmes import PROGRAMMES

_BULLETS = re.compile(r"^\s*(?:-\s+)+", re.MULTILINE)
_DASHES = re.compile(r"(?<!\s)\s*-[\s-]*")
_REFERENCE = re.compile(
    r"(\[)?(?<![A-Za-z0-9])([A-Za-z]{2,5})(?: ?- ?|\s)?0*([1-9][0-9]{0,4})\b(?![.][0-9])(?(1)\]?)"
)
_texts = st.lists(
    st.sampled_from(
        [
            *"[[]]  -.\n0559ax",
            "IPG",
            "ng",
            "HTG",
            "in",
            "075",
            "123456",
            "1.1",
            " - ",
            "--",
            "\u00e9",
        ]
    ),
    max_size=14,
).map("".join)


def _printed(match: re.Match[str]) -> str:
    prefix = match[2].upper()
    return f"{prefix}{match[3]}" if prefix in PROGRAMMES else match[0]


def _form(text: str) -> str:
    form = _DASHES.sub("-", _BULLETS.sub("", text))
    once = " ".join(_REFERENCE.sub(_printed, form).split())
    return once if once == text else _form(once)


@settings(max_examples=300, deadline=None)
@given(_texts)
@example("[IPG 075][NG - 5] in 12-NG7.1, ng8]")
def test_the_form_is_that_of_the_expressions(text: str) -> None:
    assert comparison_form(text) == _form(text)
