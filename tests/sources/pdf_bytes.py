"""Builds PDF files object by object: what no honest writer would write."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
GREETING = b"BT /F 12 Tf 72 700 Td (Invented guidance says hello.) Tj ET\n"


def build(objects: Mapping[int, bytes]) -> bytes:
    """A file of the objects; number 1 is its catalogue."""
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(size)
    )
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n" % size + table + trailer


def stream(content: bytes, entries: bytes = b"", *, times: int = 1) -> bytes:
    """A stream packed so many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * times) if times else b""
    head = b"<</Length %d%s%s>>\nstream\n" % (len(content), entries, filters)
    return head + content + b"\nendstream"


def one_page(  # noqa: PLR0913 - the places where a file can be made strange
    content: bytes,
    *,
    more: Mapping[int, bytes] | None = None,
    resources: bytes = b"",
    contents: bytes = b"5 0 R",
    page: bytes = b"",
    kids: bytes = b"3 0 R",
    count: int = 1,
    catalogue: bytes = b"",
    box: bytes = b"0 0 595 842",
) -> bytes:
    """A file of one page that draws the stream given, number 5."""
    return build(
        {
            1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<</Font<</F 4 0 R>>%s>>"
            b"/Contents %s%s>>" % (box, resources, contents, page),
            4: FONT,
            5: content,
            **(more or {}),
        }
    )


def forms_in_forms(depth: int, width: int) -> bytes:
    """A page that draws a form so many times, which draws one so many times, and so on."""
    forms = {
        20 + level: stream(
            GREETING if level == depth - 1 else b"/X Do " * width,
            b"/Type/XObject/Subtype/Form/BBox[0 0 999 999]/Resources"
            b"<</Font<</F 4 0 R>>/XObject<</X %d 0 R>>>>" % (21 + level),
        )
        for level in range(depth)
    }
    return one_page(stream(b"/X Do"), more=forms, resources=b"/XObject<</X 20 0 R>>")
