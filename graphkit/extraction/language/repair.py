"""graphkit_repair: put right by rule what the parser cannot learn from its treebank."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from graphkit.extraction.language.speech import CONTENT, VERBS, attribute
from graphkit.extraction.language.wordlists import words

AUXILIARY = {"aux", "aux:pass", "cop"}
STAYS = {"punct", "conj", "cc", "aux", "aux:pass", "cop", "flat", "fixed", "compound", "case", "dep"}
RELATIVE = {
    "der",
    "die",
    "das",
    "dem",
    "den",
    "dessen",
    "deren",
    "denen",
    "welcher",
    "welche",
    "welches",
    "welchem",
    "welchen",
}
POSTPOSITIONS = {"zufolge", "zuliebe", "gemäß", "entsprechend", "gegenüber", "wegen"}
AGENT_PREPOSITIONS = {"von", "vom"}
POINTING = frozenset(
    words("daran darauf dafür dagegen darum davon dazu damit darüber davor darin dabei danach")
)
FIRST = ("erste", "letzte", "einzige")  # `als erster Minister`: who does something so
TIME_NOUNS = frozenset(
    words(
        """
        montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai
        juni juli august september oktober november dezember jahr jahre jahren tag tage tagen woche
        wochen monat monate monaten stunde stunden uhr beginn anfang
        """
    )
)
DATIVE_ONLY = {"ihm", "ihnen", "mir", "dir", "dem", "denen", "wem"}
ACCUSATIVE_ONLY = {"ihn", "mich", "dich", "den", "wen"}
BE = {"ist", "sind", "war", "waren", "sei", "seien", "sein", "wäre", "wären", "bin"}
ARRIVED = tuple(
    words(
        """
        gekommen gegangen gereist getreten geflohen gestorben gefahren gefallen gestiegen gesunken
        gewachsen geblieben geworden gelangt gelaufen gerückt geschehen passiert gescheitert
        verschwunden entstanden erschienen gelungen gefolgt geflüchtet marschiert gelandet gestürzt
        gewesen eingetroffen geflogen explodiert gesprungen vergangen entkommen gewichen geeilt
        getaucht gekehrt gestoßen geraten gedrungen geströmt gewandert geklettert gerannt gerast gerollt
        gesegelt geschlichen gestrandet geplatzt abgezogen eingezogen umgezogen weggezogen
        aufgebrochen ausgebrochen zusammengebrochen zerbrochen zerfallen ausgeschieden zusammengetroffen
        aufgestanden auferstanden verstorben verunglückt ertrunken erkrankt erlegen verhungert desertiert
        emigriert kollidiert eskaliert gekentert entgleist geschrumpft verstummt verstrichen genesen
        """
    )
)
ARTICLES = {"die", "den", "das", "dem", "der"}
MISPLACED = {"obl", "advcl", "nmod", "acl", "conj", "parataxis", "dep"}
SUBJECTS = {"nsubj", "nsubj:pass"}
NOMINAL = {"NOUN", "PROPN"}
EXIST = {"gibt", "gab", "gäbe", "gebe", "geben", "gegeben"}
CIRCUMSTANCE = frozenset(
    words(
        """
        weil da während nachdem bevor ehe bis solange sobald seitdem obwohl obgleich indem sodass damit falls sofern
        soweit zumal wobei
        """
    )
)
QUANTITIES = {"viel", "viele", "wenig", "wenige"}
UNITS = {"€", "$", "%", "euro", "dollar", "mark", "franken", "pfund", "rubel", "prozent", "yen"}
ABOUT = {"gut", "knapp", "rund", "etwa", "fast"}
PARTITIVE = {"etwas", "nichts", "was"}
ADDRESS = frozenset({"herr", "herrn", "frau", "dr.", "prof.", "doktor"})
POSSESSIVE = ("mein", "dein", "sein", "ihr", "unser", "unsr", "euer", "eure")


def lift_arguments(doc: Doc) -> None:
    """Move what hangs on an auxiliary or copula to the word it belongs to."""
    for token in doc:
        if token.dep_ in AUXILIARY and token.head.i != token.i:
            for child in list(token.children):
                if child.dep_ not in STAYS:
                    child.head = token.head


def settle_classes(doc: Doc) -> None:
    """`Das britische Unterhaus`: what is an article or an adjective by its place is no part of a name."""
    for token in doc:
        if token.pos_ == "PROPN" and token.dep_ == "det":
            token.pos_ = "DET"
        elif token.pos_ == "PROPN" and token.dep_ == "amod" and token.text[0].islower():
            token.pos_ = "ADJ"


def free_places(doc: Doc) -> None:
    """`traf ihn am Montag in Rom`: a place behind a day is the verb's, and no part of the day."""
    for token in doc:
        day = token.head
        place = token.dep_ == "nmod" and token.ent_type_ == "LOC" and first_case(token)
        if place and day.dep_ == "obl" and day.lower_ in TIME_NOUNS:
            token.head = day.head


