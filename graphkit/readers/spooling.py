"""Streams: peeked at, put on disk where they must be moved about in, and guarded against what unpacks without end."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import shorten
from typing import BinaryIO, cast

from graphkit.errors import InputError
from graphkit.readers.items import Source

HEAD = 1 << 16
# the largest archives of the web that people unpack are far smaller
LARGEST_STREAM = 16 << 30
LARGEST_SPOOLED = 2 << 30
# what the standard library raises for a damaged archive, whatever the method of packing
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class _Stream(io.RawIOBase):
    """Bytes read one after the other, and how many these were."""

    def __init__(self) -> None:
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._next(len(view))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _next(self, most: int) -> bytes:
        raise NotImplementedError


class _Rewound(_Stream):
    """A stream with what was read of it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def _next(self, most: int) -> bytes:
        data = self._head[:most] or self._rest.read(most)
        self._head = self._head[len(data) :]
        return data


class _Guarded(_Stream):
    """What is unpacked from an archive: damage and endlessness are an InputError."""

    def __init__(self, inner: BinaryIO, most: int) -> None:
        super().__init__()
        self._inner, self._most = inner, most

    def _next(self, most: int) -> bytes:
        try:
            data = self._inner.read(most)
        except InputError:
            raise
        except DAMAGE as error:
            raise InputError(f"is damaged: {shorten(str(error), 100)}") from error
        if self._position + len(data) > self._most:
            raise InputError("unpacks to more than any archive of articles: it is not read")
        return data


def peeked(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The beginning of a stream, and the stream with the beginning still in it."""
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head, cast(BinaryIO, io.BufferedReader(_Rewound(head, stream)))


def guarded(stream: BinaryIO, most: int = LARGEST_STREAM) -> BinaryIO:
    """An unpacked stream, of which no more than `most` bytes are read."""
    return cast(BinaryIO, io.BufferedReader(_Guarded(stream, most)))


@contextmanager
def movable(source: Source) -> Iterator[BinaryIO]:
    """The source as a stream that can be moved about in: the file itself, else a copy on disk."""
    if source.is_file:
        with open(source.name, "rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(guarded(source.stream, LARGEST_SPOOLED), copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)
