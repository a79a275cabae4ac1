"""GraphML, for programs that draw and analyse graphs; labels and types are in the data `labels` and `label`."""

from __future__ import annotations

import json
import re
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from graphkit.errors import StoreError
from graphkit.loader.elements import Element, NodeKey, NodeShape
from graphkit.loader.formats.tables import Table, tables
from graphkit.loader.spool import Spool, key_text
from graphkit.stores.values import encode

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
OWN_KEYS = """<key id="labels" for="node" attr.name="labels" attr.type="string"/>
<key id="label" for="edge" attr.name="label" attr.type="string"/>
"""
PLAIN = {"string", "long", "double", "boolean"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(spool: Spool, stream: IO[str]) -> None:
    """Write one directed graph. A list is JSON; any other type is text, and named in the key's description."""
    found = list(tables(spool))
    keys: dict[tuple[str, str, str], str] = {}
    stream.write(f"{HEAD}{OWN_KEYS}")
    for table in found:
        kind = "node" if isinstance(table.shape, NodeShape) else "edge"
        for name, type_ in table.columns:
            if (kind, name, type_) not in keys:
                keys[kind, name, type_] = f"d{len(keys)}"
                stream.write(_key(keys[kind, name, type_], kind, name, type_))
    stream.write('<graph id="G" edgedefault="directed">\n')
    for table in found:
        for element in table.elements():
            stream.write(_element(table, element, keys))
    stream.write("</graph>\n</graphml>\n")


def _key(id: str, kind: str, name: str, type_: str) -> str:
    plain = type_ if type_ in PLAIN else "string"
    described = "" if plain == type_ else f"<desc>{type_}</desc>"
    return f'<key id="{id}" for="{kind}" attr.name={_attribute(name)} attr.type="{plain}">{described}</key>\n'


def _element(table: Table, element: Element, keys: dict[tuple[str, str, str], str]) -> str:
    shape = element.shape
    if isinstance(shape, NodeShape):
        kind, values = "node", {**element.properties, shape.key: element.key[0]}
        head = f"<node id={_id(shape.keyed, element.key[0])}>"
        own = f'<data key="labels">{_text(":" + ":".join(shape.labels))}</data>'
    else:
        kind, values = "edge", dict(element.properties)
        source, target = _id(shape.start, element.key[0]), _id(shape.end, element.key[1])
        head = f"<edge source={source} target={target}>"
        own = f'<data key="label">{_text(shape.type)}</data>'
    data = (
        f'<data key="{keys[kind, name, type_]}">{_text(_form(values[name]))}</data>'
        for name, type_ in table.columns
        if values.get(name) is not None
    )
    return f"{head}{own}{''.join(data)}</{kind}>\n"


def _id(key: NodeKey, value: Any) -> str:
    return _attribute(f"{key.label}|{key.key}|{key_text((value,))}")


def _form(value: Any) -> str:
    form = encode(value)
    if isinstance(form, dict):
        [form] = form.values()
    return form if isinstance(form, str) else json.dumps(form, ensure_ascii=False)


def _attribute(text: str) -> str:
    return quoteattr(_checked(text))


def _text(text: str) -> str:
    return escape(_checked(text), {"\r": "&#13;"})


def _checked(text: str) -> str:
    if bad := _NO_XML.search(text):
        raise StoreError(f"GraphML cannot hold the character {bad[0]!r} in {text[:40]!r}: export it as jsonl")
    return text
