"""
Findings, however many: gathered once, read as often as needed, and never all in memory.

A scan of a whole trust may find a million citations. They are kept packed, and beyond
some megabytes in a file of the system's temporary folder that has no name where the
system can do that, and ends with this object.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import msgspec

from guidetrack.citations.findings import Finding

_IN_MEMORY = 16_000_000
"""Bytes."""
_BLOCK = 500
"""Findings that are packed together."""


class Findings(Sequence[Finding]):
    """Findings in the order in which they were added; any thread may read them."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - kept
        weakref.finalize(self, self._file.close)
        self._blocks: list[tuple[int, int]] = []
        """Where each full block lies in the file, and how long it is."""
        self._last: list[Finding] = []
        """Those that fill no block yet."""
        self._lock = threading.Lock()
        self._decoder = msgspec.msgpack.Decoder(list[Finding])
        for each in findings:
            self.add(each)

    def add(self, finding: Finding) -> None:
        """Put one more behind the others."""
        self._last.append(finding)
        if len(self._last) == _BLOCK:
            packed = msgspec.msgpack.encode(self._last)
            with self._lock:
                start = self._file.seek(0, 2)
                self._file.write(packed)
            self._blocks.append((start, len(packed)))
            self._last = []

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._last)

    def __iter__(self) -> Iterator[Finding]:
        for block in range(len(self._blocks)):
            yield from self._block(block)
        yield from self._last

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"there are {len(self):,} findings, and none at {index}")
        block, within = divmod(at, _BLOCK)
        return (self._block(block) if block < len(self._blocks) else self._last)[within]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment] # it grows

    def _block(self, block: int) -> list[Finding]:
        start, length = self._blocks[block]
        with self._lock:
            self._file.seek(start)
            packed = self._file.read(length)
        return self._decoder.decode(packed)
