"""
What Office wrote before 2007 and Outlook's messages: named, and never read.

No well-kept library reads them, and whoever holds one can save it in the new format.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidetrack.citations.packages import check_container
from guidetrack.citations.passage import Passage, UnscannableError

_CONTAINER = b"\xd0\xcf\x11\xe0"


def recognises(content: bytes, name: str) -> bool:
    """Whether it is such a container, whatever its name."""
    del name
    return content.startswith(_CONTAINER)


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Say what it is and what to do.

    Raises:
        UnscannableError: always.
    """
    del name
    check_container(content)
    raise UnscannableError("it is an old Office file; save it as .docx, .xlsx or .pptx")
