"""
What a reader of the page sees of a text's characters.

Spaces that look alike are one space, and what nobody can see is dropped, so that
a record is written the same whichever tool saved the page. A ligature is the
letters it draws. Dashes, quotes and everything else that is visible stay as
published.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[ -~]*")


def clean(text: str) -> str:
    """Compose (NFC), drop invisible and control characters, and make every run of spaces one."""
    if not _PLAIN.fullmatch(text):
        visible = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).translate(_LIGATURES)
        text = unicodedata.normalize("NFC", visible)
    return " ".join(text.split())
