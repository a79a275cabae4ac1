"""Reported speech: in `…, sagte er` the verb of saying governs what is said."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graphkit.extraction.language.wordlists import words

SAID = {"dep", "advcl", "xcomp", "parataxis", "conj", "csubj", "appos", "acl"}
UNMARKED = {"parataxis", "dep", "advcl"}
NOMINALS = {"NOUN", "PROPN", "PRON"}
OBJECTS = {"obj", "iobj", "obl:arg"}
DATIVE = {"dem", "den", "einem", "ihm", "ihnen", "mir", "uns"}
ARGUMENTS = {"obj", "nsubj", "obl"}
AFTER = {"parataxis", "conj", "dep", "appos", "advcl"}
QUOTES = {'"', "“", "”", "«", "»", "''"}
PREDICATES = {"VERB", "AUX", "ADJ", "NOUN"}
SEPARATORS = {",", '"', "“", "«", "»", "–", "-", "'", "''"}
CONTENT = frozenset({"dass", "daß", "ob"})
SUBJUNCTIVE = frozenset(
    words(
        """
    habe hätte hätten sei seien wäre wären werde würde würden wolle könne könnten müsse müssten solle dürfe
    """
    )
)
CONTRASTS = frozenset(
    words("aber jedoch hingegen dagegen dann danach daraufhin zugleich gleichzeitig stattdessen")
)
JUDGING = frozenset(words("kritisierte lobte forderte verlangte warnte drohte mahnte beklagte bekräftigte"))
STRONG_PAST = frozenset(
    words("bat bot trat tat hielt riet schritt stritt galt erhielt enthielt verbot betrat vertrat")
)
NOMINATIVE = {"der", "ein"}
OBLIQUE = {"ihn", "ihm", "ihnen", "mich", "mir", "dich", "dir", "uns", "sich"}
VERBS = frozenset(
    words(
        """
    sagte sagten sagt sagen erklärte erklärten erklärt meinte meinten meint betonte betonten betont
    berichtete berichteten berichtet schrieb schrieben schreibt fragte fragten fragt antwortete
    antworteten warnte warnten warnt behauptete behaupteten behauptet teilte teilten teilt hieß
    heißt kündigte kündigten kündigt versicherte versicherten bestätigte bestätigten verlautete
    verkündete verkündeten lautete fügte ergänzte unterstrich unterstrichen kritisierte räumte
    entschied urteilte forderte forderten mahnte drohte argumentierte kommentierte resümierte
    bekräftigte verlangte verlangt befürchtete befürchtet vermutete vermutet beklagte beklagt
    beteuerte beteuert versichert behaupten warnt ergänzt unterstreicht kritisiert fordert mahnt droht
    argumentiert kommentiert resümiert lobte hofft glaubt glaubte prophezeite verspricht versprach
    """
    )
)


def is_second_act(verb: Token, subject: Token | None) -> bool:
    """Tell `Roe lobte Doe, kritisierte aber Moe` from a quotation with its `subject`: the same one acts again."""
    clause = verb.head
    joined = verb.dep_ in {"conj", *AFTER} and clause.pos_ == "VERB" and clause.i < verb.i
    if not joined or verb.i + 1 == len(verb.doc) or after_quote(verb) or not is_told(clause):
        return False
    # "sagte aber der Minister"
    named = subject is not None and any(k.lower_ in NOMINATIVE for k in subject.lefts)
    return not named and (verb.nbor(1).lower_ in CONTRASTS or is_listed(verb, clause))


def is_listed(verb: Token, clause: Token) -> bool:
    """Tell `traf Doe, kritisierte Moe und drohte Poe`: acts in the past; what is judged so is told in the present."""
    past = clause.lower_ in STRONG_PAST or not clause.lower_.endswith(("t", "n"))
    later = [
        c for c in (*verb.rights, *clause.rights) if c.dep_ == "conj" and c.pos_ == "VERB" and c.i > verb.i
    ]
    listed = any(c.dep_ == "cc" for act in later[:1] for c in act.lefts)
    alone = not any(c.dep_.startswith("nsubj") for act in later for c in act.children)
    return past and listed and alone and verb.lower_ in JUDGING


def is_told(clause: Token) -> bool:
    """Tell a main clause in the indicative with a subject."""
    words = [clause, *clause.children]
    subject = any(c.dep_.startswith("nsubj") and c.i < clause.i for c in clause.children)
    return subject and not any(w.lower_ in SUBJUNCTIVE or w.dep_ == "mark" for w in words)


def sayer(token: Token) -> Token | None:
    """Give the subject of a finite verb of saying with its subject behind it, as after a quotation."""
    if token.i < 2 or token.pos_ not in {"VERB", "AUX"} or not (token.lower_ in VERBS or after_quote(token)):
        return None
    subject = speaker(token) if token.nbor(-1).text in SEPARATORS else None
    return None if is_second_act(token, subject) else subject


def speaker(verb: Token) -> Token | None:
    """Give the subject behind a verb of saying, also where the parser took it for an object."""
    behind = [c for c in verb.rights if c.pos_ in NOMINALS and c.dep_ in {"nsubj", *OBJECTS}]
    behind = [c for c in behind if c.lower_ not in OBLIQUE]
    subjects = [c for c in behind if c.dep_ == "nsubj"]
    if subjects or any(c.dep_.startswith("nsubj") for c in verb.children):
        return subjects[0] if subjects else None
    return next((c for c in behind if not any(k.dep_ == "case" or k.lower_ in DATIVE for k in c.lefts)), None)


def after_quote(token: Token) -> bool:
    """Tell whether a quotation ends right before."""
    return token.nbor(-1).text in QUOTES or (token.nbor(-1).text == "," and token.nbor(-2).text in QUOTES)


def attribute(doc: Doc) -> None:
    """Make what is said a ccomp of the verb of saying that follows it."""
    for token in doc:
        if (subject := sayer(token)) is not None:
            subject.dep_ = "nsubj"
            for child in token.lefts:
                said = child.dep_ in SAID or (child.dep_ in ARGUMENTS and is_clause(child))
                if child.pos_ in PREDICATES and said and (after_quote(token) or not is_circumstance(child)):
                    child.dep_ = "ccomp"
            raise_saying(token)
            join_later(token)
        elif token.head.lower_ in VERBS and is_clause(token) and is_indirect(token):
            token.dep_ = "ccomp"


def is_indirect(token: Token) -> bool:
    """Tell `sagte, Rebellen hätten das Dorf erobert` from two acts in a row: no `und`, and a subjunctive."""
    if token.dep_ != "conj":
        return token.dep_ in UNMARKED
    joined = any(c.dep_ == "cc" for c in token.lefts)
    return not joined and any(t.lower_ in SUBJUNCTIVE for t in (token, *token.children))


def is_circumstance(clause: Token) -> bool:
    """Tell `Als er sie traf, kritisierte sie ihn`: a conjunction other than `dass` opens no speech."""
    return any(c.dep_ == "mark" and c.lower_ not in CONTENT for c in clause.lefts)


def is_clause(token: Token) -> bool:
    """Tell whether a predicate has a subject and no conjunction: what is said, without `dass`."""
    children = [c.dep_ for c in token.children]
    return (
        token.pos_ in PREDICATES and "mark" not in children and any(d.startswith("nsubj") for d in children)
    )


def join_later(verb: Token) -> None:
    """`Die Lage ist ernst, warnte Roe und forderte Hilfe`: what is joined behind is the speaker's."""
    for said in [c for c in verb.lefts if c.dep_ == "ccomp"]:
        for act in [c for c in said.rights if c.dep_ == "conj" and c.i > verb.i]:
            if not any(c.dep_.startswith("nsubj") for c in act.children):
                act.head = verb


def raise_saying(verb: Token) -> None:
    """Turn the two round where the parser hung the verb of saying on what is said."""
    said = verb.head
    if verb.dep_ not in AFTER or said.i >= verb.i or said.pos_ not in PREDICATES or said.i == verb.i:
        return
    if any(c.dep_ in {"cc", "mark"} and c.i < verb.i for c in verb.children):
        return
    above, dep = said.head, said.dep_
    if above.i == said.i:
        verb.head = verb
    else:
        verb.head = above
    said.head, verb.dep_, said.dep_ = verb, dep, "ccomp"
