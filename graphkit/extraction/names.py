"""Names in a text: known ones, those the language pipeline finds, and those that their neighbours announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.extraction.grammar import Grammar
from graphkit.extraction.grammar.tree import feature
from graphkit.model import Kind
from graphkit.ontology import Knowledge, KnownEntity, fold, slug

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graphkit.extraction.grammar.tree import Tree

_LABELS: dict[str, Kind] = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place"}
_ALIKE = 0.6  # Abd and Abed, Bashar and Baschar, Wolodymyr and Wladimir
_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{1,6}(?:/[A-Z]+)?s?")
_WORD = re.compile(r"[^\W\d_]")
# a known name that is also a common word counts only where the pipeline takes it for a name
_NOT_AFTER_NAMES = ("PUNCT", "ADP")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: token span [start, end), what it names, and whether a knowledge file says so."""

    start: int
    end: int
    kind: Kind
    name: str
    id: str
    known: bool = False
    evidence: int = 0


class NameFinder:
    """Finds the names of a Doc; see `find`."""

    def __init__(self, knowledge: Knowledge, grammar: Grammar) -> None:
        """Keep the knowledge that names are looked up in, and the grammar that knows their forms."""
        self.knowledge, self.grammar = knowledge, grammar
        self.particles = grammar.words.set("name_particles")
        self.bare_places = grammar.words.set("bare_place_prepositions")
        self.announcing = grammar.words.affixes("organization_noun_ends")

    def find(self, doc: Doc, document: str) -> list[Name]:
        """Names that do not overlap, in text order; the better evidence wins, then the longer span.

        `document` scopes the ids of people of whom the text has no more than one name.
        """
        texts = [token.text for token in doc]
        words = Counter(texts)
        # asked for at every name: read once
        doc.user_data["texts"], doc.user_data["words"] = texts, words
        known, recognised = list(self._known(doc)), list(self._recognised(doc))
        full = [self._full_name(name, known, doc) for name in recognised]
        found = [*known, *full, *self._announced(doc), *self._apposed(doc), *self._acronyms(doc)]
        found.sort(key=lambda n: (-n.evidence, n.start - n.end, n.start))
        taken: set[int] = set()
        kept = []
        for name in found:
            if taken.isdisjoint(range(name.start, name.end)):
                kept.append(name)
                taken.update(range(name.start, name.end))
        kept = [n for n in kept if not self._announces_other(n, kept, doc)]
        names = self._unify(self._unlink_foreign_parties(sorted(kept, key=lambda n: n.start), doc), doc)
        return [_as_written(_scoped(name, document), words) for name in names]

    def _announces_other(self, name: Name, names: list[Name], doc: Doc) -> bool:
        """ "die Linkspartei Syriza": a common noun before a name says what it is, and is no name itself."""
        follows = any(other.start == name.end and other.kind == "Organization" for other in names)
        return follows and name.end - name.start == 1 and doc[name.start].text.endswith(self.announcing)

    def _full_name(self, name: Name, known: list[Name], doc: Doc) -> Name:
        """ "Abd Rabbu Mansur Hadi" is more than the known "Hadi" in it, and is him if the first names are alike."""
        if name.kind != "Person" or name.end - name.start < 2:
            return name
        parts = [k for k in known if k.evidence < 9 and name.start <= k.start and k.end <= name.end]
        inside = [k for k in parts if k.end == name.end]
        if not inside:
            # "Burhan Kuzu" is nobody who is known as Burhan
            return replace(name, evidence=8) if any(k.kind == "Person" for k in parts) else name
        other = inside[0]
        if any(k.kind == "Person" and (k.start, k.end) == (name.start, other.start) for k in known):
            return name  # "ob Putin Assad traf": two who are known, and they win
        left, right = fold(doc[name.start].text).lower(), fold(other.name.split()[0]).lower()
        alike = other.kind == "Person" and SequenceMatcher(None, left, right).ratio() > _ALIKE
        return replace(_as(name, other) if alike else name, evidence=8)

    def _unlink_foreign_parties(self, names: list[Name], doc: Doc) -> list[Name]:
        """A party's name is linked only where its country is spoken of: there are many a "Nationale Front"."""
        if not any(self._type(name) == "party" for name in names):
            return names
        countries = {c for n in names if (c := self._country(n)) and self._type(n) != "party"}
        countries |= {
            c for t in doc if t.pos_ == "ADJ" and (c := self.knowledge.country_of_adjective(t.text))
        }
        return [
            self._unlink(n, doc)
            if self._is_foreign(n, countries) and not _in_brackets(doc, n.start, n.end)
            else n
            for n in names
        ]

    def _is_foreign(self, name: Name, countries: set[str]) -> bool:
        return (
            bool(countries) and self._type(name) == "party" and self._country(name) not in (None, *countries)
        )

    def _unlink(self, name: Name, doc: Doc) -> Name:
        text = self._base_text(doc, name.start, name.end)
        return replace(name, name=text, id=f"organization:{slug(text)}", known=False)

    def _type(self, name: Name) -> str | None:
        entity = self.knowledge.entities.get(name.id)
        return entity.type if entity else None

    def _country(self, name: Name) -> str | None:
        entity = self.knowledge.entities.get(name.id)
        return (entity.id if entity.kind == "Country" else entity.country) if entity else None

    def _known(self, doc: Doc) -> Iterator[Name]:
        words = [fold(text) for text in doc.user_data["texts"]]
        for i, word in enumerate(words):
            if not word[:1].isupper():
                continue
            token = doc[i]
            for row in self.knowledge.first_words.get(words[i], ()):
                end = i + len(row)
                if (
                    tuple(words[i : end - 1]) == row[:-1]
                    and end <= len(words)
                    and self._same(words[end - 1], row[-1])
                ):
                    yield from self._entries(" ".join(row), i, end, 9)
                    break
            yield from self._part_of_country(token)
            for form in self.grammar.name_forms(words[i]):
                if form in self.knowledge.names and self._trusted(token, form):
                    yield from self._entries(form, i, i + 1, 6)
                    break

    def _part_of_country(self, token: Token) -> Iterator[Name]:
        for form in self.grammar.name_forms(token.text):
            if fold(form) not in self.knowledge.names and self.knowledge.part_of_country(form):
                yield Name(token.i, token.i + 1, "Place", form, f"place:{slug(form)}", evidence=6)
                return

    def _entries(self, name: str, start: int, end: int, evidence: int) -> Iterator[Name]:
        for id_ in self.knowledge.names[name][:1]:
            entity = self.knowledge.entities[id_]
            yield Name(start, end, entity.kind, entity.name, id_, known=True, evidence=evidence)

    def _trusted(self, token: Token, form: str) -> bool:
        """A single word is a name where the pipeline agrees, or where it can hardly be anything else."""
        entity = self.knowledge.entities[self.knowledge.names[form][0]]
        if token.ent_type_ in _LABELS or token.pos_ == "PROPN":
            return True
        if entity.type == "party" and _in_brackets(token.doc, token.i, token.i + 1):
            return True
        if entity.kind == "Organization":
            return bool(_ACRONYM.fullmatch(token.text)) or not self.knowledge.is_class_word(form)
        return entity.kind == "Country"

    def _recognised(self, doc: Doc) -> Iterator[Name]:
        people = (ent for ent in doc.ents if _LABELS.get(ent.label_) == "Person" and len(ent) > 1)
        surnames = Counter(ent[-1].text for ent in people)
        for ent in doc.ents:
            kind = _LABELS.get(ent.label_)
            if kind is None:
                continue
            start, end = self._trim(doc, ent.start, ent.end, kind)
            if start == end or (end - start == 1 and self._is_common(doc[start], kind)):
                continue
            if (
                kind == "Person"
                and end - start == 2
                and surnames[doc[start].text]
                and surnames[doc[start + 1].text] > 1
            ):
                # "traf Westerwelle Rassul": the text gives both with their first names
                yield from (self._name(doc, i, i + 1, kind, 5) for i in (start, start + 1))
                continue
            begins = doc[start].text[:1].isupper() or doc[start].text in self.particles
            if _WORD.search(doc[start].text) and begins:
                yield self._name(doc, start, end, self._kind_by_place(doc, start, kind), 5)

    def _kind_by_place(self, doc: Doc, start: int, kind: Kind) -> Kind:
        """ "nach Nimule": what stands bare behind such a preposition is a place, unless it is an abbreviation."""
        bare = start > 0 and doc[start - 1].lower_ in self.bare_places
        return (
            "Place" if kind == "Organization" and bare and not _ACRONYM.fullmatch(doc[start].text) else kind
        )

    def _is_common(self, token: Token, kind: Kind) -> bool:
        """ "die Junta", "das Parlament": a common noun is no name; "der Emir" is no place."""
        if kind == "Place" and token.text.lower() in self.knowledge.offices:
            return True
        classes = ("government", "authority", "collective", "force", "event", "person")
        article = token.i > 0 and token.nbor(-1).pos_ == "DET" and self.knowledge.is_class_word(token.text)
        return (token.pos_ == "NOUN" or article) and self.knowledge.noun_class(
            token.lemma_, classes
        ) is not None

    def _trim(self, doc: Doc, start: int, end: int, kind: Kind) -> tuple[int, int]:
        """Cut offices and articles before a name, and quotation marks and stops around it."""
        while start < end and (
            doc[start].is_punct or doc[start].pos_ in ("DET", "ADP") or self._is_title(doc[start], kind)
        ):
            start += 1
        while end > start and doc[end - 1].is_punct:
            end -= 1
        return start, end

    def _is_title(self, token: Token, kind: Kind) -> bool:
        if kind == "Person":
            return self.knowledge.office(token.text) is not None or token.pos_ == "ADJ"
        return kind == "Place" and token.pos_ == "ADJ" and not token.text[:1].isupper()

    def _announced(self, doc: Doc) -> Iterator[Name]:
        """ "Außenminister X Y", "Provinz X", "Partei X": the noun before says what kind of name follows."""
        texts = doc.user_data["texts"]
        for i in (i for i in range(len(texts) - 1) if texts[i + 1][:1].isupper()):
            token = doc[i]
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            kind = self._announces(token)
            end = self._run_of_names(doc, token.i + 1)
            if kind and end > token.i + 1 and not _is_apart(token, doc[i + 1]):
                yield self._name(doc, token.i + 1, end, kind, 4 if kind == "Person" else 3)

    def _apposed(self, doc: Doc) -> Iterator[Name]:
        """ "die Vorsitzende des Gerichts, X Y,": behind an office, its phrase and a comma stands a person."""
        texts = doc.user_data["texts"]
        for comma in (i for i, text in enumerate(texts) if text == "," and i + 3 < len(texts)):
            end = self._run_of_names(doc, comma + 1)
            closed = end < len(texts) and (doc[end].is_punct or doc[end].pos_ in ("VERB", "AUX"))
            if end < comma + 3 or not closed or any(doc[i].pos_ != "PROPN" for i in range(comma + 1, end)):
                continue
            known = self.knowledge.names.get(fold(doc[comma + 1 : end].text))
            if not known and self._follows_office(doc, comma):
                yield self._name(doc, comma + 1, end, "Person", 6)

    def _follows_office(self, doc: Doc, comma: int) -> bool:
        """True where nothing but a noun phrase stands between an office and the comma."""
        for i in range(comma - 1, max(comma - 7, -1), -1):
            if doc[i].pos_ == "NOUN" and self.knowledge.office(doc[i].text):
                return i < comma - 1
            if doc[i].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "ADP"):
                return False
        return False

    def _announces(self, token: Token) -> Kind | None:
        if self.knowledge.office(token.text):
            return "Person"
        found = self.knowledge.noun_class(token.lemma_, ("place", "organization"))
        if found is None:
            return None
        return "Place" if found == "place" else "Organization"

    def _acronyms(self, doc: Doc) -> Iterator[Name]:
        for i, text in enumerate(doc.user_data["texts"]):
            if len(text) < 7 and _ACRONYM.fullmatch(text) and doc[i].pos_ in ("PROPN", "NOUN", "X"):
                yield self._name(doc, i, i + 1, "Organization", 2)

    def _name(self, doc: Doc, start: int, end: int, kind: Kind, evidence: int) -> Name:
        if kind == "Person":
            while start > 0 and doc[start - 1].text in self.particles and doc[start - 1].pos_ == "PROPN":
                start -= 1
        text = self._base_text(doc, start, end)
        known = self._entity(text, kind)
        if known:
            return Name(start, end, known.kind, known.name, known.id, known=True, evidence=evidence)
        return Name(start, end, kind, text, f"{kind.lower()}:{slug(text)}", evidence=evidence)

    def _entity(self, text: str, kind: Kind) -> KnownEntity | None:
        ids = self.knowledge.names.get(fold(text), ())
        entities = [self.knowledge.entities[id_] for id_ in ids]
        same = [
            e for e in entities if e.kind == kind or {e.kind, kind} <= {"Place", "Country", "Organization"}
        ]
        return same[0] if same else None

    def _same(self, word: str, known: str) -> bool:
        return any(form == known for form in self.grammar.name_forms(word))

    def _base_text(self, doc: Doc, start: int, end: int) -> str:
        """The name as written, without the genitive ending of its last word."""
        text: str = doc[start:end].text.replace("\n", " ")
        last = doc[end - 1].text
        if len(last) > 3 and self.grammar.has_genitive_apostrophe(last):
            return text[:-1]
        lone = doc.user_data["words"][last] == 1
        ending = len(last) > 3 and self.grammar.has_genitive_ending(last)
        return text[:-1] if ending and self._is_genitive(doc, end, text, lone=lone) else text

    def _is_genitive(self, doc: Doc, end: int, text: str, *, lone: bool) -> bool:
        last, following = doc[end - 1], doc[end].pos_ if end < len(doc) else ""
        if last.text[:-1] in doc.user_data["words"] or (lone and feature(last, "Case") == ["Gen"]):
            return True
        behind = last.dep_ == "nmod" and last.head.pos_ == "NOUN" and last.head.i < last.i
        owns = following == "NOUN" or (behind and not any(kid.dep_ == "case" for kid in last.lefts))
        return lone and owns and not self.grammar.has_own_s(text)

    def _run_of_names(self, doc: Doc, start: int) -> int:
        """The end of the run of name words that begins at `start`."""
        end = start
        while end < len(doc):
            token = doc[end]
            named = token.pos_ in ("PROPN", "X") and token.text[:1].isupper()
            inside = (
                end > start
                and token.lower_ in self.particles
                and end + 1 < len(doc)
                and doc[end + 1].pos_ == "PROPN"
            )
            if not (named or inside) or (token.is_sent_start and end > start):
                break
            end += 1
        return end

    def _unify(self, names: list[Name], doc: Doc) -> list[Name]:
        """One entity for a person's short and full names, and for a long name with its abbreviation in brackets."""
        names = _join_brackets(names, doc)
        names = sorted([*names, *self._repeated(names, doc)], key=lambda n: n.start)
        full = [n for n in names if n.kind == "Person" and n.end - n.start > 1]
        return [_lengthen(name, full, doc) for name in names]

    def _repeated(self, names: list[Name], doc: Doc) -> Iterator[Name]:
        """A surname that stands alone, of somebody whose full name the text gives elsewhere."""
        taken = {i for name in names for i in range(name.start, name.end)}
        surnames = {}
        for name in names:
            parts = [t.text for t in doc[name.start : name.end]]
            if name.kind == "Person" and len(parts) > 1:
                surname = self._surname(parts)
                surnames[surname] = name
                surnames[(surname[0][:1].upper() + surname[0][1:], *surname[1:])] = name  # "Al-Masri schwieg"
        texts, first_words = doc.user_data["texts"], tuple(words[0] for words in surnames)
        for i, text in enumerate(texts):
            if not text.startswith(first_words):
                continue
            for words, name in surnames.items():
                if not text.startswith(words[0]):
                    continue
                here, span = tuple(texts[i : i + len(words)]), range(i, i + len(words))
                same = len(here) == len(words) and here[:-1] == words[:-1] and self._same(here[-1], words[-1])
                if same and taken.isdisjoint(span):
                    taken.update(span)
                    yield replace(name, start=i, end=i + len(words), evidence=1)

    def _surname(self, parts: list[str]) -> tuple[str, ...]:
        """The last word of a full name, with the particles before it: "von der Leyen"; the first of "Moon Jae-in"."""
        if _is_family_first(parts):
            return (parts[0],)
        particles = (i for i, word in enumerate(parts[1:], 1) if fold(word).lower() in self.particles)
        return tuple(parts[next(particles, len(parts) - 1) :])


