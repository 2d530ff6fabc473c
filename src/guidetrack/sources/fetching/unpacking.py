"""
Bodies as they arrive, unpacked piece by piece within a limit.

Only gzip is asked for and only gzip is undone here, by hand: the limit has to hold
for what comes out, before it comes out, and a packed body that ends early has to be
told from a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 65_536
_WITH_GZIP_HEADER = zlib.MAX_WBITS | 16

ACCEPTED = "gzip"
"""What to ask hosts for, as `Accept-Encoding`."""


class Unpacker:
    """Undoes the `Content-Encoding` of one body."""

    def __init__(self, encoding: str) -> None:
        """
        Begin a body.

        Raises:
            ValueError: the body is packed in a way that was not asked for.
        """
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise ValueError(name)
        self._packed = name in {"gzip", "x-gzip"}
        self._member = zlib.decompressobj(_WITH_GZIP_HEADER)
        self._begun = False

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        """
        Give what a chunk holds, in pieces of bounded size.

        Raises:
            zlib.error: the bytes are damaged.
        """
        if not self._packed:
            yield chunk
            return
        while chunk:
            self._begun = True
            if self._member.eof:
                self._member = zlib.decompressobj(_WITH_GZIP_HEADER)
            piece = self._member.decompress(chunk, _PIECE)
            chunk = self._member.unused_data or self._member.unconsumed_tail
            if piece:
                yield piece

    @property
    def is_complete(self) -> bool:
        """Whether the body may end here."""
        return not self._packed or not self._begun or self._member.eof
