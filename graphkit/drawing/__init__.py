"""Pictures of answers: a page to look around in (HTML), an SVG, a PNG."""

from graphkit.drawing.picture import Picture, build_picture, find_query
from graphkit.drawing.render import FORMATS, format_of, render

__all__ = ["FORMATS", "Picture", "build_picture", "find_query", "format_of", "render"]
