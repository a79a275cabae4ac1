"""Where nodes stand: forces as between magnets and springs, the same for the same picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

# the length that an edge is pulled to, in pixels
LENGTH = 150.0
# how far nodes push each other, in lengths of an edge, and how much all are drawn to the middle
REACH = 2.5
GRAVITY = 0.15
STEPS = 300
SPREADING = 120
GOLDEN_ANGLE = 2.399963
# between parts that nothing connects, and how much wider than high they are laid out together
GAP = 45.0
SHAPE = 1.5
Point = tuple[float, float]


def layout(sizes: list[Point], edges: list[tuple[int, int]]) -> list[Point]:
    """The middle of each node, given width and height of each box, and edges by index.

    What hangs together is laid out by forces, and the parts stand beside each other like lines of a text.

    >>> layout([(10.0, 10.0)], [])
    [(0.0, 0.0)]
    """
    import numpy

    points = numpy.zeros((len(sizes), 2))
    boxes = numpy.array(sizes, dtype=float)
    blocks = []
    for part in _parts(len(sizes), edges):
        number = {node: index for index, node in enumerate(part)}
        inside = [(number[start], number[end]) for start, end in edges if start in number]
        placed = _placed(boxes[part], inside)
        low, high = (placed - boxes[part] / 2).min(axis=0), (placed + boxes[part] / 2).max(axis=0)
        points[part] = placed - low
        blocks.append((part, *(high - low)))
    for part, corner in _packed(blocks):
        points[part] += corner
    points -= ((points - boxes / 2).min(axis=0) + (points + boxes / 2).max(axis=0)) / 2
    return [(round(float(x), 1) + 0.0, round(float(y), 1) + 0.0) for x, y in points]


def _parts(count: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    """The nodes that hang together, biggest part first."""
    part = list(range(count))

    def root(node: int) -> int:
        while part[node] != node:
            part[node] = node = part[part[node]]
        return node

    for start, end in edges:
        one, other = sorted((root(start), root(end)))
        part[other] = one
    members: dict[int, list[int]] = {}
    for node in range(count):
        members.setdefault(root(node), []).append(node)
    return sorted(members.values(), key=lambda nodes: (-len(nodes), nodes))


def _packed(blocks: list[tuple[list[int], float, float]]) -> list[tuple[list[int], Point]]:
    """The upper left corner of each block: in rows, highest first, low ones under each other in columns of a row."""
    area = sum((width + GAP) * (height + GAP) for _, width, height in blocks)
    wide = max([(area * SHAPE) ** 0.5, *(width for _, width, _ in blocks)])
    corners: list[tuple[list[int], Point]] = []
    x = y = row = column = used = 0.0
    for part, width, height in sorted(blocks, key=lambda block: (-block[2], block[0])):
        if width > column or used + height > row:  # no room under the one before
            x, column, used = x + column + GAP * (column > 0), width, 0.0
            if x and x + width > wide:
                x, y, row = 0.0, y + row + GAP, 0.0
        corners.append((part, (x, y + used)))
        row, used = max(row, height), used + height + GAP
    return corners


def _placed(sizes: Any, edges: list[tuple[int, int]]) -> Any:
    """Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991), from a spiral instead of chance.

    Then boxes that overlap are pushed apart.
    """
    import numpy

    order = numpy.argsort(-_degrees(len(sizes), edges), kind="stable")
    rank = numpy.argsort(order, kind="stable")
    radius, angle = LENGTH * 0.6 * numpy.sqrt(rank), GOLDEN_ANGLE * rank
    points = numpy.stack([radius * numpy.cos(angle), radius * numpy.sin(angle)], axis=1)
    for step in range(STEPS):
        points = points + _limited(_forces(points, edges), LENGTH * (1 - step / STEPS))
    return _spread(_lying(points), sizes)


def _lying(points: Any) -> Any:
    """Turned so that the longest way across lies flat: names and screens are wider than high."""
    import numpy

    centred = points - points.mean(axis=0)
    _, axes = numpy.linalg.eigh(centred.T @ centred)
    along, across = axes[:, 1], axes[:, 0]
    # an axis has two directions, and the choice must not depend on the machine
    return numpy.stack([centred @ (along * _sign(along)), centred @ (across * _sign(across))], axis=1)


def _sign(axis: Any) -> float:
    return -1.0 if axis[abs(axis).argmax()] < 0 else 1.0


def _degrees(count: int, edges: list[tuple[int, int]]) -> Any:
    import numpy

    return numpy.bincount(numpy.array(edges, dtype=int).reshape(-1), minlength=count)


def _forces(points: numpy.ndarray[Any, Any], edges: list[tuple[int, int]]) -> Any:
    import numpy

    apart = points[:, None] - points[None]
    distance = numpy.maximum((apart**2).sum(axis=2), 1.0)
    # only neighbours push, or long branches would stretch
    push = numpy.where(distance < (REACH * LENGTH) ** 2, LENGTH**2 / distance, 0)
    force = (apart * push[:, :, None]).sum(axis=1) - points * GRAVITY
    if edges:
        start, end = numpy.array(edges).T
        pull = points[start] - points[end]
        pull = pull * numpy.sqrt((pull**2).sum(axis=1, keepdims=True)) / LENGTH
        numpy.add.at(force, start, -pull)
        numpy.add.at(force, end, pull)
    return force


def _limited(force: Any, most: float) -> Any:
    import numpy

    length = numpy.maximum(numpy.sqrt((force**2).sum(axis=1, keepdims=True)), 1e-9)
    return force / length * numpy.minimum(length, most)


def _spread(points: Any, sizes: Any) -> Any:
    """Push boxes that overlap apart, along the way that is shorter."""
    import numpy

    room = (sizes[:, None] + sizes[None]) / 2
    for _ in range(SPREADING):
        apart = points[:, None] - points[None]
        overlap = numpy.maximum(room - numpy.abs(apart), 0)
        numpy.einsum("iij->ij", overlap)[:] = 0
        overlap = overlap * (overlap.min(axis=2, keepdims=True) > 0)
        if not overlap.any():
            break
        # two in the same place part by their order
        number = numpy.arange(len(points))
        side = numpy.where(
            apart == 0, numpy.sign(number[:, None] - number[None])[:, :, None], numpy.sign(apart)
        )
        along = overlap == overlap.min(axis=2, keepdims=True)
        points = points + (side * overlap * along).sum(axis=1) * 0.3
    return points
