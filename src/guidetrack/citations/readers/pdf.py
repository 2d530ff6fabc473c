"""
PDF: "page 2", and "link" for the addresses behind its words.

Running heads and footers are read too, since a policy cites there what it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidetrack.citations.passage import Passage, UnscannableError

_HEAD = b"%PDF-"
_HEAD_WITHIN = 1_024
_ADDRESS = re.compile(rb"/URI\s*\(([^()\r\n]{1,500})\)")


def recognises(content: bytes, name: str) -> bool:
    """Whether it begins as a PDF, whatever its name."""
    return _HEAD in content[:_HEAD_WITHIN] or name.lower().endswith(".pdf")


def read(content: bytes, name: str) -> Iterator[Passage]:
    """
    Cut a PDF into its pages; an unusual one is read in a process that can be stopped.

    Raises:
        UnscannableError: it is damaged, protected, without text, or takes too much.
    """
    from guidetrack.sources.pdf_effort import is_plain  # noqa: PLC0415 - loaded only for PDF
    from guidetrack.sources.pdf_lines import find_lines  # noqa: PLC0415
    from guidetrack.sources.pdf_pages import PdfError, read_pages  # noqa: PLC0415
    from guidetrack.sources.pdf_process import read_apart  # noqa: PLC0415

    del name
    try:
        pages = read_pages(content) if is_plain(content) else read_apart(content)
    except PdfError as problem:
        raise UnscannableError(str(problem)) from problem
    for page in pages:
        lines = (line.printed for line in find_lines(page))
        yield Passage(f"page {page.number}", "\n".join(lines))
    for address in dict.fromkeys(_ADDRESS.findall(content)):
        yield Passage("link", address.decode("latin-1"))
