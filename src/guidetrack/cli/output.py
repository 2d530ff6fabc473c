"""
Data to stdout, talk to stderr, and nothing that a console could choke on.

A console that cannot show a character gets a question mark, never a traceback. JSON
goes out with escapes instead, so that it stays the same data in every encoding.
Colour is added on a terminal only, on top of text that says everything without it.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from guidetrack.cli.exits import ReaderGoneError

if TYPE_CHECKING:
    import msgspec

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


_SHOWN = 20
_PORTION = 65_536
"""Characters."""


def name_some(names: Sequence[str]) -> str:
    """The names, or the first of them where there are many; `--json` has them all."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"


def in_portions(pieces: Iterable[str]) -> Iterator[str]:
    """Join pieces to portions worth writing at once; a million findings come in pieces."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _PORTION:
            yield "".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting)


def write_answer(answer: msgspec.Struct, form: str, lines: Iterable[str]) -> None:
    """Write an answer as JSON with its version, or the lines that say it."""
    if form == "json":
        from guidetrack.events.plain import encode, plain_with_version  # noqa: PLC0415

        write_json(encode(plain_with_version(answer), indent=2) + "\n")
    else:
        from guidetrack.events.reading import safe  # noqa: PLC0415

        write_text(safe("\n".join(lines) + "\n"))


def write_text(text: str) -> None:
    """Write text for people; on a terminal that takes colour, with colour."""
    if _takes_colour(sys.stdout):
        _write_coloured(text)
    else:
        _write(_fitting(text, sys.stdout))


def write_json(content: str | bytes) -> None:
    """Write JSON, text or UTF-8; to a stream that is not Unicode, escapes for all beyond ASCII."""
    if isinstance(content, bytes) and _is_utf8(sys.stdout):
        _write_bytes(content)
        return
    text = content.decode() if isinstance(content, bytes) else content
    if not _is_unicode(sys.stdout):
        text = _BEYOND_ASCII.sub(_escape, text)
    _write(text)


def write_file(text: str) -> None:
    """Write a format that is a file of its own: UTF-8, unless a terminal shows it."""
    if sys.stdout.isatty() or _is_unicode(sys.stdout) or not hasattr(sys.stdout, "buffer"):
        _write(_fitting(text, sys.stdout))
        return
    _write_bytes(text.encode("utf-8", "replace"))


def tell(message: str) -> None:
    """Say something on stderr."""
    shown = _STEERING.sub("\ufffd", message)
    sys.stderr.write(_fitting(shown, sys.stderr) + "\n")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError as gone:
        raise ReaderGoneError from gone
    _flush()


def _write_bytes(content: bytes) -> None:
    _flush()
    try:
        sys.stdout.buffer.write(content)
    except BrokenPipeError as gone:
        raise ReaderGoneError from gone
    _flush()


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError as gone:
        raise ReaderGoneError from gone


def _fitting(text: str, stream: TextIO) -> str:
    """Leave only what the encoding of the stream can carry."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _is_unicode(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding or "utf-8").name.startswith("utf")


def _is_utf8(stream: TextIO) -> bool:
    return hasattr(stream, "buffer") and codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)


def _takes_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write_coloured(text: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
    from rich.text import Text  # noqa: PLC0415

    shown = Text(_fitting(text, sys.stdout).rstrip("\n"))
    shown.highlight_regex(r"(?m)^\S.*$", "bold")
    shown.highlight_regex(r"(?m)^  Act:.*$", "bold red")
    shown.highlight_regex(r"(?m)^  (Review|Re-reference):.*$", "yellow")
    shown.highlight_regex(r"(?s)\[-.+?-\]", "red")
    shown.highlight_regex(r"(?s)\{\+.+?\+\}", "green")
    try:
        Console(file=sys.stdout, highlight=False).print(shown, soft_wrap=True)
    except BrokenPipeError as gone:
        raise ReaderGoneError from gone
    _flush()