def _is_apart(noun: Token, following: Token) -> bool:
    """ "warf der Union Wortbruch vor": a word that is no name for the pipeline, and another argument of the verb."""
    arguments = ("nsubj", "nsubj:pass", "obj", "obl:arg")
    both = noun.dep_ in arguments and following.dep_ in arguments
    return both and noun.head.i == following.head.i and not following.ent_type_


def give_roles(tree: Tree, names: list[Name]) -> None:
    """Put right in the tree what only those who know the names can: which words are arguments of the verb."""
    for left, right in pairwise(names):
        _part_neighbours(tree, left, right)
    for name in names:
        if name.kind == "Person" and name.end - name.start == 1 and tree.roles[name.start] == "advmod":
            _give_role(tree, name.start)
        elif name.kind == "Person" and tree.roles[name.start] == "appos" and is_owner(tree, name):
            tree.roles[name.start] = "nmod"


def is_owner(tree: Tree, name: Name) -> bool:
    """ "ein Vertrauter Erdogans", "Gegner Erdogans": a name in the genitive behind a noun is no apposition.

    Without an article it may be the genitive of both: "Präsident Erdogans Rede".
    """
    noun = name.start - 1
    if tree.heads[name.start] != noun or not in_genitive(tree.grammar, tree.tokens[name.end - 1].text, name):
        return False
    above = tree.heads[noun]
    return bool(tree.children(noun, "det")) or above < name.end or tree.tokens[above].pos_ != "NOUN"


