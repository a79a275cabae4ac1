"""A picture in one of its formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphkit.drawing.page import draw_page
from graphkit.drawing.picture import Picture
from graphkit.drawing.svg import draw_svg
from graphkit.errors import GraphkitError, InputError

# sharp on a screen with two pixels for each of ours
ZOOM = 2.0


def render(picture: Picture, format: str) -> bytes:
    """The bytes of a file of this format; raises InputError for another than html, svg and png."""
    if format not in _DRAWERS:
        raise InputError(f"no picture format {format!r}: choose one of {', '.join(FORMATS)}")
    return _DRAWERS[format](picture)


def format_of(path: str | Path) -> str:
    """The format that a file's name asks for; raises InputError where it is none.

    >>> format_of("graph.SVG")
    'svg'
    """
    ending = Path(path).suffix.lstrip(".").lower()
    if ending not in _DRAWERS:
        raise InputError(
            f"{path}: give the file a name that ends in {' or '.join(f'.{one}' for one in FORMATS)}"
        )
    return ending


def _png(picture: Picture) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise GraphkitError(
            "a PNG needs resvg: pip install 'graphkit[png]'; or draw an .svg, which every browser shows and saves"
        ) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=draw_svg(picture), background="#ffffff", zoom=ZOOM))


_DRAWERS: dict[str, Callable[[Picture], bytes]] = {
    "html": lambda picture: draw_page(picture).encode(),
    "svg": lambda picture: draw_svg(picture).encode(),
    "png": _png,
}
FORMATS = tuple(_DRAWERS)
