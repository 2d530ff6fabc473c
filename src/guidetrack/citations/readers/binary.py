"""
What Office wrote before 2007, rich text and Outlook's messages: named, and never read.

No well-kept library reads them, and whoever holds one can save it in the new format. Rich
text looks like text, but its markup parts numbers and hides words: reading it as text
would miss citations without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.citations.packages import check_container
from guidetrack.citations.passage import Passage, UnscannableError

_CONTAINER = b"\xd0\xcf\x11\xe0"
_RICH = b"{\\rtf"
_HEAD = 64


def recognises(content: bytes, name: str) -> bool:
    """Whether it is such a container or rich text, whatever its name."""
    del name
    return content.startswith(_CONTAINER) or _is_rich(content)


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Say what it is and what to do.

    Raises:
        UnscannableError: always.
    """
    del name
    if _is_rich(content):
        raise UnscannableError("it is rich text (.rtf); save it as .docx")
    check_container(content)
    raise UnscannableError("it is an old Office file; save it as .docx, .xlsx or .pptx")


def _is_rich(content: bytes) -> bool:
    return content[:_HEAD].lstrip().startswith(_RICH)
