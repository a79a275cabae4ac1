"""graphkit_roles: subject and object put right by case and agreement, once the features are known."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from graphkit.extraction.language.features import mark
from graphkit.extraction.language.repair import TIME_NOUNS, first_case, is_passive
from graphkit.extraction.language.wordlists import words

SUBJECTS = {"nsubj", "nsubj:pass"}
AUXILIARY = {"aux", "aux:pass", "cop"}
DATIVE_VERBS = frozenset(
    words(
        """
        zustimmen helfen danken folgen gratulieren drohen widersprechen beitreten dienen gehören
        entsprechen vertrauen begegnen angehören beistehen gelingen gefallen nützen schaden trotzen
        weichen ausweichen zuhören zusehen widerstehen entkommen entgehen beiwohnen vorstehen
        unterliegen unterstehen misstrauen nachgeben zustoßen zukommen vorausgehen erliegen
        """
    )
)
# their person is in the dative: `sagte uns`, where the pronoun itself may be accusative too
PERSON_VERBS = frozenset(
    words(
        """
        sagen antworten erklären mitteilen erzählen berichten versichern passieren geschehen bleiben
        fehlen reichen scheinen
        """
    )
)
# of what somebody is accused or relieved: `beschuldigte den Minister der Lüge`
GENITIVE_VERBS = frozenset(
    words(
        """
        beschuldigen bezichtigen verdächtigen anklagen entheben berauben überführen zeihen verweisen
        """
    )
)
# with whom the preposition is the verb's, not the noun's before it: `bat die Opfer um Vergebung`
PREPOSITIONS = {
    "bitten": "um",
    "ersuchen": "um",
    "warnen": "vor",
    "auffordern": "zu",
    "zwingen": "zu",
    "verurteilen": "zu",
    "hindern": "an",
    "beteiligen": "an",
    "beauftragen": "mit",
    "abhalten": "von",
}
# nobody does them to anything: their noun is the subject, also beside `es`
INTRANSITIVE = frozenset(
    words(
        """
        herrschen warten wohnen funktionieren existieren kommen ankommen aufkommen hinzukommen umkommen vorkommen
        zurückkommen wiederkommen eintreten auftreten zurücktreten antworten aussehen stattfinden entstehen
        erscheinen verschwinden passieren geschehen scheitern fehlen bleiben ausbleiben zurückbleiben liegen
        vorliegen stehen feststehen bevorstehen sitzen fallen ausfallen sinken steigen ansteigen wachsen anwachsen
        fließen sterben aussterben scheinen auftauchen springen ausbrechen losbrechen
        zusammenbrechen explodieren detonieren eskalieren andauern enden ausreichen genügen reisen anreisen
        einreisen ausreisen abreisen fliehen flüchten protestieren demonstrieren kandidieren verhandeln reagieren
        marschieren einmarschieren einstürzen abstürzen zurückkehren heimkehren eintreffen mitwirken
        """
    )
)
# between them and an infinitive without a comma stands what belongs to the infinitive
RAISING = frozenset(
    words(
        """
        versuchen versprechen drohen beginnen anfangen vergessen planen hoffen beschließen wissen vermögen pflegen
        scheinen brauchen verstehen wagen gedenken suchen
        """
    )
)
INDEFINITE = {"nichts", "etwas", "viel", "wenig", "alles"}
PREDICATES = {"VERB", "AUX"}
LINKING = {"werden", "bleiben"}
NOMINAL = {"NOUN", "PROPN"}
FARTHEST = 12
MASCULINE_NEUTER = {"Masc", "Neut"}
AGREEMENT = {
    "der": {"Masc", "Fem"},
    "die": {"Fem", "Plur"},
    "das": {"Neut"},
    "dem": MASCULINE_NEUTER,
    "den": {"Masc"},
    "denen": {"Plur"},
    "deren": {"Fem", "Plur"},
    "dessen": MASCULINE_NEUTER,
}
FIRST_PERSON = {"habe", "hab", "bin", "werde"}
SUBJECTLESS = {"xcomp", "acl", "amod", "csubj"}


def cases(token: Token) -> set[str]:
    """Give the cases that a word may have; names and unknown words may have any."""
    return set(token.morph.get("Case", [])) or {"Nom", "Acc", "Dat", "Gen"}


def bare(token: Token) -> bool:
    """Tell whether a phrase has no preposition."""
    return not any(c.dep_ == "case" for c in token.lefts)


def settle(verb: Token) -> None:
    """Correct the roles around one predicate."""
    children = list(verb.children)
    if is_joined_active(verb) and not any(c.dep_ == "obj" for c in children):
        for child in children:
            if child.dep_ == "nsubj:pass" and "Acc" in cases(child):
                child.dep_ = "obj"
    for child in children:
        if child.dep_ in SUBJECTS | {"obj"} and bare(child):
            by_case(child)
    if verb.lemma_ in LINKING:
        become(verb, [c for c in children if c.dep_ in {"obj", "xcomp"} and bare(c) and c.pos_ in NOMINAL])
    subjects = one_subject(verb, [c for c in children if c.dep_ in SUBJECTS and bare(c)])
    bare_object(verb, children)
    give_to_infinitive(verb)
    take_from_infinitive(verb)
    measures(verb, children)
    expletive(verb, subjects, [c for c in children if c.dep_ == "obj" and bare(c)])
    free_genitive(verb)
    free_prepositional(verb)
    if not subjects:  # before the dative: a title before a name may be any case
        find_subject(verb, [c for c in children if c.dep_ == "obj" and bare(c)])
    find_dative(verb, [c for c in children if c.dep_ == "obj" and bare(c)])
    objects = [c for c in children if c.dep_ == "obj" and bare(c)]
    if len(subjects) == 1 and len(objects) == 1:
        swap_if_wrong(verb, subjects[0], objects[0])
    elif len(subjects) == 1 and not objects and is_object(verb, subjects[0]):
        subjects[0].dep_ = "obj"


def become(verb: Token, nouns: list[Token]) -> None:
    """`werden` has no object: of two nouns without a subject the first is it, the other what it becomes."""
    if len(nouns) > 1 and not any(c.dep_ in SUBJECTS for c in verb.children):
        nouns.pop(0).dep_ = "nsubj"
    for noun in nouns:
        noun.dep_ = "xcomp"


def give_to_infinitive(verb: Token) -> None:
    """`versucht die Lage zu klären`: no comma parts the object from the infinitive, so it is the infinitive's."""
    infinitive = next((c for c in verb.rights if c.dep_ == "xcomp" and is_infinitive(c)), None)
    if verb.lemma_ not in RAISING or infinitive is None or full_lemma(infinitive) in INTRANSITIVE:
        return
    for noun in [c for c in verb.children if c.dep_ == "obj" and verb.i < c.i < infinitive.i]:
        apart = any(t.text == "," for t in noun.doc[noun.i : infinitive.i])
        if not apart and noun.lower_ != "sich" and not any(c.dep_ == "obj" for c in infinitive.children):
            noun.head = infinitive


