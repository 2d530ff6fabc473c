"""
Reading an unusual PDF in a process of its own, which can be stopped.

A PDF may be made to take hours or all memory inside one call of pdfium, or to
bring it down. In a process of its own it can do neither: time and (where the
system can) memory are limited, and whatever happens becomes a sentence.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys

from guidetrack.sources.pdf_pages import PdfError, read_pages
from guidetrack.sources.pdf_run import Page, Run

SECONDS = 30
MEMORY = 300_000_000
"""Bytes of addresses; the interpreter and pdfium take 40 million of them for themselves."""


def read_apart(content: bytes) -> tuple[Page, ...]:
    """
    Read the text of every page, as `read_pages` does, in another process.

    Raises:
        PdfError: as `read_pages`, or it takes too much time or memory.
    """
    command = [sys.executable, "-P", "-m", __spec__.name]
    try:
        done = subprocess.run(  # noqa: S603 - this module, by this interpreter
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise PdfError(
            f"reading it took more than {SECONDS} seconds, so it was stopped"
        ) from problem
    except OSError as problem:
        raise PdfError("it is an unusual PDF, and no process could be started for it") from problem
    if done.returncode:
        raise PdfError(
            "it is a PDF that takes more memory than any page of text, or breaks the reading"
        )
    answer = json.loads(done.stdout)
    if isinstance(answer, str):
        raise PdfError(answer)
    return tuple(Page(number, tuple(Run(*run) for run in runs)) for number, runs in answer)


def main() -> None:
    """Read the PDF on standard input; its runs, or the sentence why not, as JSON."""
    _limit_memory()
    try:
        pages = read_pages(sys.stdin.buffer.read())
    except PdfError as problem:
        json.dump(str(problem), sys.stdout)
        return
    plain = [
        (
            page.number,
            [(r.text, r.left, r.right, r.baseline, r.size, r.bold, r.spaced) for r in page.runs],
        )
        for page in pages
    ]
    json.dump(plain, sys.stdout)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