def in_genitive(grammar: Grammar, last: str, name: Name) -> bool:
    """True where `last`, the name's last word in the text, has an ending that the name itself lacks."""
    return grammar.has_genitive_ending(last) and fold(name.name).endswith(fold(last[:-1]))


def _part_neighbours(tree: Tree, left: Name, right: Name) -> None:
    """ "traf Putin Assad": two names side by side may be one phrase of the tree; the second is the object."""
    verb = tree.heads[left.start]
    if _owns(tree, left, right):  # "Erdogans AKP": the party acts
        above = right.start if verb == left.start else verb  # a root is its own head
        tree.heads[right.start], tree.roles[right.start] = above, tree.roles[left.start]
        tree.heads[left.start], tree.roles[left.start] = right.start, "nmod"
        tree.index()
        return
    alike = left.end == right.start and left.kind == right.kind and left.kind in ("Person", "Country")
    joined = alike and tree.heads[right.start] == left.start and tree.roles[right.start] in ("flat", "appos")
    if joined and tree.roles[left.start] == "nsubj" and not tree.children(verb, "iobj"):
        # "hat Mali Niger Waffen geliefert": beside an object the second is whom it is done for
        role = "iobj" if tree.children(verb, "obj") else "obj"
        tree.heads[right.start], tree.roles[right.start] = verb, role
        tree.index()