def take_from_infinitive(verb: Token) -> None:
    """`hat nichts zu verlieren`, `gibt es etwas auszusetzen`: the pronoun is what one has, or there is."""
    if verb.lemma_ not in {"haben", "geben"} or any(c.dep_ == "obj" for c in verb.children):
        return
    for infinitive in [c for c in verb.children if c.dep_ in {"xcomp", "acl"} and is_infinitive(c)]:
        for pronoun in [c for c in infinitive.children if c.dep_ == "obj" and c.lower_ in INDEFINITE]:
            pronoun.head = verb


def free_genitive(verb: Token) -> None:
    """`beschuldigte den Minister der Lüge`, `enthob ihn seines Amtes`: the second noun is none of the first one's."""
    if full_lemma(verb) not in GENITIVE_VERBS:
        return
    for noun in [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass", "obl:agent"}]:
        below = [
            t for t in noun.subtree if t.dep_ == "nmod" and t.pos_ == "NOUN" and t.i > noun.i and bare(t)
        ]
        if below and "Gen" in cases(below[-1]):
            below[-1].head, below[-1].dep_ = verb, "obl:arg"


def free_prepositional(verb: Token) -> None:
    """`bat die Angehörigen der Opfer um Vergebung`: what such a verb governs is no part of its object."""
    wanted = PREPOSITIONS.get(full_lemma(verb))
    if wanted is None or any(first_case(c) == wanted for c in verb.children):
        return
    for noun in [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass", "obl:arg"}]:
        below = [t for t in noun.subtree if t.dep_ == "nmod" and first_case(t) == wanted]
        if below:
            below[-1].head, below[-1].dep_ = verb, "obl"


def bare_object(verb: Token, children: list[Token]) -> None:
    """`bombardierte in der Nacht Stellungen`: a noun without preposition that is no time is the object."""
    roles = {c.dep_ for c in children}
    if verb.pos_ != "VERB" or full_lemma(verb) in INTRANSITIVE or roles & {"obj", "aux:pass", "cop"}:
        return
    if not roles & SUBJECTS:
        return
    for noun in children:
        able = cases(noun) == {"Acc"} or {"Acc", "Nom"} <= cases(noun)
        counted = any(c.dep_ == "nummod" for c in noun.lefts)
        if noun.dep_ != "obl" or noun.pos_ != "NOUN" or not able or counted or not bare(noun):
            continue
        if noun.lower_ not in TIME_NOUNS:
            noun.dep_ = "obj"


def expletive(verb: Token, subjects: list[Token], objects: list[Token]) -> None:
    """`Es herrscht Krieg`: beside a verb without object `es` only fills the first place."""
    if len(subjects) == len(objects) == 1 and subjects[0].lower_ == "es" and full_lemma(verb) in INTRANSITIVE:
        noun = objects[0]
        if "Nom" in cases(noun) and agrees(verb, noun) and noun.lower_ != "sich":
            subjects[0].dep_, noun.dep_ = "expl", "nsubj"


def leave_subordinate(doc: Doc) -> None:
    """`wählt der Gast, wenn er möchte, seinen Wein`: what follows a clause and its comma is no part of it."""
    for token in doc:
        clause, above = token.head, token.head.head
        if token.dep_ not in SUBJECTS | {"obj"} or clause.i > token.i or above.pos_ not in PREDICATES:
            continue
        end = max(t.i for t in (clause, *clause.children) if t.i == clause.i or t.dep_ in AUXILIARY)
        marked = any(c.dep_ == "mark" and c.i < clause.i for c in clause.children)
        if marked and above.i != clause.i and end + 1 < token.left_edge.i and doc[end + 1].text == ",":
            token.head = above


def close_articles(doc: Doc) -> None:
    """`sagt der in den Rat gewählte Makler`: an article taken for an argument is the noun's whose words follow it."""
    for token in doc[:-1]:
        if token.pos_ != "DET" or token.dep_ not in {*SUBJECTS, "obj"} or list(token.children):
            continue
        for noun in token.head.rights:
            if noun.dep_ in {*SUBJECTS, "obj"} and noun.pos_ == "NOUN" and noun.left_edge.i == token.i + 1:
                noun.dep_, token.dep_, token.head = token.dep_, "det", noun


def join_genitives(doc: Doc) -> None:
    """`wächst die Eigenverantwortung tätiger Unternehmen`: what can only be genitive belongs to the noun before."""
    for token in doc:
        first = token.left_edge
        if token.dep_ in {*SUBJECTS, "obj"} and cases(token) == {"Gen"} and bare(token) and first.i:
            noun = first.nbor(-1)
            if noun.pos_ in NOMINAL and not token.is_ancestor(noun):
                token.head, token.dep_ = noun, "nmod"


def is_joined_active(verb: Token) -> bool:
    """Tell the second verb of `feuerten auf sie und erschossen viele`, though it may look like a participle."""
    own = any(c.dep_ in AUXILIARY for c in verb.children)
    return (
        verb.dep_ == "conj"
        and not own
        and finite(verb.head) is not None
        and not any(c.dep_ in {"aux:pass", "cop"} for c in verb.head.children)
    )


def is_object(verb: Token, subject: Token) -> bool:
    """Tell whether the only argument is no subject: by case, or because the clause has none."""
    able = "Acc" in cases(subject)
    return able and ("Nom" not in cases(subject) or is_infinitive(verb) or leaves_out_ich(verb))


def by_case(token: Token) -> None:
    """A phrase that can only be dative is the person something is done to or for."""
    if cases(token) == {"Dat"}:
        token.dep_ = "obl:arg"


def one_subject(verb: Token, subjects: list[Token]) -> list[Token]:
    """Keep of several subjects the one that fits, as objects the others: `Das halte ich für richtig`."""
    able = [s for s in subjects if "Nom" in cases(s) and agrees(verb, s)]
    certain = able if len(able) == 1 else [s for s in able if cases(s) == {"Nom"}]
    if len(subjects) < 2 or any(c.dep_ == "cop" for c in verb.children):
        return subjects
    if len(certain) != 1:
        certain = able[:1] or subjects[:1]
    for other in subjects:
        if other.i != certain[0].i and "Acc" in cases(other):
            other.dep_ = "obj"
    return certain


def is_infinitive(verb: Token) -> bool:
    """Tell whether a predicate is an infinitive with `zu` and no finite word, which has no subject."""
    return finite(verb) is None and any(c.lower_ == "zu" and c.pos_ == "PART" for c in verb.children)


def leaves_out_ich(verb: Token) -> bool:
    """Tell `Habe die Ware erhalten.` from a question: the sentence opens with a first person."""
    opening = finite(verb)
    first = opening is not None and opening.lower_ in FIRST_PERSON and bool(opening.is_sent_start)
    return first and verb.sent[-1].text != "?"


def swap_if_wrong(verb: Token, subject: Token, other: Token) -> None:
    """Exchange subject and object when case or number say so."""
    nominative, accusative = "Nom" in cases(subject), "Acc" in cases(subject)
    turned = "Nom" in cases(other) and accusative
    wrong_case = turned and (not nominative or "Acc" not in cases(other))
    wrong_number = disagrees(verb, subject) and agrees(verb, other)
    if wrong_case or (turned and (wrong_number or exists(verb, subject, other))):
        subject.dep_, other.dep_ = other.dep_, subject.dep_


def exists(verb: Token, subject: Token, other: Token) -> bool:
    """Tell `Hinweise gebe es nicht`, where `es` is the subject."""
    alone = not any(c.dep_ in {"obl:arg", "compound:prt"} for c in verb.children)
    return verb.lemma_ == "geben" and other.lower_ == "es" and subject.ent_type_ != "PER" and alone


def find_subject(verb: Token, objects: list[Token]) -> None:
    """Make an object the subject of a finite clause that has none, if case and number allow it."""
    certain = next((o for o in objects if cases(o) == {"Nom"}), None)
    if certain is None and (finite(verb) is None or has_subject(verb) or is_subjectless(verb)):
        return
    fitting = [o for o in objects if "Nom" in cases(o) and agrees(verb, o) and o.lower_ != "sich"]
    if certain is not None or fitting:
        (certain or fitting[0]).dep_ = "nsubj:pass" if is_passive(verb) else "nsubj"


def is_subjectless(verb: Token) -> bool:
    """Tell infinitives and participles from clauses: a finite one at a noun is a relative clause."""
    clause = verb.dep_ == "acl" and any(c.pos_ == "PRON" and c.i < verb.i for c in verb.children)
    return verb.dep_ in SUBJECTLESS and not clause


def has_subject(verb: Token) -> bool:
    """Tell whether a clause has a subject of another kind, or shares one with the clause before it."""
    if any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in verb.children):
        return True
    if any(c.dep_ == "cop" for c in verb.children):
        return False
    if verb.morph.get("Mood", []) == ["Imp"] or leaves_out_ich(verb):
        return True
    return verb.dep_ == "conj" and shares_subject(verb)


def shares_subject(verb: Token) -> bool:
    """Tell whether a joined clause begins with its finite verb and needs no subject: `und kaufte Aktien`."""
    head, above = finite(verb) or verb, verb.head
    if above.dep_ == "acl:relcl" or any(c.dep_ == "mark" for c in above.children):
        return True
    skipped = {"cc", "punct", "advmod", "mark"}
    return not any(c.i < head.i for c in verb.children if c.dep_ not in skipped and c.i != head.i)


def find_dative(verb: Token, objects: list[Token]) -> None:
    """Of two objects, the one that may be dative is; so is the only object of a verb like `zustimmen`."""
    if len(objects) == 2:
        able = [o for o in objects if "Dat" in cases(o)]
        pronouns = [o for o in able if o.pos_ == "PRON"]
        if len(able) == 1 or len(pronouns) == 1:
            (pronouns or able)[0].dep_ = "obl:arg"
    elif len(objects) == 1 and "Dat" in cases(objects[0]) and governs_dative(verb, objects[0]):
        objects[0].dep_ = "obl:arg"


def measures(verb: Token, children: list[Token]) -> None:
    """A span of time beside an object is no second one; `dauern` has nothing else, and it is its object."""
    objects = [c for c in children if c.dep_ == "obj" and bare(c)]
    times = [c for c in children if c.dep_ in {"obj", "obl"} and bare(c) and c.lower_ in TIME_NOUNS]
    for time in times:
        if verb.lemma_ == "dauern" and not objects:
            time.dep_ = "obj"
        elif time.dep_ == "obj" and (len(objects) > 1 or is_before_or_after(time)):
            time.dep_ = "obl"


def is_before_or_after(time: Token) -> bool:
    """Tell `Stunden zuvor`, which is no object, from `verlor Stunden`."""
    return time.i + 1 < len(time.doc) and time.nbor().lower_ in {"zuvor", "davor", "danach", "später", "lang"}


def governs_dative(verb: Token, person: Token) -> bool:
    """Tell whether the only object of a predicate is its dative: `stimmte dem zu`, `sagte uns`, `sind sich einig`."""
    lemma = full_lemma(verb)
    if lemma in DATIVE_VERBS:
        return True
    return (
        person.pos_ == "PRON"
        and person.morph.get("Gender", []) != ["Neut"]
        and (lemma in PERSON_VERBS or (verb.pos_ == "ADJ" and any(c.dep_ == "cop" for c in verb.children)))
    )


def full_lemma(verb: Token) -> str:
    """Give the lemma of a verb with its particle: `zustimmen` for `stimmte … zu`."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "compound:prt"), "")
    return particle + verb.lemma_


def finite(verb: Token) -> Token | None:
    """Give the finite word of a predicate."""
    group = [verb, *(c for c in verb.children if c.dep_ in AUXILIARY)]
    return next((t for t in group if t.morph.get("VerbForm", []) == ["Fin"]), None)


def numbers(token: Token) -> set[str]:
    """Give the numbers that a phrase may have; a coordination is plural, an unknown word any."""
    if any(c.dep_ == "conj" for c in token.children) or is_counted(token):
        return {"Plur"}
    clause = token.head
    if token.lower_ in {"die", "welche"} and clause.dep_ == "acl:relcl" and clause.head.pos_ in NOMINAL:
        stands_for = clause.head.morph.get("Number", [])
        return set(stands_for) if stands_for == ["Plur"] else {"Sing", "Plur"}
    return set(token.morph.get("Number", [])) or {"Sing", "Plur"}


def is_counted(token: Token) -> bool:
    """Tell whether a number above one stands before a noun; of percentages the verb may be singular."""
    return token.lower_ != "prozent" and any(
        c.dep_ == "nummod" and not c.lower_.startswith("ein") and c.text != "1" for c in token.lefts
    )


def agrees(verb: Token, subject: Token) -> bool:
    """Tell whether a phrase can be the subject of a predicate."""
    head = finite(verb)
    wanted = set(head.morph.get("Number", [])) if head is not None else set()
    return not wanted or bool(numbers(subject) & wanted)


def disagrees(verb: Token, subject: Token) -> bool:
    """Tell whether a phrase cannot be the subject: plural verb and one person, or the other way round."""
    return not agrees(verb, subject) and not any(c.dep_ == "conj" for c in subject.children)


def free_pronouns(doc: Doc) -> None:
    """`ihr Hilfe zugesichert`: before a feminine noun `ihr` is no possessive."""
    for token in doc:
        noun = token.head
        candidate = token.lower_ == "ihr" and token.dep_ == "det:poss" and noun.head.pos_ in PREDICATES
        if candidate and (
            noun.morph.get("Gender", []) == ["Fem"] or noun.morph.get("Number", []) == ["Plur"]
        ):
            token.head, token.dep_, token.pos_, token.lemma_ = noun.head, "obl:arg", "PRON", "sie"
            mark(token, "Case=Dat|Gender=Fem|Number=Sing|Person=3|PronType=Prs")


def move_relatives(doc: Doc) -> None:
    """Hang a relative clause on the nearest noun before it that its pronoun agrees with."""
    for clause in doc:
        if clause.dep_ != "acl:relcl":
            continue
        pronoun = next((t for t in clause.subtree if t.lower_ in AGREEMENT and t.dep_ != "det"), None)
        if pronoun is not None and not (clause.head.pos_ in NOMINAL and fits(clause.head, pronoun)):
            clause.head = antecedent(clause, pronoun) or clause.head


def antecedent(clause: Token, pronoun: Token) -> Token | None:
    """Find the noun, nearest first, that a relative pronoun agrees with."""
    start = max(clause.sent.start, pronoun.i - FARTHEST)
    nouns = [t for t in clause.doc[start : pronoun.i] if t.pos_ in NOMINAL and t.dep_ != "flat"]
    fitting = [n for n in nouns if fits(n, pronoun) and not clause.is_ancestor(n)]
    return fitting[-1] if fitting else None


def fits(noun: Token, pronoun: Token) -> bool:
    """Tell whether a noun has one of the genders, or the plural, that a relative pronoun stands for."""
    number, gender = set(noun.morph.get("Number", [])), set(noun.morph.get("Gender", []))
    wanted = AGREEMENT[pronoun.lower_]
    if "Plur" in wanted and "Plur" in numbers(noun):
        return True
    return (not number or "Sing" in number) and (not gender or bool(gender & wanted))


class Roles:
    """Correct the roles of a parsed document with features."""

    def __init__(self, name: str) -> None:
        """Keep the component's name."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Correct one document; without a parse there is nothing to do."""
        if doc.has_annotation("DEP"):
            free_pronouns(doc)
            leave_subordinate(doc)
            close_articles(doc)
            join_genitives(doc)
            heads = {t.head.i for t in doc if t.dep_ in SUBJECTS or t.dep_ in {"obj", "xcomp"}}
            for index in sorted(heads):
                settle(doc[index])
            move_relatives(doc)
        return doc


@Language.factory("graphkit_roles", requires=["token.dep", "token.morph"], assigns=["token.dep"])
def make_roles(nlp: Language, name: str) -> Roles:
    """Make the component."""
    return Roles(name)
