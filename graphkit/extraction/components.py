"""graphkit as a spaCy component: `nlp.add_pipe("graphkit")` fills `doc._.statements`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import find_clauses
from graphkit.extraction.grammar import grammar_of, read_tree
from graphkit.extraction.modality import Tellings
from graphkit.extraction.names import NameFinder, give_roles
from graphkit.extraction.offices import OfficeFinder
from graphkit.extraction.relations import StatementMaker
from graphkit.model import Document
from graphkit.ontology import load_knowledge, load_relations

if not Doc.has_extension("statements"):
    Doc.set_extension("statements", default=())
    Doc.set_extension("document", default=None)
    Doc.set_extension("layout", default=None)


class Extractor:
    """Reads statements off a parsed Doc; `doc._.document` may carry id and publication date."""

    def __init__(
        self, scheme: str, extractor: str, language: str, open_relations: bool, knowledge: str | None = None
    ) -> None:
        """Load the ontology of `language`; `scheme` names the grammar adapter, `knowledge` a user's file."""
        self.open_relations = open_relations
        self.scheme, self.extractor = scheme, extractor
        self.grammar = grammar_of(language)
        self.words = self.grammar.words
        self.knowledge, self.relations = load_knowledge(knowledge), load_relations(language)
        self.names = NameFinder(self.knowledge, self.grammar)

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc._.statements`."""
        document = doc._.document or Document(id="text", text=doc.text)
        if any(not token.is_space for token in doc):
            doc._.statements = tuple(self.maker(doc, document).make())
            for scratch in ("texts", "words", "features"):
                doc.user_data.pop(scratch, None)
        return doc

    def maker(self, doc: Doc, document: Document) -> StatementMaker:
        """All that is found in a parsed Doc, ready to make its statements."""
        tree = read_tree(doc, self.scheme, self.grammar)
        names = self.names.find(doc, document.id)
        give_roles(tree, names)
        offices = OfficeFinder(doc, names, self.knowledge, self.grammar, document.published)
        actors = Actors(tree, names, offices, self.knowledge, self.words, document.id)
        clauses = find_clauses(tree, self.relations, self.words)
        tellings = Tellings(tree, clauses, actors, self.words)
        return StatementMaker(tree, document, clauses, actors, offices, tellings, self.relations, self.words,
                              self.extractor, open_relations=self.open_relations)  # fmt: skip


@Language.factory(
    "graphkit",
    assigns=["doc._.statements"],
    requires=["token.dep", "token.pos", "doc.ents", "doc.sents"],
    default_config={
        "scheme": "ud",
        "extractor": "graphkit",
        "language": "de",
        "open_relations": False,
        "knowledge": None,
    },
)
def make_extractor(
    nlp: Language,
    name: str,
    scheme: str,
    extractor: str,
    language: str,
    open_relations: bool,
    knowledge: str | None,
) -> Extractor:
    """The component; `scheme` is "ud" or "tiger", `open_relations` keeps verbs without a frame."""
    return Extractor(scheme, extractor, language, open_relations, knowledge)