def settle_verbs(doc: Doc) -> None:
    """What hangs on a verb as it only can on a noun: `in Rom` is no nmod, `riss ihn mit` has a particle."""
    for token in doc:
        verb = token.head
        if verb.pos_ != "VERB" or token.i == verb.i:
            continue
        if token.dep_ == "nmod" and first_case(token):
            token.dep_ = "obl"
        elif token.dep_ == "cop" and token.lower_ in BE and verb.lower_.endswith(ARRIVED):
            token.dep_ = "aux"
        elif token.dep_ == "case" and token.i > verb.i and is_before_preposition(token):
            token.dep_ = "compound:prt"
            for child in [c for c in token.children if c.dep_ == "obl"]:
                child.head = verb


def is_before_preposition(token: Token) -> bool:
    """Tell the particle in `riss ihn mit in den Tod` from a preposition."""
    return token.pos_ == "ADP" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP"


def lift_clauses(doc: Doc) -> None:
    """`denkt daran, zu gehen`, `rechnet damit, dass`: the clause is the verb's, and the adverb points to it."""
    for token in doc:
        adverb, verb = token.head, token.head.head
        pointing = adverb.lower_ in POINTING and adverb.i < token.i
        if token.dep_ == "acl" and pointing and verb.pos_ == "VERB" and verb.i != adverb.i:
            told = any(c.dep_ == "mark" and c.pos_ == "SCONJ" for c in token.children)
            token.head, token.dep_ = verb, "ccomp" if told else "xcomp"


def free_judgements(doc: Doc) -> None:
    """`ist dagegen, zu gehen`: what somebody is stands before the comma, and the infinitive depends on it."""
    for auxiliary in doc:
        verb = auxiliary.head
        if auxiliary.dep_ not in {"aux", "aux:pass"} or auxiliary.lower_ not in BE:
            continue
        if not any(c.lower_ == "zu" and c.pos_ == "PART" for c in verb.children):
            continue
        comma = next((t.i for t in doc[auxiliary.i : verb.i] if t.text == ","), None)
        if comma is None or comma == auxiliary.i + 1 or doc[comma - 1].head.i != verb.i:
            continue
        judgement = doc[comma - 1]
        judgement.head, judgement.dep_ = (
            (judgement, "ROOT") if verb.head.i == verb.i else (verb.head, verb.dep_)
        )
        for child in [c for c in verb.children if c.i < comma and c.i != judgement.i]:
            child.head = judgement
        auxiliary.dep_, verb.head, verb.dep_ = "cop", judgement, "xcomp"


def restore_relatives(doc: Doc) -> None:
    """Call a clause with a relative pronoun acl:relcl; training joins it with acl."""
    for token in doc:
        if token.dep_ == "acl" and any(is_relative(t) for t in clause(token)):
            token.dep_ = "acl:relcl"


def clause(head: Token) -> Iterator[Token]:
    """Yield the words before a clause's head that belong to it, down to its noun phrases' determiners."""
    for child in head.lefts:
        yield child
        if child.pos_ in NOMINAL:
            yield from child.lefts


