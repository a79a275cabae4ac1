"""What is packed is read as what it is, under a name that tells where it stands."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import MORE, TEXT, document, page, reason, warc_record, write

from graphkit.model import Document
from graphkit.readers import Item, Reject, archives, read, spooling


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def texts(items: list[Item]) -> dict[str, str]:
    return {item.id: item.text for item in items if isinstance(item, Document)}


MEMBERS = {
    "b/zwei.html": page(f"<p>{MORE}</p>").encode(),
    "b/eins.txt": TEXT.encode(),
    "bild.png": b"\x89PNG",
    "__MACOSX/b/._eins.txt": b"\0\0",
    "b/.versteckt.txt": b"x",
}


class TestZip:
    def test_members_are_read_sorted_by_name_and_named_after_the_archive(self, tmp_path: Path) -> None:
        items = list(read([write(tmp_path / "blatt.zip", zipped(MEMBERS))]))
        assert texts(items) == {"blatt/b/eins": TEXT, "blatt/b/zwei": MORE}
        assert list(texts(items)) == ["blatt/b/eins", "blatt/b/zwei"]

    def test_an_archive_is_known_by_its_beginning(self) -> None:
        items = list(read(["-"], stdin=io.BytesIO(zipped(MEMBERS))))
        assert texts(items) == {"b/eins": TEXT, "b/zwei": MORE}

    def test_a_bad_member_is_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.zip", zipped({"a.txt": b"", "b.txt": TEXT.encode()}))
        rejected, found = read([path])
        assert rejected == Reject(f"{path}!a.txt", "is empty: there is nothing to read")
        assert isinstance(found, Document)

    def test_archives_in_archives_are_read_but_not_without_end(self, tmp_path: Path) -> None:
        inner = zipped({"a.txt": TEXT.encode()})
        assert document(write(tmp_path / "z.zip", zipped({"i.zip": inner}))).id == "z/i/a"
        for _ in range(archives.DEEPEST):
            inner = zipped({"i.zip": inner})
        assert "archive in an archive in an archive" in reason(write(tmp_path / "tief.zip", inner))

    def test_an_encrypted_member_is_rejected(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.txt": TEXT.encode()}))
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(signature) + offset] |= 1
        path = write(tmp_path / "a.zip", bytes(data))
        assert "is encrypted: unpack it with its password first" in reason(path)

    def test_what_unpacks_without_end_is_rejected(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bomb = zipped({"a.jsonl": b"\n" * 3_000_000, "b.txt": b"\n" * 5_000_000, "c.txt": TEXT.encode()})
        path = write(tmp_path / "a.zip", bomb)
        monkeypatch.setattr(spooling.guarded, "__defaults__", (2_000_000,))
        rejects = list(read([path]))
        assert [str(item).partition("!")[2][:28] for item in rejects[:2]] == [
            "a.jsonl: unpacks to more tha",
            "b.txt: unpacks to more than ",
        ]
        assert texts(rejects) == {"a/c": TEXT}

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (zipped(MEMBERS)[:-40], "is no zip archive, or a damaged one"),
            (zipped({}), "has nothing in it that graphkit reads"),
            (zipped({"bild.png": b"x"}), "has nothing in it that graphkit reads"),
            (zipped({"[Content_Types].xml": b"<x/>"}), "is a document of an office program"),
        ],
    )
    def test_an_archive_without_articles_is_rejected(
        self, tmp_path: Path, data: bytes, expected: str
    ) -> None:
        assert expected in reason(write(tmp_path / "a.zip", data))

    def test_a_damaged_member_is_rejected_and_the_others_are_read(self, tmp_path: Path) -> None:
        data = bytearray(zipped({"a.txt": TEXT.encode() * 3, "b.txt": MORE.encode()}))
        data[60] ^= 0xFF
        rejected, found = read([write(tmp_path / "a.zip", bytes(data))])
        assert "is damaged" in str(rejected)
        assert isinstance(found, Document)


class TestTarAndGz:
    @pytest.mark.parametrize(("name", "mode"), [("a.tar", "w"), ("a.tgz", "w:gz"), ("a.tar.gz", "w:gz")])
    def test_tar_archives_are_read(self, tmp_path: Path, name: str, mode: str) -> None:
        items = list(read([write(tmp_path / name, tarred(MEMBERS, mode))]))
        assert texts(items) == {"a/b/zwei": MORE, "a/b/eins": TEXT}

    @pytest.mark.parametrize("source", ["a.txt.gz", "."])
    def test_a_packed_article_is_named_like_one_that_is_not(self, tmp_path: Path, source: str) -> None:
        write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))
        assert document(tmp_path / source) == Document("a", TEXT, language="de")

    @pytest.mark.parametrize("cut", [20, 60])
    def test_a_packed_article_that_breaks_off_is_rejected(self, tmp_path: Path, cut: int) -> None:
        assert "is damaged" in reason(write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())[:cut]))

    def test_packed_lines_that_break_off_are_read_up_to_there(self, tmp_path: Path) -> None:
        lines = b"".join(
            b'{"id": "%d", "text": "%s"}\n' % (n, bytes(str(n), "ascii") * 99) for n in range(3000)
        )
        packed = gzip.compress(lines)
        *found, rejected = read([write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])])
        assert len(found) > 100
        assert "is damaged" in str(rejected)

    def test_a_damaged_tar_is_rejected(self, tmp_path: Path) -> None:
        *_, last = read([write(tmp_path / "a.tar", tarred(MEMBERS)[:700])])
        assert isinstance(last, Reject)


class TestWarc:
    def test_pages_fetched_with_success_are_read(self, tmp_path: Path) -> None:
        pages = {n: page(f"<p>{text}</p>").encode() for n, text in enumerate((TEXT, MORE))}
        data = b"".join(
            (
                warc_record("https://example.org/0", pages[0]),
                warc_record("https://example.org/weg", b"weg", status="404 Not Found"),
                warc_record("https://example.org/bild", b"x", type="image/png"),
                warc_record(
                    "https://example.org/1", pages[1].replace(b"utf-8", b"x"), type="text/html;charset=utf-8"
                ),
            )
        )
        for name, packed in (("a.warc", data), ("b.warc.gz", gzip.compress(data))):
            items = list(read([write(tmp_path / name, packed)]))
            assert texts(items) == {"https://example.org/0": TEXT, "https://example.org/1": MORE}
            assert items[0].url == "https://example.org/0"  # type: ignore[union-attr]
            # when it was fetched says nothing about when it was published
            assert items[0].published is None  # type: ignore[union-attr]

    def test_a_page_in_an_encoding_of_transfer_is_unpacked_unless_it_is_already(self, tmp_path: Path) -> None:
        body, type = page(f"<p>{TEXT}</p>").encode(), "text/html\r\nContent-Encoding: gzip"
        records = [
            warc_record("http://x/1", gzip.compress(body), type=type),
            warc_record("http://x/2", body, type=type),
        ]
        found = read([write(tmp_path / "a.warc", b"".join(records))])
        assert texts(list(found)) == {"http://x/1": TEXT, "http://x/2": TEXT}

    def test_a_record_that_breaks_off_is_rejected(self, tmp_path: Path) -> None:
        data = warc_record("http://x/1", page(f"<p>{TEXT}</p>").encode())
        data += warc_record("http://x/2", page(f"<p>{TEXT}</p>").encode())[:-60]
        found, rejected = read([write(tmp_path / "a.warc", data)])
        assert isinstance(found, Document)
        assert "http://x/2: breaks off" in str(rejected)

    @pytest.mark.parametrize(
        "data", [b"WARC/1.0\r\nfoo", b"WARC/", b"WARC/1.0\r\nContent-Length: -5\r\n\r\nxxx"]
    )
    def test_what_is_none_is_rejected(self, tmp_path: Path, data: bytes) -> None:
        assert reason(write(tmp_path / "a.warc", data))


BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"<rss>",
    b"<html>",
    b"---\na: b\n---\n",
    b"{",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfet\0e\0x\0t\0\n\0",
)


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes_end_in_documents_or_rejects(beginning: bytes, rest: bytes) -> None:
    for item in read(["-"], stdin=io.BytesIO(beginning + rest)):
        assert isinstance(item, (Document, Reject))
        assert "\n" not in str(item) or isinstance(item, Document)


@given(st.integers(0, 400), st.integers(1, 255), st.sampled_from(["zip", "gz", "tar", "warc"]))
def test_a_flipped_byte_in_an_archive_crashes_nothing(position: int, change: int, kind: str) -> None:
    packed = {
        "zip": zipped({"a.txt": TEXT.encode()}),
        "gz": gzip.compress(TEXT.encode(), mtime=0),
        "tar": tarred({"a.txt": TEXT.encode()}),
        "warc": warc_record("http://x/1", page(f"<p>{TEXT}</p>").encode()),
    }
    data = bytearray(packed[kind])
    data[position % len(data)] ^= change
    for item in read(["-"], stdin=io.BytesIO(bytes(data))):
        assert not isinstance(item, tuple)