def _owns(tree: Tree, left: Name, right: Name) -> bool:
    """True for a person in the genitive before what is his, where the tree makes one name of both."""
    joined = left.end == right.start and tree.heads[right.start] == left.start
    owned = left.kind == "Person" and right.kind in ("Organization", "Country")
    return joined and owned and in_genitive(tree.grammar, tree.tokens[left.end - 1].text, left)


def _give_role(tree: Tree, i: int) -> None:
    """ "verteidigte Kurz": an adverb for the pipeline; in front it is the name where the finite verb follows."""
    verb, first = tree.heads[i], bool(tree.tokens[i].is_sent_start)
    subjects, objects = tree.children(verb, "nsubj"), tree.children(verb, "obj")
    if first and not (i + 1 < len(tree.tokens) and "Fin" in feature(tree.tokens[i + 1], "VerbForm")):
        return
    if not subjects or (first and not objects):
        tree.roles[i] = "nsubj"
        for other in subjects:
            tree.roles[other] = "obj"
    elif not objects:
        tree.roles[i] = "obj"


def _scoped(name: Name, document: str) -> Name:
    """A bare "Müller" is somebody of this text: another text's Müller may be another."""
    if name.kind != "Person" or name.known or " " in name.name:
        return name
    return replace(name, id=f"person:{document}/{slug(name.name)}")