def is_relative(token: Token) -> bool:
    """Tell a relative pronoun from an article by its class and place after a comma or preposition."""
    if token.lower_ not in RELATIVE or token.i == 0:
        return False
    if token.pos_ == "PRON" or token.lower_ in {"dessen", "deren", "denen"}:
        return True
    before = token.nbor(-1)
    return token.dep_ != "det" and (before.text == "," or before.pos_ == "ADP")


def active_perfect(doc: Doc) -> None:
    """`ist angekommen` is a perfect, not a passive."""
    for token in doc:
        moved = token.dep_ == "aux:pass" and token.lower_ in BE and token.head.lower_.endswith(ARRIVED)
        if moved and not any(c.lower_ == "worden" for c in token.head.children):
            make_active(token.head)


def make_active(verb: Token) -> None:
    """Take the passive labels off a verb's auxiliaries and subject."""
    for child in verb.children:
        child.dep_ = child.dep_.removesuffix(":pass")


def name_agents(doc: Doc) -> None:
    """Call a von-phrase of a passive obl:agent unless it is a time."""
    for token in doc:
        if token.dep_ not in {"obl", "nmod"} or first_case(token) not in AGENT_PREPOSITIONS or is_time(token):
            continue
        if token.dep_ == "obl" and is_passive(token.head):
            token.dep_ = "obl:agent"
        elif token.dep_ == "nmod" and token.ent_type_ != "LOC" and takes_agent(token):
            token.head, token.dep_ = token.head.head, "obl:agent"


def is_time(token: Token) -> bool:
    """Tell whether a phrase is a time or a number."""
    return token.lower_ in TIME_NOUNS or token.pos_ in {"NUM", "ADV"}


def free_from_phrases(doc: Doc) -> None:
    """`empfing am Dienstag Viktor Orbán`, `traf als erster Minister Orbán`: the name is the verb's.

    No day has a name in apposition, nor has what somebody does something as the first one.
    """
    for token in doc:
        phrase = token.head
        if (
            token.dep_ not in {"appos", "flat"}
            or not (phrase.lower_ in TIME_NOUNS or is_first_one(phrase))
            or token.lower_ in TIME_NOUNS
            or phrase.head.pos_ not in {"VERB", "AUX"}
        ):
            continue
        if token.left_edge.i == phrase.i + 1 and token.pos_ in NOMINAL and not token.is_digit:
            verb = phrase.head
            token.dep_ = "obj" if any(c.dep_ in SUBJECTS for c in verb.children) else "nsubj"
            token.head = verb


def lift_prepositions(doc: Doc) -> None:
    """`mit Malis Präsident`: a genitive in front has no preposition of its own, so it is the noun's."""
    for token in doc:
        owner, noun = token.head, token.head.head
        if token.dep_ != "case" or owner.dep_ != "nmod" or not token.i < owner.i < noun.i:
            continue
        if owner.pos_ == "PROPN" and owner.text.endswith("s") and token.i == owner.left_edge.i:
            token.head = noun
            noun.dep_ = "obl" if noun.dep_ in {"obj", *SUBJECTS} else noun.dep_


def is_first_one(noun: Token) -> bool:
    """Tell `als erster Minister`."""
    return first_case(noun) == "als" and any(c.lower_.startswith(FIRST) for c in noun.lefts)


def free_amounts(doc: Doc) -> None:
    """`sagte für den Bau 20 Millionen Euro zu`: a sum of money right behind a noun is none of its names."""
    for token in doc:
        if token.dep_ != "appos" or token.lower_ not in UNITS:
            continue
        noun, verb = token.head, token.head.head
        counted = any(c.dep_ == "nummod" for c in token.lefts)
        beside = token.left_edge.i == noun.i + 1 and first_case(noun)
        open_ = (
            verb.pos_ == "VERB" and not is_passive(verb) and not any(c.dep_ == "obj" for c in verb.children)
        )
        if counted and beside and open_:
            token.head, token.dep_ = verb, "obj"


