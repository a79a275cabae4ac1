"""Files, folders and streams become documents; what cannot be used is told in its place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import ENGLISH, TEXT, only, reason, write
from sample import sample, sample_lines

from graphkit.errors import InputError
from graphkit.loader import load
from graphkit.model import Document, Extraction
from graphkit.readers import Reject, Settings, find, parse_article, parse_date, read
from graphkit.readers.encodings import MAX_CHARACTERS
from graphkit.stores import Store


class TestArticles:
    def test_a_bare_text_is_an_article_named_after_its_file(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "001.txt", TEXT)) == Document("001", TEXT, language="de")

    def test_a_header_gives_what_is_known_of_it(self, tmp_path: Path) -> None:
        header = "Titel: Der Abzug: ein Anfang\nQuelle: Blatt\nAutor: Wer\nDatum: 15. März 2016\n"
        header += "url: https://example.org/a\nid: x1\n"
        document = only(write(tmp_path / "a.txt", f"{header}\n{TEXT}\n"))
        published = date(2016, 3, 15)
        expected = Document(
            "x1",
            TEXT,
            "Der Abzug: ein Anfang",
            "Blatt",
            "https://example.org/a",
            published,
            "de",
            author="Wer",
        )
        assert document == expected

    def test_a_sidecar_gives_the_same_and_the_header_wins(self, tmp_path: Path) -> None:
        write(tmp_path / "a.yaml", "title: Beiblatt\nsource: Blatt\ndate: 2016-03-15\n")
        document = only(write(tmp_path / "a.txt", f"title: Kopf\n\n{TEXT}"))
        assert document == Document("a", TEXT, "Kopf", "Blatt", None, date(2016, 3, 15), "de")

    def test_a_first_line_with_a_colon_is_no_header(self, tmp_path: Path) -> None:
        text = f"Moskau: {TEXT}"
        assert only(write(tmp_path / "a.txt", text)).text == text  # type: ignore[union-attr]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_a_byte_order_mark_tells_the_encoding(self, tmp_path: Path, encoding: str) -> None:
        assert only(write(tmp_path / "a.txt", TEXT.encode(encoding))).text == TEXT  # type: ignore[union-attr]

    def test_a_named_encoding_is_used_where_a_file_is_not_utf8(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", TEXT.encode("windows-1252"))
        write(tmp_path / "b.txt", TEXT)
        assert [item.text for item in read([tmp_path], Settings(encoding="windows-1252"))] == [TEXT, TEXT]  # type: ignore[union-attr]

    def test_windows_lines_and_decomposed_umlauts_are_made_plain(self) -> None:
        document = parse_article("Der Pra\u0308sident\r\nkam an.".encode())
        assert document.text == "Der Präsident\nkam an."

    def test_the_same_text_without_a_name_has_the_same_id(self) -> None:
        first, second, other = (parse_article(text.encode()).id for text in (TEXT, TEXT, TEXT + " Mehr."))
        assert first == second != other

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"", "is empty"),
            (b"\n \n", "is empty"),
            (b"title: Nur ein Kopf\n", "has a header and no text"),
            (b"\x00\x01\x02\x03PNG", "is not text"),
            (b"%PDF-1.7 some", "is not text"),
            (b"<?xml version='1.0'?><note>Hallo</note>", "is XML, and neither"),
            (
                "Der Präsident".encode("latin-1"),
                "is not UTF-8 (byte 7), and its encoding is not certain: save it as UTF-8, or name its encoding",
            ),
            (b"date: 30.02.2016\n\nText.", "'30.02.2016' is no date: write it as 2016-03-15"),
            (b"title: A\nRessort: B\n\nText.", "line 2 of its header is none of title, source"),
            (ENGLISH.encode(), "is in English, and the pipeline reads German"),
            (b"language: en\n\nEin Satz.", "is in English"),
            ("Президент приказал вывести войска из страны.".encode(), "is in Russian"),
            (b"a" * (MAX_CHARACTERS + 1), "is longer than 1,000,000 characters"),
            (b"a" * 10_000_000, "is longer than 1,000,000 characters"),
        ],
    )
    def test_what_is_no_article_is_rejected_with_advice(
        self, tmp_path: Path, content: bytes, expected: str
    ) -> None:
        assert expected in reason(write(tmp_path / "a.txt", content))

    def test_a_header_can_overrule_the_guess_of_the_language(self) -> None:
        assert parse_article(f"language: de\n\n{ENGLISH}".encode()).text == ENGLISH

    def test_an_unknown_encoding_is_named(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", "Präsident".encode("latin-1"))
        assert "'utf-9' is no encoding" in reason(path, encoding="utf-9")

    @pytest.mark.parametrize("content", ["title: [", "- a", "Ressort: Wer", "\udce4"])
    def test_a_sidecar_that_is_none_rejects_its_article(self, tmp_path: Path, content: str) -> None:
        write(tmp_path / "a.yaml", content.encode(errors="surrogateescape"))
        assert "a.yaml" in reason(write(tmp_path / "a.txt", TEXT))

    @given(st.binary(max_size=300))
    def test_any_bytes_are_a_document_or_an_input_error(self, data: bytes) -> None:
        try:
            text = parse_article(data).text
        except InputError as error:
            text = str(error)
        assert text.strip()


class TestFolders:
    def test_a_folder_is_read_in_order_and_names_documents_by_their_path(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.txt", "sub/001.txt", "note.md", "table.xlsx", "sub/.txt"):
            write(tmp_path / name, TEXT)
        assert [item.id for item in read([tmp_path])] == ["a", "b", "note", "sub/001"]  # type: ignore[union-attr]

    def test_a_second_document_with_an_id_is_rejected(self, tmp_path: Path) -> None:
        first, second = write(tmp_path / "x/001.txt", TEXT), write(tmp_path / "y/001.txt", TEXT)
        document, rejected = read([first, second])
        assert isinstance(document, Document)
        assert rejected == Reject(
            str(second), f"its id '001' is taken by {first}: give it an 'id:' line of its own"
        )

    def test_a_path_given_twice_is_read_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", TEXT)
        assert len(list(read([path, str(path)]))) == 1

    def test_the_others_are_read_where_one_is_missing(self, tmp_path: Path) -> None:
        missing, document = read([tmp_path / "no.txt", write(tmp_path / "a.txt", TEXT)])
        assert missing == Reject(str(tmp_path / "no.txt"), "no such file or folder")
        assert isinstance(document, Document)

    def test_an_empty_folder_is_rejected(self, tmp_path: Path) -> None:
        assert reason(tmp_path).startswith("has nothing in it that graphkit reads")

    def test_a_name_that_no_file_can_have_is_rejected(self) -> None:
        with pytest.raises(InputError, match=r"cannot be read|no such file"):
            find("a\0b")


class TestLines:
    def test_what_extract_prints_is_read_back_without_the_text(self) -> None:
        items = list(read(["-"], stdin=io.BytesIO(sample_lines().encode())))
        assert items == sample()

    def test_lines_of_a_document_may_stand_apart_and_out_of_order(self) -> None:
        lines = sample_lines().splitlines(keepends=True)
        items = list(read(["-"], stdin=io.BytesIO("".join(reversed(lines)).encode())))
        assert sorted(items, key=lambda item: item.document.id) == sorted(  # type: ignore[union-attr]
            sample(), key=lambda extraction: extraction.document.id
        )

    def test_a_statement_given_twice_counts_once(self) -> None:
        (line, *_) = sample_lines().splitlines(keepends=True)
        (item,) = read(["-"], stdin=io.BytesIO((line + line).encode()))
        assert len(item.statements) == 1  # type: ignore[union-attr]

    def test_broken_lines_are_named_and_the_others_read(self, tmp_path: Path) -> None:
        good = sample_lines().splitlines()[0]
        bad_relation = json.dumps({**json.loads(good), "relation": "EATS"})
        no_subject = json.dumps({k: v for k, v in json.loads(good).items() if k != "subject"})
        bad_date = json.dumps({**json.loads(good), "article": {"published": "gestern"}})
        lines = [good, '{"id": 1', "[]", bad_relation, no_subject, "", bad_date, good[:-1] + '"']
        path = write(tmp_path / "s.jsonl", "\n".join(lines))
        *rejects, extraction = read([path])
        assert isinstance(extraction, Extraction)
        assert [(r.source.rpartition(" ")[2], r.reason.split(":")[0]) for r in rejects] == [  # type: ignore[union-attr]
            ("2", "is not a JSON object (column 9)"),
            ("3", "is not a JSON object"),
            ("4", "has an unknown relation 'EATS'"),
            ("5", "the statement has no 'subject'"),
            ("7", "'gestern' is no date"),
            ("8", f"is not a JSON object (column {len(good)})"),
        ]

    def test_a_line_may_hold_an_article(self, tmp_path: Path) -> None:
        rows = [
            {"id": "a", "text": TEXT, "title": "T", "date": "2016-03-15"},
            {"text": TEXT},
            {"id": "b", "text": ""},
        ]
        path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
        document, nameless, empty = read([path])
        assert document == Document("a", TEXT, "T", None, None, date(2016, 3, 15), "de")
        assert nameless == Document("a-2", TEXT, language="de")
        assert 'empty "text"' in str(empty)

    def test_an_empty_file_of_lines_is_rejected(self, tmp_path: Path) -> None:
        assert "is empty" in reason(write(tmp_path / "a.jsonl", ""))

    @given(st.lists(st.binary(max_size=60), max_size=5))
    def test_any_lines_end_in_items_or_rejects(self, lines: list[bytes]) -> None:
        for item in read(["-"], stdin=io.BytesIO(b"{\n" + b"\n".join(lines))):
            assert isinstance(item, (Document, Extraction, Reject))


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            "2016-03-15",
            "2016-03-15T18:00:00Z",
            "15.03.2016",
            "15. 3. 2016",
            "15.03.2016, 18:00 Uhr",
            "15. März 2016",
            "15 Mrz. 2016",
            "Dienstag, 15. März 2016 18:00",
            "Tue, 15 Mar 2016 00:30:00 +0100",
        ],
    )
    def test_a_day_is_read_as_people_write_it(self, text: str) -> None:
        assert parse_date(text) == date(2016, 3, 15)

    @pytest.mark.parametrize(
        "text", ["", "2016", "15.03.", "2016-02-30", "15. Foo 2016", "03/15/2016", "15.03.16"]
    )
    def test_anything_else_is_refused_with_an_example(self, text: str) -> None:
        with pytest.raises(InputError, match="write it as 2016-03-15"):
            parse_date(text)


def test_who_wrote_an_article_travels_with_its_statements_into_every_store(any_store: Store) -> None:
    said = sample()[0]
    told = Extraction(replace(said.document, author="Anna Muster, Bert Beispiel"), said.statements)
    lines = "\n".join(told.to_lines()).encode()
    (read_back,) = read(["-"], stdin=io.BytesIO(lines))
    assert read_back == told
    load([told], any_store)
    assert any_store.read("MATCH (d:Document) RETURN d.author").rows == [["Anna Muster, Bert Beispiel"]]
