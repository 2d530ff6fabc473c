"""
Text without what a reader does not see: marks of emphasis, tags, and line ends within words.

`IPG**75**` in Markdown, `IPG<b>75</b>` in a text field, `IPG&nbsp;75` in an export and
"inter-(line end)ventional" in a PDF are one citation to whoever reads them. What is found
in the folded text is told where it stands in the text as written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_TAG = r"</?(?:b|i|u|em|strong|span|font|sup|sub|code|mark)\s{0,3}/?>"
_SPACE = r"&(?:nbsp|\#160|\#xa0|thinsp|ensp|emsp);"
_DASH = r"&(?:ndash|mdash|\#8211|\#8212|\#x2013|\#8209);"
_LETTERED = re.compile(rf"{_TAG}|&(?:shy|zwnj|\#173);|{_SPACE}|{_DASH}", re.IGNORECASE)
"""What is left out or stands for one character, and has letters or digits itself."""
_FOLDED = re.compile(
    rf"(?P<space>{_SPACE})|(?P<dash>{_DASH})|(?P<none>{_TAG}|&(?:shy|zwnj|\#173);|\*\*\*?"
    r"|(?<=\w)[*`](?=\s)|(?<=\s)[*`](?=\w)|(?<=(?-i:[a-z]))-\n(?=(?-i:[a-z]))"
    r"|(?<=\n)[ \t]{0,8}>[> \t]{0,16})",
    re.IGNORECASE,
)
_HINTS = ("*", "`", "<", ">", "&", "-\n")


class Folded(NamedTuple):
    """A folded text that knows where its characters came from."""

    text: str
    starts: tuple[int, ...] = ()
    """Offsets in the folded text from which on ..."""
    shifts: tuple[int, ...] = ()
    """... so many more characters precede in the text as written."""

    def original(self, offset: int) -> int:
        """Where a character of the folded text stands in the text as written."""
        at = bisect_right(self.starts, offset) - 1
        return offset if at < 0 else offset + self.shifts[at]


def fold(text: str) -> Folded:
    """Leave out what nobody sees."""
    if is_plain(text):
        return Folded(text)
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = end = 0
    for match in _FOLDED.finditer(text):
        kept = text[end : match.start()] + {"space": " ", "dash": "\u2013"}.get(
            match.lastgroup or "", ""
        )
        parts.append(kept)
        length += len(kept)
        end = match.end()
        starts.append(length)
        shifts.append(end - length)
    parts.append(text[end:])
    return Folded("".join(parts), tuple(starts), tuple(shifts))


def is_plain(text: str) -> bool:
    """Whether nothing in the text can be left out."""
    return not any(each in text for each in _HINTS)


def drop_lettered(text: str) -> str:
    """Leave out tags and entities, for whoever looks at letters and digits alone."""
    return _LETTERED.sub(" ", text) if "<" in text or "&" in text else text