def _as_written(name: Name, words: Counter[str]) -> Name:
    """A known name with the text's own accents: the text writes Erdoğan or Erdogan, and so does the statement."""
    if not name.known or all(part in words for part in name.name.split()):
        return name
    written = {fold(word): word for word in words if word[:1].isupper()}
    return replace(name, name=" ".join(written.get(fold(part), part) for part in name.name.split()))


def _in_brackets(doc: Doc, start: int, end: int) -> bool:
    """ "Claudia Roth (Grüne)"."""
    return start > 0 and end < len(doc) and (doc[start - 1].text, doc[end].text) == ("(", ")")


def _join_brackets(names: list[Name], doc: Doc) -> list[Name]:
    alias: dict[str, Name] = {}
    for left, right in pairwise(names):
        bracket = left.end < len(doc) and doc[left.end].text == "(" and right.start == left.end + 1
        if (
            bracket
            and left.kind != "Person"  # "Heiko Maas (SPD)"
            and right.end < len(doc)
            and doc[right.end].text == ")"
            and _ACRONYM.fullmatch(doc[right.start].text)
        ):
            best = left if left.known or not right.known else right
            alias[left.id] = alias[right.id] = best
    return [_as(name, alias[name.id]) if name.id in alias else name for name in names]


def _as(name: Name, other: Name) -> Name:
    return replace(name, kind=other.kind, name=other.name, id=other.id, known=other.known)


