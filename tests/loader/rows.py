"""Small graphs of any kind, and what a store holds of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from graphkit.loader.elements import Element, NodeKey, NodeShape, RelationshipShape
from graphkit.loader.graphrows import RowLoader, RowsReport
from graphkit.loader.reading import GraphReader
from graphkit.loader.spool import Spool
from graphkit.stores import Store
from graphkit.stores.values import encode

PERSON, CITY = NodeShape(("Person",), "id"), NodeShape(("City", "Place"), "name")
KNOWS = RelationshipShape("KNOWS", PERSON.keyed, PERSON.keyed)
LIVES_IN = RelationshipShape("LIVES_IN", PERSON.keyed, CITY.keyed)

_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1), timezones=st.sampled_from([None, UTC])),
)
_properties = st.dictionaries(st.sampled_from(["a", "b", "naïve `name`"]), _values, max_size=3)


def graphs() -> st.SearchStrategy[list[Element]]:
    """Any small graph: people by number, cities by name, and who knows whom and lives where."""
    people = st.dictionaries(st.integers(-3, 3), _properties, max_size=4)
    cities = st.dictionaries(st.sampled_from(["Genf", "Wien", "", "O'Brien"]), _properties, max_size=3)
    pairs = st.tuples(st.integers(0, 9), st.integers(0, 9))
    return st.builds(_graph, people, cities, st.dictionaries(pairs, _properties, max_size=5))


def _graph(
    people: dict[int, dict[str, Any]],
    cities: dict[str, dict[str, Any]],
    links: dict[tuple[int, int], dict[str, Any]],
) -> list[Element]:
    nodes = [Element(PERSON, (id,), properties) for id, properties in people.items()]
    nodes += [Element(CITY, (name,), properties) for name, properties in cities.items()]
    relationships = {}
    for (start, end), properties in links.items():
        if people:
            one, other = list(people)[start % len(people)], nodes[end % len(nodes)]
            shape = KNOWS if other.shape is PERSON else LIVES_IN
            relationships[(shape, one, other.key[0])] = Element(shape, (one, other.key[0]), properties)
    return [*nodes, *relationships.values()]


def load(elements: Iterable[Element], store: Store, *, whole: bool = True, **options: Any) -> RowsReport:
    """Load elements as an export of a graph would be."""
    with Spool() as spool:
        for element in elements:
            spool.add(element, whole=whole)
        return RowLoader(spool, store, **options).load()


def held(store: Store) -> list[str]:
    """Everything in a store, in a stable form."""
    return sorted(map(plain, GraphReader(store).elements()))


def plain(element: Element) -> str:
    """An element as text, without the properties that are none."""
    present = {name: encode(value) for name, value in element.properties.items() if value is not None}
    return repr((element.shape, encode(list(element.key)), sorted(present.items())))


def expected(elements: Iterable[Element]) -> list[str]:
    """What a store holds when it holds these elements."""
    return sorted(map(plain, elements))


def person(id: int, **properties: Any) -> Element:
    """A node."""
    return Element(PERSON, (id,), properties)


def knows(start: int, end: int, **properties: Any) -> Element:
    """A relationship."""
    return Element(KNOWS, (start, end), properties)


def keyed(label: str, key: str = "id") -> NodeKey:
    """What an end of a relationship is found by."""
    return NodeKey(label, key)
