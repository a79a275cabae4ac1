"""Rows of CSV, Parquet and JSON Lines become documents, by columns that are named or have obvious names."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import ENGLISH, MORE, TEXT, document, reason, write

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.readers import Reject, Settings, read
from graphkit.readers.columns import columns_of
from graphkit.readers.encodings import MAX_CHARACTERS

HEADER = "Schlagzeile;Datum;Text;Zeitung;Autor;Link"
ROW = f"Der Abzug;15.03.2016;{TEXT};Blatt;Anna Muster;https://example.org/1"
EXPECTED = Document(
    "a-2", TEXT, "Der Abzug", "Blatt", "https://example.org/1", date(2016, 3, 15), "de", author="Anna Muster"
)


def cells(*values: str, delimiter: str = ",") -> str:
    return delimiter.join(f'"{value}"' for value in values)


class TestCsv:
    def test_obvious_names_are_taken_and_said(self, tmp_path: Path) -> None:
        settings = Settings()
        assert list(read([write(tmp_path / "a.csv", f"{HEADER}\n{ROW}\n")], settings)) == [EXPECTED]
        (told,) = settings.remarks.lines()
        assert told.startswith(
            "1 table: text from 'Text', title from 'Schlagzeile', date from 'Datum', source"
        )

    def test_columns_are_taken_as_they_are_named(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", f"text,a,b\nnichts,{cells(TEXT, 'x1')}\n")
        settings = Settings(fields={"text": "a", "id": "b"})
        assert list(read([path], settings)) == [Document("x1", TEXT, language="de")]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_the_one_of_the_first_line(self, tmp_path: Path, delimiter: str) -> None:
        rows = [
            delimiter.join(("id", "body")),
            cells("x", f'{TEXT}\r\n\r\n„So, ""sagt"" man; {MORE}', delimiter=delimiter),
        ]
        found = document(write(tmp_path / "a.csv", "\r\n".join(rows)))
        assert found == Document("x", f'{TEXT}\n\n„So, "sagt" man; {MORE}', language="de")

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_what_spreadsheets_write_is_read(self, tmp_path: Path, encoding: str) -> None:
        path = write(tmp_path / "a.csv", f"{HEADER}\r\n{ROW}\r\n".encode(encoding))
        assert document(path) == EXPECTED

    def test_another_encoding_is_seen_where_there_is_enough_text(self, tmp_path: Path) -> None:
        text = "Die Behörden in München bestätigten: Der Verdächtige ist nach Österreich geflohen. " * 4
        path = write(tmp_path / "a.csv", f"id,text\nx,{text}\n".encode("cp1252"))
        settings = Settings()
        (found,) = read([path], settings)
        assert found == Document("x", text.strip(), language="de")
        assert any("1 file was read as windows-1252" in line for line in settings.remarks.lines())

    def test_a_table_on_stdin_is_known_by_its_first_line(self) -> None:
        found = list(read(["-"], stdin=io.BytesIO(f"{HEADER}\n{ROW}\n{ROW.replace('/1', '/2')}\n".encode())))
        assert [item.url for item in found] == ["https://example.org/1", "https://example.org/2"]  # type: ignore[union-attr]

    def test_a_bad_row_is_told_by_its_line_and_kept_and_the_others_are_read(self, tmp_path: Path) -> None:
        rows = [
            "id,text,date",
            f"a,{TEXT},2016-03-15",
            "b,,",
            f"c,{MORE}",
            f"d,{MORE},gestern",
            "",
            f"a,{MORE},",
        ]
        path = write(tmp_path / "a.csv", "\n".join(rows).encode() + f"\ne,{TEXT},".encode("latin-1"))
        found, *rejects = read([path])
        assert isinstance(found, Document)
        assert [(r.source.rpartition(" ")[2], r.reason.split(":")[0]) for r in rejects] == [  # type: ignore[union-attr]
            ("3", 'has an empty "text"'),
            ("4", "has 2 cells, and the header has 3"),
            ("5", "'gestern' is no date"),
            ("7", f"its id 'a' is taken by {path}, line 2"),
            ("8", "is not in the encoding that the file begins with"),
        ]
        kept = [json.loads(line) for r in rejects for line in r.lines]  # type: ignore[union-attr]
        assert kept[0] == {"id": "b", "text": "", "date": ""}
        assert kept[2] == {"id": "d", "text": MORE, "date": "gestern"}

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ("", "is empty: the first line names the columns"),
            ("name,alter\nAnna,3\n", "has no column with the text of articles (its columns are name, alter)"),
            ("text,text\na,b\n", "its first line names text more than once"),
            ('id,text\na,"offen\n', "line 2: is no CSV: unexpected end of data"),
            (b"id,text\n\x00\x01\x02\x03\x04", "is not text"),
        ],
    )
    def test_what_is_no_table_of_articles_is_rejected(
        self, tmp_path: Path, content: str | bytes, expected: str
    ) -> None:
        assert expected in reason(write(tmp_path / "a.csv", content))

    def test_a_column_that_there_is_not_is_named(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", f"id,text\na,{TEXT}\n")
        told = "has no column 'body' for the text; its columns are id, text"
        assert reason(path, fields={"text": "body"}) == told

    def test_articles_in_another_language_are_counted(self, tmp_path: Path) -> None:
        settings = Settings()
        path = write(tmp_path / "a.csv", f"id,text\na,{TEXT}\nb,{ENGLISH}\nc,{ENGLISH}\n")
        list(read([path], settings))
        assert settings.remarks.foreign == {"en": 2}

    def test_a_cell_may_be_as_long_as_an_article(self, tmp_path: Path) -> None:
        long = (TEXT + " ") * (200_000 // len(TEXT))
        rows = f"id,text\na,{long}\nb,{'x' * (MAX_CHARACTERS + 1)}\n"
        found, rejected = read([write(tmp_path / "a.csv", rows)])
        assert found == Document("a", long.strip(), language="de")
        assert "is longer than 1,000,000 characters" in str(rejected)

    @given(st.text(max_size=60), st.binary(max_size=60))
    def test_any_table_ends_in_documents_or_rejects(self, names: str, rows: bytes) -> None:
        data = f"text,{names}\n".encode("utf-8", "ignore") + rows
        for item in read(["-"], stdin=io.BytesIO(data)):
            assert isinstance(item, (Document, Reject))


class TestParquet:
    def test_rows_are_read_with_dates_lists_and_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        columns = {
            "id": [1, 2],
            "content": [TEXT, MORE],
            "published_at": [datetime(2016, 3, 15, 23, 30), None],
            "authors": [["Anna Muster", "Bert Beispiel"], []],
            "score": [0.5, None],
        }
        pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=1)
        first, second = read([path])
        assert first == Document(
            "1", TEXT, published=date(2016, 3, 15), language="de", author="Anna Muster, Bert Beispiel"
        )
        assert second == Document("2", MORE, language="de")

    def test_one_on_stdin_is_read_too(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pyarrow.parquet.write_table(pyarrow.table({"id": ["x"], "text": [TEXT]}), path)
        assert list(read(["-"], stdin=io.BytesIO(path.read_bytes()))) == [Document("x", TEXT, language="de")]

    def test_a_damaged_one_is_rejected(self, tmp_path: Path) -> None:
        assert "cannot be read as Parquet" in reason(write(tmp_path / "a.parquet", b"PAR1 nothing"))


class TestLines:
    def test_named_and_obvious_keys_are_taken(self, tmp_path: Path) -> None:
        rows = [{"headline": "Der Abzug", "body": TEXT, "datum": "15.03.2016"}, {"body": MORE}]
        path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
        first = Document("a-1", TEXT, "Der Abzug", published=date(2016, 3, 15), language="de")
        assert list(read([path])) == [first, Document("a-2", MORE, language="de")]
        named = Settings(fields={"text": "body", "title": "datum"})
        assert next(read([path], named)).title == "15.03.2016"  # type: ignore[union-attr]

    def test_a_line_without_a_text_says_what_it_has(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.jsonl", json.dumps({"absatz": TEXT, "nr": 1}))
        assert "neither a statement nor an article with a text (it has absatz, nr)" in reason(path)
        assert document(path, fields={"text": "absatz"}).text == TEXT
        assert "(it has absatz, nr)" in reason(path, fields={"text": "body"})


def test_a_named_column_is_not_taken_for_something_else() -> None:
    assert columns_of(["title", "titel", "text"], {"text": "title"}) == {"text": "title", "title": "titel"}
    with pytest.raises(InputError, match="no column 'x' for the date"):
        columns_of(["text"], {"date": "x"})


def test_a_default_date_is_that_of_articles_without_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"id,text,date\na,{TEXT},2016-03-15\nb,{MORE},\n")
    found = read([path], Settings(date=date(2020, 1, 1)))
    assert [item.published for item in found] == [date(2016, 3, 15), date(2020, 1, 1)]  # type: ignore[union-attr]
