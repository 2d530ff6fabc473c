"""
A shared drive of invented files, and beside it the text of each as a tool without readers needs it.

Kinds and sizes are those of an office: many short documents, some registers, a few
exports far larger than all else. Everything follows from the seed.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_WORDS = """
the patient was seen in clinic before a procedure under local anaesthetic with consent as
the policy of this invented hospital says follow up after some weeks on example ward and
the review date is set by the committee that approved it together with audit of outcomes
staff record every device used its batch and the name of whoever checked it
"""
_CITATIONS = (
    *("IPG9075", "IPG 9075", "interventional procedures guidance 9352", "HTG9046", "IPG9420"),
    *("https://www.nice.org.uk/guidance/ipg9188", "NICE IPG 9352", "TA9101"),
)
_DISTINCT = 40
"""Documents of the slow kinds that are really made; more are copies under other names."""


class Kind(NamedTuple):
    """One kind of file in the corpus."""

    suffix: str
    share: float
    """Of the bytes of the corpus."""
    size: int
    """Bytes of text in one file, about."""
    build: Callable[[list[str]], bytes]
    copied: bool = False


class Corpus(NamedTuple):
    """What was made."""

    files: Path
    text: Path
    """The bare text, a file for each."""
    count: int
    size: int
    """Bytes of the files."""
    text_size: int


def make_corpus(folder: Path, megabytes: int, seed: int) -> Corpus:
    """Write the files and their text below a folder."""
    maker = _Maker(random.Random(seed))
    files, text = folder / "files", folder / "text"
    count = size = text_size = 0
    for kind in KINDS:
        made: list[tuple[bytes, bytes]] = []
        left = kind.share * megabytes * 1_000_000
        number = 0
        while left > 0:
            if kind.copied and len(made) == _DISTINCT:
                content, bare = made[number % _DISTINCT]
            else:
                lines = maker.lines(min(kind.size, max(20_000, int(left))))
                content, bare = kind.build(lines), "\n".join(lines).encode()
                if kind.copied:
                    made.append((content, bare))
            name = f"{kind.suffix}/{number % 20:02}/document-{number:05}.{kind.suffix}"
            _write(files / name, content)
            _write(text / f"{name}.txt", bare)
            number, left = number + 1, left - len(content)
            count, size, text_size = count + 1, size + len(content), text_size + len(bare)
    return Corpus(files, text, count, size, text_size)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


class _Maker:
    """Lines of invented text, some of them with a citation."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._plain = [self._line() for _ in range(4_000)]
        self._citing = [self._line(dice.choice(_CITATIONS)) for _ in range(400)]

    def lines(self, size: int) -> list[str]:
        """Paragraphs of some lines, half of the files citing, and there one line in fifty."""
        cites = self._dice.random() < 0.5
        lines: list[str] = []
        length = 0
        while length < size:
            some = self._dice.sample(self._plain, 7)
            if cites and self._dice.random() < 0.15:
                some[3] = self._dice.choice(self._citing)
            lines += [*some, ""]
            length += sum(map(len, some)) + 8
        return lines

    def _line(self, citation: str | None = None) -> str:
        words = self._dice.choices(_WORDS.split(), k=14)
        if self._dice.random() < 0.3:
            words[5] = str(self._dice.randrange(1, 4_000))
        if citation:
            words[9] = citation
        return " ".join(words)


def _text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def _csv(lines: list[str]) -> bytes:
    rows = (
        f'{number},2026-01-{number % 28 + 1:02},"{line}",Ward {number % 9}'
        for number, line in enumerate(filter(None, lines), start=1)
    )
    return "\n".join(("Number,Date,Note,Place", *rows)).encode()


def _sql(lines: list[str]) -> bytes:
    rows = (
        f"INSERT INTO notes (id, day, note) VALUES ({number}, '2026-01-14', '{line}');"  # noqa: S608
        for number, line in enumerate(filter(None, lines), start=1)
    )
    return "\n".join(rows).encode()


def _html(lines: list[str]) -> bytes:
    body = "".join(f"<p class='body'>{escape(line)}</p>\n" for line in lines if line)
    return f"<!doctype html><html><body><h1>Example</h1>{body}</body></html>".encode()


def _eml(lines: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Invented minutes"
    message["From"] = "somebody@example.org"
    message.set_content("\n".join(lines))
    return bytes(message)


def _docx(lines: list[str]) -> bytes:
    """A real document whose body is put in as markup, since the library takes a second for it."""
    template = io.BytesIO()
    docx.Document().save(template)
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines if line)
    output = io.BytesIO()
    with (
        zipfile.ZipFile(template) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + body.encode())
            new.writestr(part.filename, content)
    return output.getvalue()


def _xlsx(lines: list[str]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(["Number", "Day", "Note", "Place"])
    for number, line in enumerate(filter(None, lines), start=1):
        sheet.append([number, "2026-01-14", line, f"Ward {number % 9}"])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _pdf(lines: list[str]) -> bytes:
    rl_config.useA85 = 0  # as office programs pack their pages
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1)
    for start in range(0, len(lines), 50):
        text = canvas.beginText(40, 800)
        text.setFont("Helvetica", 8)
        text.textLines(lines[start : start + 50])
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


KINDS = (
    Kind("txt", 0.20, 60_000, _text),
    Kind("csv", 0.16, 150_000, _csv),
    Kind("sql", 0.14, 120_000, _sql),
    Kind("html", 0.10, 50_000, _html),
    Kind("eml", 0.06, 30_000, _eml),
    Kind("docx", 0.06, 60_000, _docx, copied=True),
    Kind("xlsx", 0.03, 120_000, _xlsx, copied=True),
    Kind("pdf", 0.05, 40_000, _pdf, copied=True),
    Kind("log", 0.20, 200_000_000, _text),
)
"""What the corpus is made of, by bytes; the last is one export far larger than all else."""
