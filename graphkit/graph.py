"""Statements -> nodes and relationships: pure functions, the same graph in whatever order they come."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graphkit import copies
from graphkit.errors import InputError
from graphkit.model import KINDS, NAMED_KINDS, Document, Extraction, Mention, Node, Relationship, Statement

LINKS = ("SUBJECT", "OBJECT", "SAID_BY", "AT")
RELATION = re.compile(r"[A-Z][A-Z_]{0,99}")
# Index keys of both databases end below 8 kB, which is 2,000 characters of four bytes.
MAX_KEY = 2000
MAX_INTEGER = 2**63 - 1


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ARTICLES = _words("der die das den dem des ein eine einen einem einer eines the a an")
_PRONOUNS = _words(
    """
    ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich man wer
    dieser diese dieses diesen diesem jener jene jenes jenen jenem derselbe dieselbe
    sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere euer eure
    i you he she it we they me him her us them who this that these those his their its
    """
)

Triple = tuple[str, str, str]


class Link(NamedTuple):
    """How one statement names an entity."""

    mention: str
    name: str
    kind: str


class Evidence(NamedTuple):
    """What one statement adds to a typed relationship: its document, and the days it speaks of.

    `report` is the document's; it has none where graphkit did not look for copies yet.
    """

    document: str
    report: str | None
    first: date | None
    last: date | None


@dataclass(slots=True)
class Contribution:
    """What some statements add to the entities and to the typed relationships between them, counted."""

    links: dict[str, Counter[Link]] = field(default_factory=lambda: defaultdict(Counter))
    evidence: dict[Triple, Counter[Evidence]] = field(default_factory=lambda: defaultdict(Counter))


def build(extractions: Iterable[Extraction]) -> tuple[list[Node], list[Relationship]]:
    """The whole graph of some documents, in a stable order.

    Raises InputError for a document that comes twice with different content, or that `check` refuses.

    >>> build([])
    ([], [])
    """
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    contribution = Contribution()
    distinct = list(_distinct(extractions))
    reports = copies.reports({e.document.id: e.document.fingerprint for e in distinct})
    for extraction in distinct:
        report = reports[extraction.document.id]
        own_nodes, own_relationships = own(extraction, report)
        nodes += own_nodes
        relationships += own_relationships
        contribute(extraction, contribution, report)
    nodes += [entity(id, links) for id, links in contribution.links.items()]
    relationships += [projection(triple, found) for triple, found in contribution.evidence.items()]
    return in_order(nodes, relationships)


def own(extraction: Extraction, report: str | None = None) -> tuple[list[Node], list[Relationship]]:
    """What belongs to one document alone: its node, its statements, and their links."""
    statements = distinct_statements(extraction)
    nodes = [document_node(extraction.document, report), *map(statement_node, statements)]
    return nodes, [link for statement in statements for link in statement_links(statement)]


def contribute(extraction: Extraction, contribution: Contribution, report: str) -> None:
    """Add what a document says about entities and pairs of them to `contribution`."""
    for statement in distinct_statements(extraction):
        for _, mention in _roles(statement):
            contribution.links[mention.id][Link(mention.text, mention.name, mention.kind)] += 1
        if statement.projected:
            triple = (statement.subject.id, statement.relation, statement.object.id)
            contribution.evidence[triple][_evidence(statement, extraction.document, report)] += 1


def in_order(
    nodes: Iterable[Node], relationships: Iterable[Relationship]
) -> tuple[list[Node], list[Relationship]]:
    """Nodes by labels and id, relationships by type and ends."""
    return (
        sorted(nodes, key=lambda node: (node.labels, node.id)),
        sorted(relationships, key=lambda r: (r.type, r.start, r.end)),
    )


def check(extraction: Extraction) -> None:
    """Raise InputError for what no graph can hold: a bad relation name, an endless id, broken Unicode."""
    document = extraction.document
    _check_key(document.id, "document id")
    _check_text(document.metadata(), f"document {document.id!r}")
    copies.read(document.fingerprint)
    for statement in extraction.statements:
        where = f"statement {statement.id} of document {document.id!r}"
        if statement.document != document.id:
            raise InputError(f"{where} says it is of document {statement.document!r}")
        if not RELATION.fullmatch(statement.relation):
            raise InputError(
                f"{where}: {statement.relation[:50]!r} is no relation name such as ORDERED or HOLDS_OFFICE"
            )
        if not all(0 <= n <= MAX_INTEGER for n in (statement.sentence, statement.start, statement.end)):
            raise InputError(f"{where}: sentence, start and end must be between 0 and 2^63")
        _check_text(statement.to_dict(), where)
        for mention in statement.mentions():
            _check_mention(mention, where)


def document_node(document: Document, report: str | None) -> Node:
    """The :Document of an article; its text stays outside. `report` is a document that prints the same text."""
    signs = copies.read(document.fingerprint)
    keys = {f"fingerprint_{slot}": key for slot, key in sorted(signs.keys)} if signs else {}
    data = {**document.metadata(), "published": document.published, "report": report, **keys}
    return Node(("Document",), document.id, _present(data))


def statement_node(statement: Statement) -> Node:
    """The :Statement, without its arguments, which are links."""
    time = statement.time
    properties = {
        "relation": statement.relation,
        "predicate": statement.predicate,
        "trigger": statement.trigger,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "text": statement.text,
        "sentence": statement.sentence,
        "start": statement.start,
        "end": statement.end,
        "title": statement.title,
        "time_text": time.text if time else None,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "time_precision": time.precision if time else None,
        "rule": statement.rule or None,
        "extractor": statement.extractor or None,
    }
    return Node(("Statement",), statement.id, _present(properties))


def statement_links(statement: Statement) -> list[Relationship]:
    """IN_DOCUMENT, and one link for each entity the statement names."""
    start = ("Statement", statement.id)
    links = [Relationship("IN_DOCUMENT", start, ("Document", statement.document))]
    for role, mention in _roles(statement):
        properties: dict[str, Any] = {"mention": mention.text, "name": mention.name, "kind": mention.kind}
        if mention.was:
            properties["was"] = list(mention.was)
        links.append(Relationship(role, start, ("Entity", mention.id), properties))
    return links


def entity(id: str, links: Mapping[Link, int]) -> Node:
    """The entity that some links name: the most frequent kind and name, ties by the alphabet.

    >>> links = {Link("Putin", "Putin", "Person"): 2, Link("er", "Putin", "Person"): 9}
    >>> entity("person:putin", links).properties
    {'name': 'Putin'}
    """
    name = _most_frequent(links, "name")
    kind = _most_frequent(links, "kind")
    names = {alias for link in links if (alias := alias_of(link))} - {name}
    return Node(("Entity", kind), id, _present({"name": name, "aliases": sorted(names) or None}))


def grown_entity(stored: Node, links: Iterable[Link]) -> Node | None:
    """An entity that some more links name; None where they may change its name or kind, so that all must be counted."""
    name, kind = stored.properties["name"], stored.labels[-1]
    if any((link.name, link.kind) != (name, kind) for link in links):
        return None
    more = {alias for link in links if (alias := alias_of(link))} - {name}
    aliases = sorted(more | set(stored.properties.get("aliases", ())))
    return Node(stored.labels, stored.id, _present({"name": name, "aliases": aliases or None}))


def alias_of(link: Link) -> str | None:
    """The mention without its article, where it looks like a name.

    >>> alias_of(Link("der Kreml-Chef", "Wladimir Putin", "Person"))
    'Kreml-Chef'
    >>> alias_of(Link("Er", "Wladimir Putin", "Person"))
    """
    words = link.mention.split()
    if words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    if link.kind not in NAMED_KINDS or all(word.casefold() in _PRONOUNS for word in words):
        return None
    return " ".join(words) if any(word[0].isupper() for word in words) else None


def projection(triple: Triple, evidence: Mapping[Evidence, int]) -> Relationship:
    """The typed relationship that some statements add up to."""
    subject, relation, object_ = triple
    properties = {
        "statements": sum(evidence.values()),
        "documents": len({found.document for found in evidence}),
        "reports": len({found.report or found.document for found in evidence}),
        "first": min((found.first for found in evidence if found.first), default=None),
        "last": max((found.last for found in evidence if found.last), default=None),
    }
    return Relationship(relation, ("Entity", subject), ("Entity", object_), _present(properties))


def grown_projection(stored: Relationship, evidence: Mapping[Evidence, int]) -> Relationship:
    """A typed relationship with some more statements, of documents and reports that had none for it."""
    old, new = (
        stored.properties,
        projection((stored.start[1], stored.type, stored.end[1]), evidence).properties,
    )
    counts = {name: old[name] + new[name] for name in ("statements", "documents", "reports")}
    first = min((each["first"] for each in (old, new) if each.get("first")), default=None)
    last = max((each["last"] for each in (old, new) if each.get("last")), default=None)
    return Relationship(
        stored.type, stored.start, stored.end, _present({**counts, "first": first, "last": last})
    )


def days(
    time_start: date | None, time_end: date | None, published: date | None
) -> tuple[date | None, date | None]:
    """First and last day a statement speaks of: its own time, or else the day of publication."""
    return time_start or time_end or published, time_end or time_start or published


def distinct_statements(extraction: Extraction) -> list[Statement]:
    """One statement an id; of two with the same id the one whose JSON comes first, whatever the order."""
    found: dict[str, Statement] = {}
    for statement in extraction.statements:
        other = found.setdefault(statement.id, statement)
        if other is not statement:
            found[statement.id] = min(other, statement, key=lambda s: json.dumps(s.to_dict()))
    return list(found.values())


def same_content(one: Extraction, other: Extraction) -> bool:
    """True where two extractions of one document make the same graph."""
    (nodes, links), (other_nodes, other_links) = (in_order(*own(extraction)) for extraction in (one, other))
    return nodes == other_nodes and links == other_links


def _distinct(extractions: Iterable[Extraction]) -> Iterator[Extraction]:
    seen: dict[str, Extraction] = {}
    for extraction in extractions:
        check(extraction)
        other = seen.get(extraction.document.id)
        if other is None:
            seen[extraction.document.id] = extraction
            yield extraction
        elif not same_content(other, extraction):
            raise InputError(f"document {extraction.document.id!r} comes twice, with different content")


def _roles(statement: Statement) -> Iterator[tuple[str, Mention]]:
    mentions = (statement.subject, statement.object, statement.said_by, statement.place)
    return ((role, mention) for role, mention in zip(LINKS, mentions, strict=True) if mention)


def _evidence(statement: Statement, document: Document, report: str) -> Evidence:
    time = statement.time
    span = (time.start, time.end) if time else (None, None)
    return Evidence(document.id, report, *days(*span, document.published))


def _most_frequent(links: Mapping[Link, int], attribute: str) -> str:
    counts: Counter[str] = Counter()
    for link, count in links.items():
        counts[getattr(link, attribute)] += count
    return min(counts, key=lambda value: (-counts[value], value))


def _present(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}


def _check_mention(mention: Mention, where: str) -> None:
    _check_key(mention.id, f"{where}: entity id")
    _check_key(mention.name, f"{where}: name")
    if mention.kind not in KINDS:
        raise InputError(f"{where}: unknown kind {mention.kind!r}, expected one of {', '.join(KINDS)}")


def _check_key(value: str, what: str) -> None:
    if not value or len(value) > MAX_KEY:
        raise InputError(f"{what} must have 1 to {MAX_KEY:,} characters, this has {len(value):,}")
    _check_text(value, what)


def _check_text(value: object, what: str) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{what} holds half a character (a lone surrogate): fix its encoding") from error
