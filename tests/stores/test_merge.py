"""Changes become statements by shape: names quoted, values as parameters, in an order that works."""

from __future__ import annotations

import pytest

from graphkit.errors import InputError
from graphkit.model import Node, Relationship
from graphkit.stores.merge import Changes, quoted

PUTIN, ASSAD = Node(("Entity", "Person"), "p:1", {"name": "Putin"}), Node(("Entity", "Person"), "p:2")
MET = Relationship("MET", ("Entity", "p:1"), ("Entity", "p:2"), {"statements": 1})


def test_what_is_equal_changes_nothing() -> None:
    changes = Changes()
    changes.compare_nodes([PUTIN], [Node(("Entity", "Person"), "p:1", {"name": "Putin"})])
    changes.compare_relationships([MET], [MET])
    assert not changes
    assert list(changes.statements(batch_size=10)) == []


def test_an_update_carries_only_what_differs_and_none_for_what_goes() -> None:
    changes = Changes()
    old = Node(("Document",), "a", {"title": "T", "source": "S", "url": "U"})
    new = Node(("Document",), "a", {"title": "T", "source": "other", "language": "de"})
    changes.compare_nodes([old], [new])
    [(cypher, parameters)] = changes.statements(batch_size=10)
    assert cypher == "UNWIND $rows AS row MATCH (n:`Document` {id: row.id}) SET n += row.properties"
    assert parameters["rows"] == [
        {"id": "a", "properties": {"source": "other", "url": None, "language": "de"}}
    ]


def test_deletions_come_first_and_nodes_before_relationships() -> None:
    changes = Changes()
    changes.compare_nodes([ASSAD], [PUTIN])
    changes.compare_relationships([MET], [Relationship("LEFT", ("Entity", "p:1"), ("Entity", "p:3"))])
    cyphers = [cypher for cypher, _ in changes.statements(batch_size=10)]
    assert len(cyphers) == 4
    assert cyphers[0].endswith("DELETE r")
    assert cyphers[1].endswith("DETACH DELETE n")
    assert "CREATE (n:`Entity`:`Person` {id: row.id})" in cyphers[2]
    assert "CREATE (a)-[r:`LEFT`]->(b)" in cyphers[3]


def test_rows_are_grouped_by_shape_sorted_and_cut_into_batches() -> None:
    changes = Changes()
    people = [Node(("Entity", "Person"), f"p:{n}") for n in (3, 1, 2)]
    changes.compare_nodes([], [*people, Node(("Entity", "Place"), "x")])
    found = [
        (cypher.split("(n:")[1].split(" ")[0], [row["id"] for row in parameters["rows"]])
        for cypher, parameters in changes.statements(batch_size=2)
    ]
    assert found == [
        ("`Entity`:`Person`", ["p:1", "p:2"]),
        ("`Entity`:`Person`", ["p:3"]),
        ("`Entity`:`Place`", ["x"]),
    ]


def test_what_hangs_on_a_node_that_is_made_anew_is_made_anew_with_its_newest_properties() -> None:
    changes = Changes()
    more = Relationship("MET", MET.start, MET.end, {"statements": 2})
    gone = Relationship("LEFT", MET.start, MET.end)
    changes.compare_relationships([MET, gone], [more])
    changes.keep_relationships([MET, gone])
    assert changes.create_relationships == [more]
    assert changes.update_relationships == []


def test_names_are_quoted_whatever_is_in_them() -> None:
    assert quoted("MET") == "`MET`"
    assert quoted("x`]->() DETACH DELETE n //") == "`x``]->() DETACH DELETE n //`"


def test_a_name_that_one_engine_reads_as_another_is_refused() -> None:
    with pytest.raises(InputError, match="rename it"):
        quoted("x\\u0060]->() DETACH DELETE n //")
