"""
What a run has to put aside until it is written, without holding all of it in memory.

A first snapshot takes thousands of documents and cannot write the first before the last
is read, because two of them may contradict each other. So what was made of each waits in a
temporary file that nobody else sees and that is gone with the run; of a small run nothing
ever leaves memory.
"""

from __future__ import annotations

import pickle
import weakref
import zlib
from functools import cached_property
from typing import IO, Any, Generic, Protocol, TypeVar, cast

_KEPT = 64
"""Things kept as they are; packing and unpacking so few would cost more than they take."""
_IN_MEMORY = 8_000_000
"""Bytes of packed things below which no file is made."""

T_co = TypeVar("T_co", covariant=True)
_T = TypeVar("_T")


class Put(Protocol[T_co]):
    """Something put aside."""

    def take(self) -> T_co:
        """Give it as it was; it stays where it is."""
        ...


class Shelf:
    """Things put aside; the file goes when neither this nor any of them is held any more."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._left = kept
        self._end = 0

    def put(self, thing: _T) -> Put[_T]:
        """Put something aside."""
        if self._left > 0:
            self._left -= 1
            return _Kept(thing)
        return self.put_packed(pack(thing))

    def put_packed(self, packed: bytes) -> Put[Any]:
        """Put aside what `pack` has packed, perhaps in another process."""
        self._file.seek(self._end)
        self._file.write(packed)
        put: Put[Any] = _Shelved(self, self._end, len(packed))
        self._end += len(packed)
        return put

    @cached_property
    def _file(self) -> IO[bytes]:
        import tempfile  # noqa: PLC0415 - most runs have so little that they need none

        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        weakref.finalize(self, file.close)
        return cast("IO[bytes]", file)

    def read(self, start: int, size: int) -> bytes:
        """The bytes of a packed thing."""
        self._file.seek(start)
        return self._file.read(size)


class _Kept(Generic[_T]):
    """Something that is held as it is."""

    __slots__ = ("_thing",)

    def __init__(self, thing: _T) -> None:
        self._thing = thing

    def take(self) -> _T:
        return self._thing


class _Shelved:
    """Something that lies packed on a shelf."""

    __slots__ = ("_shelf", "_size", "_start")

    def __init__(self, shelf: Shelf, start: int, size: int) -> None:
        self._shelf = shelf
        self._start = start
        self._size = size

    def take(self) -> Any:
        return unpack(self._shelf.read(self._start, self._size))


def pack(thing: object) -> bytes:
    """The bytes of a thing, for a shelf or another process; they are never kept."""
    return zlib.compress(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> Any:
    """The thing that `pack` packed."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed by this very run
