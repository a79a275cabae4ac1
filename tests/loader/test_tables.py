"""Tables with a mapping: three kinds of files, every problem with its line, nothing hostile escapes."""

from __future__ import annotations

import json
import random
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
import yaml
from commands import GRAPHKIT, environment, graphkit
from rows import held

from graphkit import exchange
from graphkit.errors import GraphkitError, InputError
from graphkit.loader.mapping import MappingFile
from graphkit.loader.types import converter
from graphkit.readers import Reject
from graphkit.stores import Store

MAPPING = """
people.*:
  label: [Person, Author]
  key: id
  properties: {id: integer, name: string, born: date, size: {column: height, type: float}, tags: "string[]"}
knows.*:
  type: KNOWS
  from: {label: Person, column: source}
  to: {label: Person, column: target}
  properties: {since: datetime, good: boolean}
"""
PEOPLE = [
    {"id": 1, "name": "Ada", "born": date(1815, 12, 10), "height": 1.5, "tags": ["a", "b"]},
    {"id": 2, "name": 'Grace "Amazing"\nHopper', "born": None, "height": None, "tags": None},
]
KNOWS = [{"source": 1, "target": 2, "since": datetime(2016, 3, 15, 12, tzinfo=UTC), "good": True}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same rows as CSV, JSON Lines and Parquet, and the mapping for each."""
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "people.csv").write_text(
        'id,name,born,height,tags,more\n1,Ada,1815-12-10,1.5,a;b,\n2,"Grace ""Amazing""\nHopper",,,,x\n',
        encoding="utf-8",
    )
    (tmp_path / "knows.csv").write_text("source,target,since,good\n1,2,2016-03-15T12:00:00Z,true\n")
    for name, rows in (("people", PEOPLE), ("knows", KNOWS)):
        lines = "".join(f"{json.dumps(row, default=lambda day: day.isoformat())}\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / f"{name}.parquet")
    return tmp_path


def load(folder: Path, *names: str, store: Store, **options: Any) -> tuple[Any, list[Reject]]:
    rejects: list[Reject] = []
    report = exchange.load_rows(
        [folder / name for name in names],
        mapping=folder / "map.yaml",
        store=store,
        on_reject=rejects.append,
        **options,
    )
    return report, rejects


def test_csv_json_and_parquet_make_the_same_graph(any_store: Store, folder: Path) -> None:
    load(folder, "people.csv", "knows.csv", store=any_store)
    graph = held(any_store)
    assert len(graph) == 3
    assert "('Person', 'Author')" in graph[0]
    assert "{'date': '1815-12-10'}" in graph[0]
    assert "{'datetime': '2016-03-15T12:00:00+00:00'}" in graph[-1]
    for suffix in ("jsonl", "parquet"):
        report, rejects = load(folder, f"people.{suffix}", f"knows.{suffix}", store=any_store)
        assert (report.nodes.unchanged, report.relationships.unchanged, rejects) == (2, 1, [])
        assert not report.counters
    assert held(any_store) == graph


def test_every_problem_is_told_with_its_line_and_the_others_are_loaded(
    embedded_store: Store, folder: Path
) -> None:
    (folder / "people.csv").write_text(
        "id,name,born,height,tags\n1,Ada,,,\nx,Bad,,,\n3,C,12.12.1815,,\n,D,,,\n5,E,,tall,\n"
        "6,F,,,,7\n1,Else,,,\n8,G,,,a;;b\n99999999999999999999,H,,,\n",
        encoding="utf-8",
    )
    report, rejects = load(folder, "people.csv", store=embedded_store)
    assert [str(reject).removeprefix(f"{folder}/people.csv, ") for reject in rejects] == [
        "line 3: id: 'x' is no integer",
        "line 4: born: '12.12.1815' is no date: write it as 2016-03-15",
        "line 5: id: is empty, and nothing can be found again without a key",
        "line 6: height: 'tall' is no float",
        "line 7: has 6 cells, and the header has 5: quote a ',' in a cell",
        f"line 8: Person 1 has another 'name' in {folder}/people.csv, line 2: give each key once",
        "line 9: tags: 'a;;b' has an empty part, which no list of a graph can hold",
        "line 10: id: '99999999999999999999' is no integer",
    ]
    assert (report.nodes.created, report.rejected) == (1, 8)


def test_rejected_rows_load_again_once_they_are_mended(embedded_store: Store, folder: Path) -> None:
    (folder / "people.csv").write_text("id,name,born,height,tags\n1,Ada,1815,,\n", encoding="utf-8")
    (folder / "knows.csv").write_text("source,target,since,good\n1,2,,\n")
    with pytest.raises(InputError, match="there is no row to load"):
        load(folder, "people.csv", store=embedded_store)
    _, rejects = load(folder, "people.csv", "knows.csv", store=embedded_store)
    lines = [line.replace('"1815"', '"1815-12-10"') for reject in rejects for line in reject.lines]
    (folder / "rejects.jsonl").write_text("\n".join(lines), encoding="utf-8")
    more = '\n{"file": "people.csv", "row": {"id": 2}}\n'
    with (folder / "rejects.jsonl").open("a") as file:
        file.write(more)
    report, rejects = load(folder, "rejects.jsonl", store=embedded_store)
    assert (report.nodes.created, report.relationships.created, rejects) == (2, 1, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1, 2]", "names files, each with a label or a type"),
        ("people.csv: {key: id}", "people.csv has neither a label"),
        ("people.csv: {label: Person}", "people.csv: key is None, which is no name"),
        ("people.csv: {label: '', key: id}", "people.csv: label is '', which is no name"),
        ("people.csv: {label: P, key: id, color: red}", "people.csv has color: delimiter, key, label"),
        ("people.csv: {label: P, key: id, properties: {a: text}}", "a: 'text' is no type: string, integer"),
        ("people.csv: {label: P, key: id, delimiter: ';;'}", "a delimiter is one character"),
        ("people.csv: {type: R, from: {label: P}, to: {}}", "from is a label, a column, and a key"),
        ("people.csv: {label: P, key: id, properties: {a: {x: 1}}}", "a has x: column and type are known"),
        ("other.csv: {label: P, key: id}", "says nothing of people.csv: it has other.csv"),
        ("people.csv: {label: P, key: number}", "people.csv has no column number: it has id, name"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_mapping_that_is_wrong_is_told_before_anything_is_read(
    tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name\n1,Ada\n")
    with pytest.raises(InputError) as error:
        exchange.load_rows(
            [tmp_path / "people.csv"], mapping=tmp_path / "map.yaml", store=tmp_path / "none.db"
        )
    assert problem in str(error.value)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("people.csv", b"", "is empty: the first line names the columns"),
        ("people.csv", b"id,id\n1,2\n", "line 1: names id more than once"),
        ("people.csv", b"id,name\n1,\xff\n", "is not UTF-8"),
        ("people.csv", b'id,name\n1,"open\n', "line 2: is no CSV"),
        ("people.parquet", b"PAR1", "cannot be read as Parquet"),
        ("people.xlsx", b"PK", "has no rows: a .csv, .tsv, .jsonl or .parquet file has"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(folder: Path, name: str, content: bytes, problem: str) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        exchange.load_rows([folder / name], mapping=folder / "map.yaml", store=folder / "none.db")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)
    assert not (folder / "none.db").exists()


def test_a_table_without_a_mapping_says_that_it_needs_one(folder: Path) -> None:
    with pytest.raises(InputError, match="a --mapping says what its rows are"):
        exchange.load_rows([folder / "people.csv"], store=folder / "none.db")


@pytest.mark.parametrize(
    ("type_", "cell", "value"),
    [
        ("string", 7, "7"),
        ("integer", "-7", -7),
        ("integer", 7.0, 7),
        ("float", "1e3", 1000.0),
        ("float", float("nan"), None),
        ("boolean", " TRUE ", True),
        ("date", "2016-03-15", date(2016, 3, 15)),
        ("datetime", "2016-03-15 12:30", datetime(2016, 3, 15, 12, 30)),
        ("integer[]", "1;2", [1, 2]),
        ("string[]", [], []),
        ("string[]", "", None),
    ],
)
def test_cells_become_properties(type_: str, cell: object, value: object) -> None:
    assert converter(type_, ";")(cell) == value


@pytest.mark.parametrize(
    ("type_", "cell"),
    [
        ("string", True),
        ("integer", "1.5"),
        ("integer", 1.5),
        ("integer", True),
        ("integer", 2**63),
        ("float", "inf"),
        ("float", "x"),
        ("boolean", "yes"),
        ("boolean", 1),
        ("date", "2016-02-30"),
        ("date", datetime(2016, 1, 1)),
        ("datetime", "noon"),
        ("integer[]", "1;x"),
        ("string[]", 7),
    ],
)
def test_cells_that_do_not_fit_are_told(type_: str, cell: object) -> None:
    with pytest.raises(InputError):
        converter(type_, ";")(cell)


PIECES = [
    "`", "``", "'", '"', "\\", "\n", "\r", "\t", ";", "//", "/*", "*/", "--", "$x", "{", "}", "(n)",
    "[:R]", "->", "DETACH DELETE n", "MATCH (n)", "RETURN 1", "%00", "\u0000", "\u202e", "é", "e\u0301",
    "ß", "東京", "🚀", "\ufeff", "\u2028", "null", "true", "NaN", "' OR 1=1", "Robert'); DROP TABLE",
    "../../etc/passwd", "C:\\x", "<script>", "&amp;", "\x1f", "\x1e", "\x7f", " ", "a", "Z", "0", "_",
    "~", ",", "*", ":", "|", "&", "!", "=", "@", "#", "\\u0060", "x" * 40,
]  # fmt: skip


def hostile(count: int, seed: int) -> list[str]:
    """Texts of pieces that break out of careless quoting; each once."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choices(PIECES, k=dice.randint(1, 4)))] = None
    return list(found)


def test_500_hostile_keys_and_values_come_back_as_they_went_in(any_store: Store, tmp_path: Path) -> None:
    texts = hostile(500, seed=1)
    rows = [{"id": text, "value": other} for text, other in zip(texts, reversed(texts), strict=True)]
    (tmp_path / "things.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "things.jsonl: {label: Thing, key: id, properties: {value: string}}", encoding="utf-8"
    )
    report, rejects = load(tmp_path, "things.jsonl", store=any_store)
    assert (report.nodes.created, rejects) == (500, [])
    stored = {row[0]: row[1] for row in any_store.read("MATCH (t:Thing) RETURN t.id, t.value").rows}
    assert stored == {row["id"]: row["value"] for row in rows}
    assert not load(tmp_path, "things.jsonl", store=any_store)[0].counters


def test_hostile_labels_types_and_names_are_names_or_are_refused(any_store: Store, tmp_path: Path) -> None:
    any_store.write("CREATE (:Witness {id: 'untouched'})")
    names = hostile(12, seed=2)
    (tmp_path / "links.jsonl").write_text('{"a": 1, "b": 1, "w": 3}\n')
    (tmp_path / "things.jsonl").write_text('{"key": 1, "p": 2}\n')
    accepted: list[str] = []
    refused: list[str] = []
    for name in names:
        entries = {
            "things.jsonl": {
                "label": name,
                "key": f"{name}k",
                "properties": {
                    f"{name}k": {"column": "key", "type": "integer"},
                    f"{name}p": {"column": "p", "type": "integer"},
                },
            },
            "links.jsonl": {
                "type": f"{name}R",
                "from": {"label": name, "key": f"{name}k", "column": "a"},
                "to": {"label": name, "key": f"{name}k", "column": "b"},
                "properties": {f"{name}w": {"column": "w", "type": "integer"}},
            },
        }
        (tmp_path / "map.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
        try:
            load(tmp_path, "things.jsonl", "links.jsonl", store=any_store)
        except GraphkitError as error:
            refused.append(str(error))
        else:
            accepted.append(name)
    assert len(accepted) > len(names) / 2
    assert not any("\n" in message for message in refused)
    found = any_store.read(
        "MATCH (n) WHERE NOT n:Witness RETURN labels(n), keys(n), size([(n)-[r]->(n) | r])"
    ).rows
    assert sorted(row[0][0] for row in found) == sorted(accepted)
    assert all(sorted(row[1]) == sorted((f"{row[0][0]}k", f"{row[0][0]}p")) and row[2] == 1 for row in found)
    assert any_store.read("MATCH (w:Witness) RETURN w.id, size([(w)--() | 1])").rows == [["untouched", 0]]
    for name in accepted:
        _drop_constraint(any_store, name)


def test_500_hostile_property_names_are_names(any_store: Store, tmp_path: Path) -> None:
    # a label of its own: the embedded store keeps the type that a key of a label once had
    names = [name for name in hostile(700, seed=3) if name.strip() and "\0" not in name and "\\u" not in name]
    names = names[:500]
    row = {f"{number}": number for number in range(500)}
    (tmp_path / "things.jsonl").write_text(json.dumps({"id": 1, **row}))
    columns = {name: {"column": str(number), "type": "integer"} for number, name in enumerate(names)}
    entry = {"things.jsonl": {"label": "Oddity", "key": "id", "properties": {"id": "integer", **columns}}}
    (tmp_path / "map.yaml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    _, rejects = load(tmp_path, "things.jsonl", store=any_store)
    assert rejects == []
    stored = any_store.read("MATCH (t:Oddity) RETURN properties(t)").rows[0][0]
    assert stored == {"id": 1, **{name: number for number, name in enumerate(names)}}


def _drop_constraint(store: Store, label: str) -> None:
    """So that the next test finds the schema as it was."""
    for name, labels in store.read("SHOW CONSTRAINTS YIELD name, labelsOrTypes").rows:
        if labels == [label]:
            store.write(f"DROP CONSTRAINT `{name.replace('`', '``')}`")


def test_a_mapping_finds_its_table_by_name_or_pattern(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("a-*.csv: {label: A, key: id}\nb.csv: {label: B, key: id}")
    mapping = MappingFile(tmp_path / "map.yaml")
    assert mapping.table_for("x/a-1.csv").shape.labels == ("A",)  # type: ignore[union-attr]
    assert mapping.table_for("b.csv").shape.labels == ("B",)  # type: ignore[union-attr]


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a terminal of Unix")
def test_on_a_terminal_a_bar_shows_rate_and_time_left_and_elsewhere_nothing(
    folder: Path, store: Path
) -> None:
    import pexpect

    files = [str(folder / "people.csv"), "--mapping", str(folder / "map.yaml"), "--store", str(store)]
    command = [*GRAPHKIT, "load", *files]
    shown = environment(TERM="xterm-256color", COLUMNS="120")
    with pexpect.spawn(command[0], command[1:], env=shown, encoding="utf-8", timeout=120) as child:
        child.expect(r"rows/s.*-?\d*:\d\d")
        child.expect("2 rows read into")
        child.expect(pexpect.EOF)
    assert graphkit("load", *files).stderr == ""