def part_at_colon(doc: Doc) -> None:
    """`Ganz gehen sie nicht: Einige bleiben`: behind a colon a clause stands for itself unless it is said."""
    for token in doc:
        first = token.left_edge
        opens = first.i > 0 and (first.text == ":" or first.nbor(-1).text == ":")
        if token.dep_ == "ccomp" and opens and token.head.i < first.i and token.head.lower_ not in VERBS:
            token.dep_ = "parataxis"


def part_heading(doc: Doc) -> None:
    """`Russland: Nawalny festgenommen`: what stands before a colon without a verb has no part in what follows."""
    for sentence in doc.sents:
        colon = next((t.i for t in sentence if t.text == ":"), sentence.start)
        before = doc[sentence.start : colon]
        if any(t.pos_ in {"VERB", "AUX"} for t in before):
            continue
        for token in before:
            if token.dep_ in {*SUBJECTS, "obj", "obl:arg"} and token.head.i > colon:
                token.dep_ = "dep"


def part_before_colon(doc: Doc) -> None:
    """`Braun lehnte ab: Niemand sei bereit, sagte er`: what stands before the colon is told, not said."""
    for told in doc:
        speech = told.head
        if told.dep_ != "ccomp" or speech.lower_ not in VERBS:
            continue
        colon = next((t.i for t in doc[told.i : speech.i] if t.text == ":"), None)
        if colon is None:
            continue
        said = [c for c in told.rights if colon < c.i < speech.i and c.pos_ in {"VERB", "ADJ", "NOUN", "AUX"}]
        told.head, told.dep_ = told if speech.head.i == speech.i else speech.head, speech.dep_
        speech.head, speech.dep_ = told, "parataxis"
        for clause in said:
            clause.head, clause.dep_ = speech, "ccomp"


def fill_spans(doc: Doc) -> None:
    """`Nach vier Jahren Verhandlungen`: what fills a span of time hangs on it, and is no argument of the verb."""
    for noun in doc[1:]:
        if noun.dep_ not in {*SUBJECTS, "obj", "obl"} or noun.pos_ not in NOMINAL or first_case(noun):
            continue
        span = noun.nbor(-1)
        if span.lower_ not in TIME_NOUNS or not first_case(span):
            continue
        if not noun.n_lefts and span.head.i == noun.head.i and any(c.dep_ == "nummod" for c in span.lefts):
            noun.head, noun.dep_ = span, "nmod"
        elif span.head.i == noun.i and span.left_edge.i == noun.left_edge.i:
            span.head, span.dep_ = noun.head, "obl"
            noun.head, noun.dep_ = span, "nmod"


def mark_as(doc: Doc) -> None:
    """`Wie die Polizei mitteilte`: before a subject it opens the clause, and compares nothing."""
    for token in doc:
        subject = token.head
        if token.lower_ == "wie" and token.dep_ == "case" and subject.dep_ in SUBJECTS:
            verb = subject.head
            if token.i < subject.i < verb.i and verb.pos_ in {"VERB", "AUX"}:
                token.head, token.dep_, token.pos_ = verb, "mark", "SCONJ"


def hang_before(doc: Doc) -> None:
    """`Der Polizei zufolge`: a noun with a preposition behind it is no argument of the verb.

    `Einem Bericht der Zeitung zufolge`: what never stands in front belongs to the whole phrase.
    """
    for token in doc:
        noun = token.head
        if token.lower_ == "zufolge" and noun.i < token.i:
            while (
                noun.dep_ in {"nmod", "flat", "appos"} and noun.head.pos_ in NOMINAL and noun.head.i < noun.i
            ):
                noun = noun.head
            token.head, token.dep_ = noun, "case"
        if token.lower_ in POSTPOSITIONS and token.dep_ == "case" and noun.i < token.i:
            noun.dep_ = "obl" if noun.dep_ in {*SUBJECTS, "obj", "obl:arg"} else noun.dep_


