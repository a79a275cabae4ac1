"""Nodes stand where they can be read: apart, near those they have to do with, and always in the same place."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from graphkit.drawing.layout import layout

SIZES = st.lists(st.tuples(st.integers(10, 180), st.integers(10, 60)), min_size=1, max_size=25)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    """Boxes, and edges between any of them."""
    sizes = draw(SIZES)
    node = st.integers(0, len(sizes) - 1)
    return [(float(w), float(h)) for w, h in sizes], draw(st.lists(st.tuples(node, node), max_size=40))


@given(graphs())
def test_every_node_has_a_finite_place_and_always_the_same(graph: tuple[list, list]) -> None:
    places = layout(*graph)
    assert len(places) == len(graph[0])
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert layout(*graph) == places


def test_no_box_lies_on_another() -> None:
    sizes = [(120.0, 40.0)] * 30
    places = layout(sizes, [(0, n) for n in range(1, 30)])
    for one in range(30):
        for other in range(one):
            apart = [abs(a - b) for a, b in zip(places[one], places[other], strict=True)]
            assert apart[0] > 115 or apart[1] > 38


def test_neighbours_stand_nearer_than_strangers() -> None:
    ring = [(n, (n + 1) % 8) for n in range(8)]
    places = layout([(20.0, 20.0)] * 8, ring)
    near = [math.dist(places[a], places[b]) for a, b in ring]
    far = [math.dist(places[n], places[(n + 4) % 8]) for n in range(8)]
    assert max(near) < min(far)
