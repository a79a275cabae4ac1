"""Archives -> what is packed in them: gz, zip, tar, and the pages of a WARC."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from textwrap import shorten
from typing import TYPE_CHECKING, BinaryIO, cast

from graphkit.errors import InputError
from graphkit.readers.encodings import too_long
from graphkit.readers.items import Reject, Settings, Source
from graphkit.readers.naming import is_readable, stem_of, without_gz
from graphkit.readers.pages import MAX_PAGE
from graphkit.readers.spooling import DAMAGE, guarded, movable, peeked

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

DEEPEST = 3  # archives in archives in archives
_OFFICE = ("[Content_Types].xml", "mimetype")  # the first member of .docx and .odt files
_HTML = ("text/html", "application/xhtml+xml")
_OF_MACOS = "__MACOSX"

Members = Iterator[Source | Reject]


def open_gz(source: Source, settings: Settings) -> Members:
    """The one thing that is packed."""
    inner = without_gz(source.name)
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=source.stream, mode="rb"))
    yield _member(source, unpacked, source.name, suffix=PurePosixPath(inner).suffix.lower(), id=source.id)


def open_zip(source: Source, settings: Settings) -> Members:
    """The members, sorted by name."""
    with movable(source) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGE as error:
            raise InputError(f"is no zip archive, or a damaged one: {error}") from error
        with archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            if any(info.filename in _OFFICE for info in infos):
                raise InputError("is a document of an office program: save it as plain text (*.txt)")
            for info in infos:
                if not info.is_dir():
                    yield from _zip_member(source, archive, info)


def open_tar(source: Source, settings: Settings) -> Members:
    """The members in the archive's own order, in which alone they can be read without unpacking it all."""
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for info in archive:
                file = archive.extractfile(info) if info.isfile() else None
                if file:
                    yield from _named_member(source, cast(BinaryIO, file), info.name)
    except tarfile.TarError as error:
        raise InputError(f"is no tar archive, or a damaged one: {error}") from error


def open_warc(source: Source, settings: Settings) -> Members:
    """The pages that were fetched with success; the day of fetching is not that of publication."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError("WARC needs FastWARC: pip install 'graphkit[warc]'") from error
    try:
        for record in ArchiveIterator(source.stream, WarcRecordType.response, parse_http=False):
            address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            yield from _page(source, record, f"{source.name}!{address}", address)
    except DAMAGE as error:
        raise InputError(f"is no WARC, or a damaged one: {_short(error)}") from error


def _page(source: Source, record: WarcRecord, where: str, address: str) -> Members:
    announced = record.content_length
    if announced > MAX_PAGE:
        yield Reject(where, str(too_long()))
        return
    record.freeze()
    if record.content_length < announced:
        yield Reject(where, "breaks off: get the whole of the WARC")
        return
    whole = io.BytesIO()
    record.write(whole)
    answer, page = _answer(whole.getvalue())
    if answer.is_http and answer.http_headers.status_code == 200 and _is_html(answer):
        member = _member(source, io.BytesIO(page), where, suffix=".html", id=address)
        known = {"url": address, "charset": answer.http_charset}
        yield replace(member, known=known) if isinstance(member, Source) else member


def _answer(record: bytes) -> tuple[WarcRecord, bytes]:
    """What a server answered: the head, and the page, unpacked unless whoever fetched it has done so."""
    from fastwarc.warc import WarcRecord

    answer = WarcRecord.from_bytes(record)
    try:
        answer.parse_http(auto_decode="all")
        return answer, answer.reader.read()
    except DAMAGE:
        answer = WarcRecord.from_bytes(record)
        answer.parse_http()
        return answer, answer.reader.read()


def _is_html(answer: WarcRecord) -> bool:
    return (answer.http_content_type or "").lower() in _HTML


def _zip_member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Members:
    if info.flag_bits & 1:
        yield Reject(f"{source.name}!{info.filename}", "is encrypted: unpack it with its password first")
        return
    try:
        member = archive.open(info)
    except DAMAGE as error:
        yield Reject(f"{source.name}!{info.filename}", f"is damaged: {_short(error)}")
        return
    with member:
        yield from _named_member(source, cast(BinaryIO, member), info.filename)


def _named_member(source: Source, stream: BinaryIO, name: str) -> Members:
    """A member by its name, which becomes part of its document's id; what is no article's name is passed over."""
    path = PurePosixPath(name)
    if path.parts and path.parts[0] != _OF_MACOS and not path.name.startswith(".") and is_readable(name):
        inside = stem_of(path).as_posix().lstrip("./")
        id = f"{source.id}/{inside}" if source.id else inside
        yield _member(source, stream, f"{source.name}!{name}", suffix=path.suffix.lower(), id=id)


def _member(source: Source, stream: BinaryIO, name: str, *, suffix: str, id: str | None) -> Source | Reject:
    if source.depth == DEEPEST:
        return Reject(name, "is an archive in an archive in an archive: unpack it first")
    try:
        head, whole = peeked(guarded(stream))
    except InputError as error:
        return Reject(name, str(error))
    return Source(whole, name, head, id, suffix, depth=source.depth + 1)


def _short(error: Exception) -> str:
    return shorten(str(error), 100)
