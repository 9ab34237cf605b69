"""The gzip members of a WARC file: where each begins and ends, and whether the last is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from isal import isal_zlib

_CHUNK = 256 * 1024  # bytes read, and unpacked, at a time
_GZIP = 31  # wbits: a gzip member's header and window, as zlib counts them


@dataclass(frozen=True, slots=True)
class Member:
    """A whole gzip member, bytes from the file's beginning."""

    offset: int
    length: int


def whole_members(file: IO[bytes], start: int = 0) -> Iterator[Member]:
    """The whole members from `start` on; ends where one is cut off or something else stands."""
    offset = start
    while length := _length(file, offset):
        yield Member(offset, length)
        offset += length


def _length(file: IO[bytes], offset: int) -> int:
    """How long the member at an offset is; 0 where there is no whole one."""
    file.seek(offset)
    inflater, packed, read = isal_zlib.decompressobj(_GZIP), b"", 0
    while not inflater.eof:
        if not packed:
            packed = file.read(_CHUNK)
            if not packed:
                return 0
            read += len(packed)
        try:
            inflater.decompress(packed, _CHUNK)  # bounded: a member may be a bomb
        except isal_zlib.error:  # type: ignore[misc] # its stub has an instance there
            return 0
        packed = inflater.unconsumed_tail
    return read - len(inflater.unused_data)
