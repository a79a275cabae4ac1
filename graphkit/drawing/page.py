"""A picture as one HTML file that needs nothing else: the SVG, its sentences as data, and our own script."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from graphkit.drawing.picture import MOST_SENTENCES, Edge, Picture
from graphkit.drawing.svg import COLOURS, draw_svg, safe

MOST_BYTES = 1_000_000
_HERE = Path(__file__).parent


def draw_page(picture: Picture) -> str:
    """The page; its sentences are cut to fit in a megabyte."""
    most = MOST_SENTENCES
    page = _page(picture, most)
    while len(page.encode()) > MOST_BYTES and most:
        most //= 2
        page = _page(picture, most)
    return page


def _page(picture: Picture, most: int) -> str:
    script, style = _asset("page.js"), _asset("page.css")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    parts = {
        "title": safe(picture.title),
        "policy": f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        "style": style,
        "svg": draw_svg(picture),
        "data": embedded({"nodes": _nodes(picture), "edges": _edges(picture, most), "colours": COLOURS}),
        "script": script,
    }
    page = _asset("page.html")
    before, *slots = page.split("{{")
    filled = (f"{parts[name]}{rest}" for name, _, rest in (slot.partition("}}") for slot in slots))
    return before + "".join(filled)


def embedded(data: Any) -> str:
    """JSON that cannot end the script element that it stands in.

    >>> embedded("</script>")
    '"\\\\u003c/script>"'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _nodes(picture: Picture) -> list[dict[str, str]]:
    return [{"name": node.name, "kind": node.kind} for node in picture.nodes.values()]


def _edges(picture: Picture, most: int) -> list[dict[str, Any]]:
    number = {key: index for index, key in enumerate(picture.nodes)}
    return [_edge(edge, number, most) for edge in picture.edges.values()]


def _edge(edge: Edge, number: dict[str, int], most: int) -> dict[str, Any]:
    return {
        "start": number[edge.start],
        "end": number[edge.end],
        "relation": edge.relation,
        "first": edge.first.isoformat() if edge.first else None,
        "last": edge.last.isoformat() if edge.last else None,
        "more": max(len(edge.sentences) - most, 0),
        "sentences": [
            {**one._asdict(), "published": one.published.isoformat() if one.published else None}
            for one in edge.sentences[:most]
        ],
    }


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