def intensify(doc: Doc) -> None:
    """`vor zu großen Erwartungen`: between a preposition and an adjective `zu` is an adverb."""
    for token in doc[1:-1]:
        before, after = token.nbor(-1), token.nbor()
        between = before.dep_ in {"case", "compound:prt"} and before.pos_ == "ADP" and after.dep_ == "amod"
        if token.lower_ == "zu" and between and after.pos_ == "ADJ":
            before.head, before.dep_, token.head = after.head, "case", after
            token.dep_, token.pos_ = "advmod", "ADV"


def count_too_many(doc: Doc) -> None:
    """`Es gibt zu viele Waffen`: before a word of quantity without a dative `zu` is an adverb."""
    for token in doc[:-1]:
        quantity, noun = token.nbor(), token.head
        if token.lower_ == "zu" and token.dep_ == "case" and quantity.lower_ in QUANTITIES:
            token.head, token.dep_, token.pos_ = quantity, "advmod", "ADV"
            noun.dep_ = "obj" if noun.dep_ == "obl" and noun.i != quantity.i else noun.dep_


def takes_agent(token: Token) -> bool:
    """Tell `wurden Bürger (in Gao) von Rebellen entführt`: the phrase stands right before the participle.

    Behind one in front (`Empfangen wurde Roe in Paris von Doe`) it stands at a name, which has no other use for it.
    """
    subject, verb = token.head, token.head.head
    # `wurde als Unterhändler von Roe abgelöst`: nobody owns what somebody is replaced as
    at_place = subject.dep_ == "obl" and (subject.ent_type_ == "LOC" or first_case(subject) == "als")
    if not (subject.dep_ == "nsubj:pass" or at_place) or not is_passive(verb) or verb.pos_ != "VERB":
        return False
    auxiliary = next(c for c in verb.children if c.dep_ in AUXILIARY)
    adjacent = token.right_edge.i + 1 == verb.i
    fronted = verb.i < auxiliary.i and subject.pos_ == "PROPN"
    return (
        (adjacent or fronted)
        and auxiliary.i < subject.i < token.i
        and not any(c.dep_ == "obl:agent" for c in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Tell whether a verb has a passive auxiliary."""
    return any(child.dep_ == "aux:pass" for child in verb.children)


def first_case(token: Token) -> str:
    """Give the preposition of a phrase, '' without one."""
    return next((c.lower_ for c in token.lefts if c.dep_ == "case"), "")


def correct_pronouns(doc: Doc) -> None:
    """A pronoun that cannot be nominative is no subject."""
    for token in doc:
        if token.pos_ == "PRON" and token.dep_ in {"nsubj", "nsubj:pass", "obj"} and not first_case(token):
            if token.lower_ in DATIVE_ONLY or is_dative_ihr(token):
                token.dep_ = "obl:arg"
            elif token.lower_ in ACCUSATIVE_ONLY:
                token.dep_ = "obj"


def is_dative_ihr(token: Token) -> bool:
    """Tell `habe ihr zugesichert` from `ihr habt zugesichert` by another subject or the verb's ending."""
    if token.lower_ != "ihr" or token.dep_ == "obj":
        return token.lower_ == "ihr"
    finite = next((c for c in token.head.children if c.dep_ in AUXILIARY), token.head)
    return not finite.lower_.endswith("t") or finite.lower_ in {"hat", "ist"}


def one_subject(doc: Doc) -> None:
    """Of two subjects of one verb, the later becomes the object, or the first if it is no noun phrase."""
    for verb in doc:
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
        if len(subjects) == 2 and not any(c.dep_ == "obj" for c in verb.children):
            subjects[1].dep_ = "obj"


def relabel(doc: Doc) -> None:
    """Correct labels that follow from the form: possessives, clauses with `dass` or `weil`, `es` as the subject."""
    for token in doc:
        if token.dep_ in {"det", "det:poss"} and token.pos_ in {"DET", "PRON"}:
            token.dep_ = "det:poss" if token.lower_.startswith(POSSESSIVE) else "det"
        elif token.dep_ == "advcl" and is_marked(token, CONTENT):
            token.dep_ = "ccomp"
        elif token.dep_ in {"ccomp", "csubj"} and is_marked(token, CIRCUMSTANCE):
            token.dep_ = "advcl"
        elif token.dep_ == "expl" and token.head.lower_ in EXIST:
            for child in token.head.children:
                child.dep_ = "obj" if child.dep_ == "nsubj" else child.dep_
            token.dep_ = "nsubj"
        elif token.dep_ == "expl" and not any(
            c.dep_.startswith(("nsubj", "csubj")) for c in token.head.children
        ):
            token.dep_ = "nsubj"


def is_marked(clause: Token, conjunctions: frozenset[str]) -> bool:
    """Tell whether one of these opens a clause."""
    return any(c.dep_ == "mark" and c.lower_ in conjunctions for c in clause.lefts)


def join_articles(doc: Doc) -> None:
    """In `die Ukraine zu stärken` the article is none of the infinitive's arguments."""
    for token in doc[:-1]:
        noun, verb = token.nbor(), token.head
        beside = token.lower_ in ARTICLES and noun.pos_ in NOMINAL and noun.head.i == verb.i
        argument = token.dep_ in {"obj", "nsubj", "obl:arg"}
        if beside and argument and any(c.lower_ == "zu" for c in verb.children):
            token.head, token.dep_, token.pos_ = noun, "det", "DET"


def place_clauses(doc: Doc) -> None:
    """A clause with `wo` after a noun and a comma is a relative clause of that noun."""
    for token in doc[2:]:
        clause, noun = token.head, token.nbor(-2)
        after = token.nbor(-1).text == "," and noun.pos_ in NOMINAL and not clause.is_ancestor(noun)
        place = token.lower_ in {"wo", "wohin", "woher"} and clause.pos_ == "VERB"
        if after and place and clause.dep_ in MISPLACED:
            clause.head, clause.dep_ = noun, "acl:relcl"


def shape_names(doc: Doc) -> None:
    """Make a person's name one flat phrase, and hang it on the office right before it."""
    for name in doc.ents:
        if name.label_ == "PER" and all(t.pos_ in {"PROPN", "X", "NOUN", "ADP", "DET"} for t in name):
            flatten(name)
            join_office(name)
            explain(name.root)
            if name.root.dep_ == "appos":
                explain(name.root.head)
            join_to_office(name.root)


def flatten(name: Span) -> None:
    """Make the first word of a name its head and the others flat, if the name is one piece of the tree."""
    first, root = name[0], name.root
    if len(name) < 2 or root.dep_ == "ROOT" or is_broken(name):
        return
    if root.i != first.i:
        move(first, root)
    for token in name[1:]:
        if token.dep_ != "flat" and token.pos_ in {"PROPN", "X"}:
            token.head, token.dep_ = first, "flat"


def is_broken(name: Span) -> bool:
    """Tell whether the words of a name hang on more than one word outside it."""
    return any(not name.start <= t.head.i < name.end for t in name if t.i != name.root.i)


def move(first: Token, root: Token) -> None:
    """Give the first word the place of the word that was the head of the name."""
    head, dep = root.head, root.dep_
    children = [c for c in root.children if c.i != first.i]
    first.head, first.dep_ = first if head.i == root.i else head, dep
    for child in children:
        child.head = first
    root.head, root.dep_ = first, "flat"


def hang_on_next(doc: Doc) -> None:
    """`Herr Dr. Braun`, `am 17. Mai`: a form of address and an ordinal are not the head of what they announce."""
    for token in reversed(doc[:-1]):
        noun = token.nbor()
        ordinal = token.text[:-1].isdigit() and token.text[-1] == "."
        if (ordinal or token.lower_ in ADDRESS) and noun.head.i == token.i and noun.pos_ in {*NOMINAL, "X"}:
            move(noun, token)
            token.dep_ = "amod" if ordinal else "compound"


def free_heads(doc: Doc) -> None:
    """`Braun, der Weber gefolgt war, sagte Hilfe zu`: not the relative clause is the subject, but what it tells of."""
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ not in {*SUBJECTS, "obj"} or verb.head.i < verb.i:
            continue
        for noun in list(verb.lefts):
            opener = noun.right_edge.i + 2
            if noun.pos_ not in NOMINAL or opener >= verb.i or doc[opener - 1].text != ",":
                continue
            opener += doc[opener].pos_ == "ADP"
            if doc[opener].lower_ in RELATIVE and doc[opener].head.i in {verb.i, opener + 1}:
                noun.head, noun.dep_ = verb.head, verb.dep_
                verb.head, verb.dep_ = noun, "acl:relcl"
                break


def raise_opening(doc: Doc) -> None:
    """`Braun sagte, sein Land helfe`: a verb of saying is nobody's subject, and governs what follows its comma."""
    for token in doc:
        said = token.head
        comma = token.i + 1 < said.i and any(t.text == "," for t in doc[token.i + 1 : said.i])
        if token.lower_ in VERBS and token.pos_ == "VERB" and token.dep_ in {*SUBJECTS, "obj"} and comma:
            above, dep = said.head, said.dep_
            token.head, token.dep_ = token if above.i == said.i else above, dep
            said.head, said.dep_ = token, "ccomp"


def lift_from_prepositions(doc: Doc) -> None:
    """`bezeichnete die Wahl als falsch`: nothing but a verb has a subject or an object."""
    for token in doc:
        if token.dep_ in {*SUBJECTS, "obj"} and token.head.dep_ == "case":
            verb = next((t for t in token.head.ancestors if t.pos_ in {"VERB", "AUX"}), None)
            if verb is not None and not token.is_ancestor(verb):
                token.dep_ = "obj" if any(c.dep_ in SUBJECTS for c in verb.children) else "nsubj"
                token.head = verb


def count_about(doc: Doc) -> None:
    """`Gut vier Monate nach dem Putsch`: `gut` tells how many, and what hung on it is the verb's."""
    for token in doc[:-1]:
        number = token.nbor()
        if token.lower_ not in ABOUT or number.pos_ != "NUM" or token.head.i == number.i:
            continue
        for child in [c for c in token.children if c.i != number.i]:
            child.head, child.dep_ = token.head, "obl" if child.pos_ in NOMINAL else child.dep_
        token.head, token.dep_, token.pos_ = number, "advmod", "ADV"


def set_aside(doc: Doc) -> None:
    """`verhaftete unter anderen Jo Roe`: `unter anderem` is an adverb, and what follows no part of it."""
    for token in doc[1:-1]:
        opener, noun = token.nbor(-1), token.nbor()
        if token.lower_ in {"anderem", "anderen"} and opener.lower_ == "unter" and noun.pos_ in NOMINAL:
            head = opener.head
            dative = noun.pos_ == "NOUN" and noun.lower_.endswith("n")  # `unter anderem Namen`
            if head.i > token.i and opener.dep_ == "case" and not dative:
                verb = head.head
                taken = any(c.dep_ == "obj" for c in verb.children)
                opener.head, opener.dep_, token.head, token.dep_ = verb, "advmod", opener, "fixed"
                head.dep_ = "obj" if head.dep_ == "obl" and not taken else head.dep_


def head_pronouns(doc: Doc) -> None:
    """`nichts Gutes`, `was Neues`: the pronoun is the head, and the adjective behind it as good as a genitive."""
    for token in doc[:-1]:
        quality = token.nbor()
        nominal = quality.lower_.endswith("es") and quality.pos_ in {*NOMINAL, "ADJ"} and not quality.n_rights
        if token.lower_ not in PARTITIVE or not nominal or token.is_ancestor(quality):
            continue
        if token.head.i == quality.i:
            move(token, quality)
        elif token.head.i == quality.head.i and quality.dep_ in {*SUBJECTS, "obj", "xcomp", "obl"}:
            token.dep_ = "obj" if quality.dep_ == "xcomp" else quality.dep_
            quality.head = token
        else:
            continue
        quality.dep_, token.pos_ = "nmod", "PRON"


def join_office(name: Span) -> None:
    """Hang `Staffan de Mistura` on `UN-Vermittler` when the two stand side by side as arguments."""
    if name.start == 0 or name[0].is_sent_start or name.root.i != name.start:
        return
    office, head = name.doc[name.start - 1], name.root
    if not is_office(office) or head.dep_ == "ROOT":
        return
    if head.head.i == office.i:
        head.dep_, office.pos_ = "appos", "NOUN"
        return
    below = head.is_ancestor(office)
    if not office.is_ancestor(head) and (office.head.i == head.i or not below):
        adopt(office, head)


def is_office(token: Token) -> bool:
    """Tell whether a word before a name can be an office: a noun outside any name."""
    if token.ent_type_ or not token.text[0].isupper() or token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    noun_form = any(part.startswith("N") for part in token.tag_.lstrip("~").split("|"))
    return token.pos_ == "NOUN" or (noun_form and (token.pos_ == "PROPN" or not token.is_sent_start))


def explain(head: Token) -> None:
    """Call what stands after a comma an apposition if no `und` joins it to the noun: `der Chef, Jo Roe,`."""
    before = head.head
    place = before.pos_ == "PROPN" and before.dep_ == "nmod" and before.head.pos_ == "NOUN"
    if head.dep_ != "conj" or not (before.pos_ == "NOUN" or place) or head.left_edge.i == 0:
        return
    near = [c for t in (head, before) for c in t.children]
    joined = any(c.dep_ == "cc" for t in (*near, head) for c in (t, *t.children))
    if joined or not (head.left_edge.nbor(-1).text == "," or head.left_edge.text == ","):
        return
    if place:  # `der Bischof von Torit, Jo Roe,`
        head.head = before.head
    head.dep_ = "appos"


def join_to_office(name: Token) -> None:
    """`Papst Franziskus und Kanzlerin Merkel`: who is joined to a name is joined to the phrase with its office."""
    office = name.head
    if name.dep_ == "appos" and office.i == name.i - 1 and office.pos_ in NOMINAL:
        for child in [c for c in name.rights if c.dep_ in {"conj", "cc"}]:
            child.head = office


def adopt(office: Token, name: Token) -> None:
    """Make the name an apposition of the office; the office takes the name's place if it hung on the name."""
    if office.head.i == name.i:
        office.head, office.dep_ = name.head, name.dep_
        for child in list(name.lefts):
            if child.i < office.i:
                child.head = office
    elif name.head.i > office.i and office.dep_ == "ROOT":
        return
    name.head, name.dep_, office.pos_ = office, "appos", "NOUN"


class Repair:
    """Run the repairs in order on a parsed document."""

    def __init__(self, name: str) -> None:
        """Keep the component's name."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Repair one document; without a parse there is nothing to do."""
        if doc.has_annotation("DEP"):
            for step in (
                settle_classes,
                free_places,
                settle_verbs,
                lift_clauses,
                free_heads,
                raise_opening,
                lift_from_prepositions,
                count_about,
                lift_arguments,
                relabel,
                active_perfect,
                attribute,
                join_articles,
                place_clauses,
                free_amounts,
                part_at_colon,
                part_heading,
                part_before_colon,
                correct_pronouns,
                fill_spans,
                one_subject,
                shape_names,
                hang_on_next,
                head_pronouns,
                set_aside,
                lift_prepositions,
                free_from_phrases,
                mark_as,
                hang_before,
                intensify,
                count_too_many,
                free_judgements,
                restore_relatives,
                name_agents,
            ):
                step(doc)
        return doc


@Language.factory("graphkit_repair", requires=["token.dep"], assigns=["token.head", "token.dep"])
def make_repair(nlp: Language, name: str) -> Repair:
    """Make the component."""
    return Repair(name)