def _lengthen(name: Name, full: list[Name], doc: Doc) -> Name:
    """ "Putin" is the "Wladimir Putin" of the same text, the nearest one before it where there are several."""
    if name.known and (name.kind != "Person" or name.end - name.start > 1):
        return name
    words = fold(name.name).split()
    if name.known and (namesake := _namesake(name, full, doc)):
        return _as(name, namesake)
    matches = [o for o in full if o is not name and _is_short_for(words, fold(o.name).split())]
    matches += [
        o for o in full if o is not name and o.known and _is_short_for(words, fold(_span(doc, o)).split())
    ]
    if not matches:
        return name
    before = [other for other in matches if other.start < name.start]
    return _as(name, before[-1] if before else matches[0])


def _namesake(name: Name, full: list[Name], doc: Doc) -> Name | None:
    """Of a known surname: who has it in this text, if that is another and the one who is known is not named in full."""
    here = doc[name.start].text
    last = {n: doc[n.end - 1].text for n in full if n.end <= name.start}
    same = [n for n, word in last.items() if here in (word, word + "s")]
    others = [n for n in same if n.id != name.id]
    owner = any(last[n] != here for n in same)  # "ein Treffen Roes": what stands before is no office
    office = name.start > 0 and doc[name.start - 1].pos_ == "NOUN" and not owner
    return None if office or len(others) < len(same) or not others else others[-1]


def _span(doc: Doc, name: Name) -> str:
    text: str = doc[name.start : name.end].text
    return text


def _is_family_first(parts: list[str]) -> bool:
    """ "Moon Jae-in", "Kim Jong-un": a second part that goes on small behind a hyphen is a Korean given name."""
    return len(parts) == 2 and re.fullmatch(r"[A-Z]\w*-[a-z]\w*", parts[1]) is not None


def _is_short_for(shorter: list[str], longer: list[str]) -> bool:
    """True for the last words of a name, and for the first one where that is the family's."""
    short, words = ([word.lower() for word in part] for part in (shorter, longer))
    if _is_family_first(longer) and short == words[:1]:
        return True
    return len(words) > len(short) and words[-len(short) :] == short
