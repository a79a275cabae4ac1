"""A picture as SVG text; the page shows the same one and makes it move."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import NamedTuple
from xml.sax.saxutils import escape

from graphkit.drawing.layout import Point, layout
from graphkit.drawing.picture import Edge, Node, Picture

CHARACTER = 6.7
LINE = 15.0
PADDING = 8.0
# kept free beside and above a box, so that arrows and relations find room
ROOM = (64.0, 26.0)
MARGIN = 30.0
# how far edges between the same two nodes bend away from each other
BEND = 34.0
LONGEST = 22
LINES = 2
COLOURS = {
    "Person": "#2563a8",
    "Organization": "#8a4fa3",
    "Country": "#2b8a5a",
    "Place": "#9a7b1c",
    "Group": "#c0562f",
    "Thing": "#7a8088",
    "": "#4a5058",
}
STYLE = """
.line{fill:none;stroke:#98a1ab;stroke-width:1.4}
.claim .line{stroke-dasharray:5 4}
.hit{fill:none;stroke:transparent;stroke-width:14}
text{font-family:"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;fill:#20262d;text-anchor:middle;
paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.relation{font-size:9px;fill:#5b6570;letter-spacing:.03em}
.name{font-size:12px;stroke:none}
rect{fill-opacity:.13;stroke-width:1.3}
.back{fill:#fff;fill-opacity:1;stroke:none}
"""
# what XML may not hold, not even escaped
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Box(NamedTuple):
    """Where a node stands, by its middle, and how big it is."""

    x: float
    y: float
    width: float
    height: float

    def rim(self, towards: Point, gap: float) -> Point:
        """Where a line from the middle leaves the box, `gap` outside of it."""
        x, y = towards[0] - self.x, towards[1] - self.y
        part = min((self.width / 2 + gap) / abs(x or 1e-9), (self.height / 2 + gap) / abs(y or 1e-9))
        return self.x + x * part, self.y + y * part


def draw_svg(picture: Picture) -> str:
    """The whole picture as a document of its own; the same picture always gives the same text."""
    keys = list(picture.nodes)
    number = {key: index for index, key in enumerate(keys)}
    labels = [broken(picture.nodes[key].name) for key in keys]
    sizes = [_size(label) for label in labels]
    edges = list(picture.edges.values())
    roomy = [(width + ROOM[0], height + ROOM[1]) for width, height in sizes]
    points = layout(roomy, [(number[edge.start], number[edge.end]) for edge in edges])
    boxes = {key: Box(*point, *size) for key, point, size in zip(keys, points, sizes, strict=True)}
    parts = [_edge(index, edge, boxes, bend) for index, (edge, bend) in enumerate(_bent(edges))]
    parts += [_node(index, picture.nodes[key], labels[index], boxes[key]) for index, key in enumerate(keys)]
    return "\n".join((_head(picture.title, list(boxes.values())), *parts, "</svg>"))


def safe(text: str) -> str:
    """Text for SVG or HTML, between tags or in a quoted attribute.

    >>> safe('<b onload="x">')
    '&lt;b onload=&quot;x&quot;&gt;'
    """
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), {'"': "&quot;", "'": "&#39;"})


def broken(name: str) -> list[str]:
    """A name in lines that fit under a node; a long one is cut.

    >>> broken("Abzug der Truppen aus dem Bürgerkriegsland Syrien")
    ['Abzug der Truppen aus', 'dem Bürgerkriegsland…']
    """
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LONGEST and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    cut = [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines[:LINES]]
    if len(lines) > LINES:
        cut[-1] = f"{cut[-1].rstrip('…')[: LONGEST - 1]}…"
    return cut


def _size(label: list[str]) -> Point:
    return max(map(len, label)) * CHARACTER + 2 * PADDING, len(label) * LINE + PADDING


def _head(title: str, boxes: list[Box]) -> str:
    wide = max(abs(box.x) + box.width / 2 for box in boxes) + MARGIN
    high = max(abs(box.y) + box.height / 2 for box in boxes) + MARGIN
    box = f"{-wide:.0f} {-high:.0f} {2 * wide:.0f} {2 * high:.0f}"
    size = f'width="{2 * wide:.0f}" height="{2 * high:.0f}"'
    arrow = (
        '<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 1L10 5L0 9z" fill="#98a1ab"/></marker>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {size} role="img" aria-label="{safe(title)}">\n'
        f"<style>{STYLE}</style>\n<defs>{arrow}</defs>"
    )


def _bent(edges: list[Edge]) -> list[tuple[Edge, float]]:
    """Each edge with how far it bends: those between the same two nodes fan out."""
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, edge in enumerate(edges):
        between[frozenset((edge.start, edge.end))].append(index)
    bends = {}
    for indices in between.values():
        for rank, index in enumerate(indices):
            bend = (rank - (len(indices) - 1) / 2) * BEND
            # seen from the other end, the other side
            bends[index] = bend if edges[index].start <= edges[index].end else -bend
    return [(edge, bends[index]) for index, edge in enumerate(edges)]


def _edge(index: int, edge: Edge, boxes: dict[str, Box], bend: float) -> str:
    path, (x, y) = _curve(boxes[edge.start], boxes[edge.end], bend)
    kind = "edge" if edge.fact else "edge claim"
    return (
        f'<g class="{kind}" data-edge="{index}"><path class="line" d="{path}" marker-end="url(#arrow)"/>'
        f'<path class="hit" d="{path}"/>'
        f'<text class="relation" x="{x:.1f}" y="{y + 3:.1f}">{safe(edge.relation.replace("_", " "))}</text></g>'
    )


def _curve(start: Box, end: Box, bend: float) -> tuple[str, Point]:
    """The path from rim to rim, and the middle of it, for the label."""
    if start is end:
        return _loop(start, bend)
    across = (start.y - end.y, end.x - start.x)
    length = math.hypot(*across) or 1.0
    across = (across[0] / length * bend, across[1] / length * bend)
    middle = ((start.x + end.x) / 2 + across[0], (start.y + end.y) / 2 + across[1])
    # a quadratic curve passes halfway between its control point and its chord
    control = (middle[0] + across[0], middle[1] + across[1])
    (x1, y1), (x2, y2) = start.rim(control, 1), end.rim(control, 3)
    shown = _halfway((x1, y1), control, (x2, y2))
    return f"M{x1:.1f} {y1:.1f}Q{control[0]:.1f} {control[1]:.1f} {x2:.1f} {y2:.1f}", shown


def _halfway(start: Point, control: Point, end: Point) -> Point:
    return (start[0] + 2 * control[0] + end[0]) / 4, (start[1] + 2 * control[1] + end[1]) / 4


def _loop(box: Box, bend: float) -> tuple[str, Point]:
    """What a node does to itself: an arc above it."""
    low = box.y - box.height / 2 - 1
    top = low - 46 - abs(bend)
    path = f"M{box.x - 8:.1f} {low:.1f}C{box.x - 46:.1f} {top:.1f} {box.x + 46:.1f} {top:.1f} {box.x + 8:.1f} {low:.1f}"
    return path, (box.x, top + 12)


def _node(index: int, node: Node, label: list[str], box: Box) -> str:
    colour = COLOURS.get(node.kind, COLOURS[""])
    corner = f'x="{-box.width / 2:.1f}" y="{-box.height / 2:.1f}"'
    shape = f'{corner} width="{box.width:.1f}" height="{box.height:.1f}" rx="7"'
    top = -len(label) * LINE / 2 - 4
    lines = "".join(f'<tspan x="0" dy="{LINE:.0f}">{safe(line)}</tspan>' for line in label)
    return (
        f'<g class="node" data-node="{index}" transform="translate({box.x:.1f} {box.y:.1f})">'
        f'<title>{safe(node.name)}</title><rect class="back" {shape}/>'
        f'<rect class="shape" {shape} fill="{colour}" stroke="{colour}"/>'
        f'<text class="name" y="{top:.1f}">{lines}</text></g>'
    )
