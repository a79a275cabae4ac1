"""How a clause is told: denied, hedged, planned, supposed, and according to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphkit.extraction.actors import Actors
from graphkit.extraction.clauses import Clause, ends_in, finite_verb, has_finite_verb, is_infinitive
from graphkit.extraction.grammar.tree import Tree, feature
from graphkit.extraction.speech import Speeches
from graphkit.model import NAMED_KINDS, Mention, Modality, Polarity
from graphkit.ontology import Words

_WEIGHT = {"asserted": 0, "reported": 1, "planned": 2, "hypothetical": 3}
_DENIABLE = ("obj", "subj", "dat", "with", "pred", "bare")


@dataclass(frozen=True, slots=True)
class Telling:
    """How one clause is told."""

    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    said_by: Mention | None = None


class Tellings:
    """Works out the telling of every clause of a Doc."""

    def __init__(self, tree: Tree, clauses: list[Clause], actors: Actors, words: Words) -> None:
        """Find quotations and speakers once for the whole Doc."""
        self.tree, self.doc, self.actors = tree, tree.doc, actors
        self.tokens = tree.tokens
        self.speeches = Speeches(tree, clauses, actors, words)
        self.verb_kinds = self.speeches.verb_kinds
        self._cache: dict[int, Telling] = {}
        self._look_up_nouns(words)
        self._look_up_verbs(words)
        self._look_up_particles(words)

    def _look_up_nouns(self, words: Words) -> None:
        self.plan_stems = {self._stem(word) for word in words.set("plan_adjectives")}
        self.plan_nouns, self.speech_nouns = words.set("plan_nouns"), words.set("speech_nouns")
        self.truths, self.proofs = words.set("truth_adjectives"), words.set("proof_adjectives")
        self.falsehoods, self.wrong = words.set("falsehood_adjectives"), words.set("wrong_adjectives")
        self.doubt_nouns = words.set("doubt_nouns")
        self.readiness, self.possibilities = words.set("readiness_adjectives"), words.set("possibility_nouns")
        self.that, self.needs = words.set("complementisers"), words.set("necessity_adjectives")
        self.doubts, self.future_words = words.set("doubt_adjectives"), words.set("future_words")
        self.ahead, self.of_content = words.set("ahead_prepositions"), words.set("content_prepositions")
        self.simultaneous = words.set("simultaneous_prepositions")
        self.aims, self.departures = words.set("purpose_prepositions"), words.set("departure_verbs")
        self.first_person = words.set("first_person_pronouns")

    def _look_up_verbs(self, words: Words) -> None:
        self.denials, self.refusals = words.set("denial_verbs"), words.set("refuse_verbs")
        self.attempts, self.activities = words.set("attempt_verbs"), words.set("activity_verbs")
        self.wishes, self.plans = words.set("hope_verbs"), words.set("plan_verbs")
        self.warnings, self.seeming = words.set("warning_verbs"), words.set("seeming_verbs")
        self.convictions, self.attitudes = words.set("conviction_adjectives"), words.set("attitude_adverbs")
        self.mentions = words.set("mention_verbs")
        self.expectations, self.happenings = words.set("expectation_verbs"), words.set("happening_verbs")
        self.orders, self.threats = words.set("order_verbs"), words.set("threat_verbs")
        self.subjunctives = (("1", words.set("konjunktiv1")), ("2", words.set("konjunktiv2")))
        self.past_forms = words.set("past_auxiliary_forms")
        self.perfect_forms = words.set("perfect_infinitive_forms")
        self.hearsay = words.affixes("hearsay_modal_stems")
        self.obligation = words.set("obligation_forms")
        self.intention = words.affixes("intention_modal_stems")
        self.possibility = words.affixes("possibility_modal_stems")
        self.stances = words.set("stance_verbs")
        self.stops = words.set("stop_verbs")
        self.endings, self.held = words.set("ending_verbs"), words.affixes("stance_nouns")
        self.cancellations, self.arrangements = words.set("cancel_verbs"), words.set("arrange_verbs")
        self.future, self.conditional = words.set("future_forms"), words.affixes("conditional_stems")

    def _look_up_particles(self, words: Words) -> None:
        self.negators = words.set("negators") | words.set("near_negators")
        self.negative, self.excluding = words.affixes("negative_stems"), words.set("excluding_markers")
        self.denying = words.set("denying_nouns")
        self.deniable = frozenset((*_DENIABLE, *words.set("denied_prepositions")))
        self.restrictive, self.no_sooner = words.set("restrictive_words"), words.map("no_sooner")
        self.weekdays, self.day_prepositions = words.set("weekdays"), words.set("day_prepositions")
        self.hedges, self.hedge_stems = words.set("hedges_adverb"), words.set("hedge_adjectives")
        self.suppositions, self.near_misses = words.set("hypothetical_adverbs"), words.set("near_misses")
        self.conditions = words.set("conditional_markers")
        self.purposes, self.questions = words.groups("purpose_markers"), words.set("question_markers")

    def of(self, clause: Clause) -> Telling:
        """The telling of `clause`, with what the clauses above it say of it."""
        if clause.head not in self._cache:
            self._cache[clause.head] = Telling()
            self._cache[clause.head] = self._telling(clause)
        return self._cache[clause.head]

    def _telling(self, clause: Clause) -> Telling:
        own = self._own_modality(clause)
        above = self._from_above(clause)
        speech = self.speeches.of(clause)
        said_by = self.speeches.attributed(clause) or above.said_by or (speech.speaker if speech else None)
        modality = above.modality
        if speech and modality == "asserted":
            modality = "reported"
        if self.speeches.attribution(clause) is not None and modality == "asserted":
            modality = "reported"
        if _WEIGHT[own] > _WEIGHT[modality]:
            modality = own
        if not said_by and clause.link in ("root", "conj", "parataxis") and self._subjunctive(clause) == "1":
            said_by = self.speeches.running(clause, self._cache)
        denied = self._negated(clause) != (above.polarity == "negative")
        return Telling("negative" if denied else "positive", modality, said_by)

    def _from_above(self, clause: Clause) -> Telling:
        """What the governing clause makes of this one."""
        parent = clause.parent
        if parent is None:
            return Telling()
        if clause.kind != "verb":
            return Telling() if self._describes(clause) else self._of_nominal(clause, parent)
        if clause.link == "conj":
            return self._of_conjunct(clause, parent)
        if clause.link in ("ccomp", "xcomp", "csubj", "csubj:pass", "parataxis", "advcl", "acl"):
            return self._of_embedded(clause, parent)
        return replace(self._outer(parent), polarity="positive")

    def _outer(self, parent: Clause) -> Telling:
        telling = self.of(parent)
        return Telling(said_by=telling.said_by, modality="reported" if telling.said_by else "asserted")

    def _of_conjunct(self, clause: Clause, parent: Clause) -> Telling:
        shared = not has_finite_verb(self.tree, clause)
        # "bot an, zu vermitteln, und reiste": joined to what stands above the infinitive
        while not shared and parent.parent and is_infinitive(self.tree, parent):
            parent = parent.parent
        telling = self.of(parent)
        if shared:
            return replace(
                telling,
                polarity="positive"
                if clause.slot("subj") and self._own_subject(clause)
                else telling.polarity,
            )
        modality: Modality = (
            telling.modality if self._embedded(parent) else "reported" if telling.said_by else "asserted"
        )
        return Telling("positive", modality, telling.said_by)

    def _embedded(self, clause: Clause) -> bool:
        return clause.link in ("ccomp", "xcomp", "advcl") and clause.parent is not None

    def _own_subject(self, clause: Clause) -> bool:
        return bool(self.tree.children(clause.head, "nsubj"))

    def _of_embedded(self, clause: Clause, parent: Clause) -> Telling:
        outer = self.of(parent)
        kind = self._verb_kind(parent)
        inherited = self._outer(parent)
        if (truth := self._as_true(clause, parent)) or (truth := self._as_possible(clause)):
            by = truth.said_by or outer.said_by or (self.speeches.speaker(parent) if kind else None)
            return replace(truth, said_by=by)
        if clause.link in ("acl", "advcl") and is_infinitive(self.tree, clause):
            # "die Absicht, Truppen zu entsenden", "um … zu helfen": an infinitive tells of no fact
            return Telling("positive", _stronger("planned", inherited.modality), inherited.said_by)
        if clause.link in ("advcl", "acl") or (clause.link == "parataxis" and not kind):
            return inherited
        if self._left_open(parent) and not is_infinitive(self.tree, clause):
            return Telling("positive", "hypothetical", outer.said_by)
        if meant := self._as_meant(clause, parent, kind, outer):
            return meant
        warned = parent.lemma in self.warnings and is_infinitive(self.tree, clause)
        if kind == "wish" or warned:
            return Telling("positive", "hypothetical", outer.said_by or self.speeches.speaker(parent))
        if kind:
            modality: Modality = (
                "planned" if kind == "announce" and is_infinitive(self.tree, clause) else "reported"
            )
            denied: Polarity = "negative" if kind == "deny" else "positive"
            if outer.polarity == "negative" and kind in ("say", "claim", "believe", "confirm", "announce"):
                # "glaubt nicht, dass", "hat nie gesagt, dass"
                denied, modality = ("negative", modality) if kind == "believe" else (denied, "hypothetical")
            return Telling(denied, modality, self.speeches.speaker(parent) or outer.said_by)
        if clause.link == "xcomp" or is_infinitive(self.tree, clause):
            return Telling(outer.polarity, outer.modality, outer.said_by)
        return inherited

    def _as_meant(self, clause: Clause, parent: Clause, kind: str | None, outer: Telling) -> Telling | None:
        """What somebody refuses, tries, plans or is ready to do."""
        infinitive = is_infinitive(self.tree, clause)
        if infinitive and self._around(parent) & self.attitudes:
            return Telling("positive", "hypothetical", outer.said_by)
        if infinitive and parent.lemma in self.seeming:
            return Telling(outer.polarity, _stronger("reported", outer.modality), outer.said_by)
        refused = parent.lemma in self.refusals and clause.link in ("xcomp", "ccomp")
        if refused and outer.polarity == "negative":  # "schloss nicht aus, dass"
            return Telling("positive", "hypothetical", outer.said_by)
        never = infinitive and kind == "believe" and outer.polarity == "negative"  # "denkt nicht daran, …"
        if never or refused:
            return Telling("negative", _stronger("planned", outer.modality), outer.said_by)
        # who tries to mediate does
        attempted = parent.lemma in self.attempts and clause.lemma not in self.activities
        if self._is_planned(parent) and clause.link in ("ccomp", "csubj", "csubj:pass"):
            return Telling(outer.polarity, _stronger("planned", outer.modality), outer.said_by)
        if kind == "plan" or (infinitive and (attempted or self._is_ready(parent))):
            return Telling(outer.polarity, _stronger("planned", outer.modality), outer.said_by)
        if infinitive and parent.lemma in self.stops:  # "hörte nicht auf, Mali zu unterstützen"
            return replace(outer, polarity="positive" if outer.polarity == "negative" else "negative")
        return None

    def _as_true(self, clause: Clause, parent: Clause) -> Telling | None:
        """ "Es ist nicht wahr, dass", "ist falsch": denied, and by whom is not said."""
        if clause.link not in ("ccomp", "csubj", "csubj:pass", "acl") or parent.kind != "verb":
            return None
        words = self._around(parent)
        speaker = self.speeches.speaker(parent) if words & self.convictions else None
        if speaker and speaker.kind in NAMED_KINDS:  # "ist überzeugt, dass"; "es ist sicher, dass" is a fact
            return Telling("positive", "reported", speaker)
        negated = bool(words & (self.proofs | self.truths)) and self._negated(parent)
        if negated and words & self.proofs:
            return Telling("positive", "hypothetical")
        denied = words & self.falsehoods or self.tree.lower(parent.head) in self.wrong
        return Telling("negative", "reported") if denied or (negated and words & self.truths) else None

    def _as_possible(self, clause: Clause) -> Telling | None:
        """ "die Gefahr, dass", "keine Belege, dass": the clause of a noun that leaves it open."""
        marks = [i for i in self.tree.children(clause.head, "mark") if self.tree.lower(i) in self.that]
        if not marks:
            return None
        above = self.tree.heads[clause.head]
        nouns = [above, *([marks[0] - 2] if marks[0] > 1 and self.tokens[marks[0] - 1].text == "," else [])]
        for i in (i for i in nouns if self.tokens[i].lemma_ in self.doubt_nouns):
            denied = any(self.tree.lower(k).startswith(self.negative) for k in self.tree.children(i, "det"))
            return Telling("positive", "asserted" if denied else "hypothetical")
        left_open = any(
            self.tokens[i].pos_ == "NOUN" and ends_in(self.tokens[i].lemma_, self.possibilities)
            for i in nouns
        )
        needed = any(self.tree.lower(i) in self.needs for i in (above, *self.tree.children(above, "xcomp")))
        return Telling("positive", "hypothetical") if left_open or needed else None

    def _is_ready(self, parent: Clause) -> bool:
        return bool(self._around(parent) & self.readiness)

    def _around(self, parent: Clause) -> set[str]:
        """The words of a predicate that say what it is about its clause: "ist bereit", "hält für falsch"."""
        return {
            self.tree.lower(i) for i in (parent.head, *self.tree.children(parent.head, "advmod", "xcomp"))
        }

    def _verb_kind(self, clause: Clause) -> str | None:
        """say, claim, announce, believe, deny; plan; wish; None for other predicates."""
        if clause.kind != "verb":
            return None
        if clause.lemma in self.denials:
            return "deny"
        if clause.lemma in self.wishes:
            return "wish"
        said = self.verb_kinds.get(clause.lemma)
        return "plan" if said is None and clause.lemma in self.plans else said

    def _describes(self, clause: Clause) -> bool:
        """ "kritisierte seinen Vorgänger Obama": what a noun says of a person is so, whatever governs it."""
        named = self.actors.resolve(clause.head)
        return clause.kind == "noun" and named is not None and named.kind == "Person"

    def _of_nominal(self, clause: Clause, parent: Clause) -> Telling:
        """A nominalisation is presupposed ("kritisierte den Angriff"), unless what governs it plans or demands it."""
        outer = self.of(parent)
        hoped = outer.said_by is not None and self._as_possible(parent) is not None
        told = hoped or outer.modality == "reported"
        base = Telling("positive", "reported" if told else "asserted", outer.said_by)
        if settled := self._settled(clause, parent, base):
            return settled
        if (
            self._still_to_come(clause, parent)
            or self._planned_by_noun(clause)
            or self._called_off(clause, parent)
        ):
            return replace(base, modality="planned")
        if self._argued_over(clause, parent):
            return replace(base, modality="hypothetical")
        if parent.kind == "verb" and self._content_of(clause):
            kind = self._verb_kind(parent)
            if kind in ("say", "confirm", "claim", "believe", "deny") and base.modality == "asserted":
                return Telling("positive", "reported", base.said_by or self.speeches.speaker(parent))
            if kind == "wish" or parent.lemma in self.refusals or parent.lemma in self.threats:
                return Telling(
                    "positive",
                    "hypothetical",
                    base.said_by or (self.speeches.speaker(parent) if kind == "wish" else None),
                )
            if kind in ("plan", "announce") or parent.lemma in self.orders:
                return replace(base, modality="planned")
            if clause.link == "obj" and outer.modality in ("planned", "hypothetical"):
                return replace(base, modality=outer.modality)
        return base

    def _settled(self, clause: Clause, parent: Clause, base: Telling) -> Telling | None:
        """Stances that are given up, participles, and what is said: a demand has been made, whatever becomes of it."""
        if (
            clause.link in ("obj", "nsubj:pass")
            and parent.lemma in self.endings
            and ends_in(clause.lemma, self.held)
        ):
            outer = self.of(parent)  # "gab seinen Widerstand auf"; "will sein Veto nicht zurückziehen"
            return base if outer.polarity == "negative" else replace(outer, polarity="negative")
        if clause.kind == "participle" or ends_in(clause.lemma, self.speech_nouns):
            return base
        return self._of_event(clause, parent, base)

    def _of_event(self, clause: Clause, parent: Clause, base: Telling) -> Telling | None:
        """ "Das Treffen ist fraglich", "ist nicht geplant", "fand nicht statt"; "rechnet mit einem Angriff"."""
        expected, preposition = parent.lemma in self.expectations, self.tree.preposition(clause.head)
        above = self.tokens[self.tree.heads[clause.head]]
        if above.lemma_ in self.possibilities or (expected and (clause.link == "obj" or preposition)):
            return replace(base, modality="hypothetical")
        if parent.lemma in self.mentions and clause.link == "obl" and preposition in self.of_content:
            return Telling("positive", "reported", base.said_by or self.speeches.speaker(parent))
        if clause.link not in ("nsubj", "nsubj:pass"):
            return None
        supposed = self.of(parent).modality == "hypothetical" and self._is_indefinite(clause)
        if supposed or self._doubted(parent):  # "ein Angriff wäre ein Fehler"
            return replace(base, modality="hypothetical")
        polarity = self.of(parent).polarity
        if self._is_planned(parent):
            return replace(base, polarity=polarity, modality="planned")
        denied = parent.lemma in self.happenings and polarity == "negative"
        return replace(base, polarity=polarity) if denied else None

    def _is_planned(self, parent: Clause) -> bool:
        """ "Das Treffen ist (nicht) geplant"."""
        head = self.tokens[parent.head]
        participle = "Part" in feature(head, "VerbForm") and parent.lemma in self.arrangements
        return participle or (head.pos_ == "ADJ" and self._stem(head.lower_) in self.plan_stems)

    def _called_off(self, clause: Clause, parent: Clause) -> bool:
        """ "Das Treffen, das geplant war, fiel aus": it had been planned, and more is not said."""
        told = [self.tokens[kid].lemma_ for kid in self.tree.children(clause.head, "acl")]
        if any(lemma in self.arrangements for lemma in told):
            return True
        affected = clause.link in ("nsubj:pass", "obj") or (clause.link == "nsubj" and not parent.slot("obj"))
        return affected and parent.kind == "verb" and parent.lemma in self.cancellations

    def _argued_over(self, clause: Clause, parent: Clause) -> bool:
        """ "sprach sich gegen einen Austritt aus": with an indefinite article it is none that there has been."""
        return self._is_indefinite(clause) and clause.link == "obl" and parent.lemma in self.stances

    def _is_indefinite(self, clause: Clause) -> bool:
        articles = self.tree.children(clause.head, "det")
        return any(feature(self.tokens[i], "Definite") == ["Ind"] for i in articles)

    def _still_to_come(self, clause: Clause, parent: Clause) -> bool:
        """ "kurz vor dem Besuch", "reiste zu einem Treffen", "will bei einem Treffen …"."""
        preposition = self.tree.preposition(clause.head) if clause.link == "obl" else None
        leaving = preposition in self.aims and parent.lemma in self.departures
        within = preposition in self.simultaneous and self.of(parent).modality == "planned"
        return leaving or within or (preposition in self.ahead and not self._pluperfect(parent))

    def _doubted(self, parent: Clause) -> bool:
        """ "gilt als möglich", "ist fraglich"."""
        return bool(self._doubts(parent))

    def _doubts(self, parent: Clause) -> list[int]:
        return [i for i in (parent.head, *self.tree.kids[parent.head]) if self.tree.lower(i) in self.doubts]

    def _left_open(self, parent: Clause) -> bool:
        """ "ist offen, ob", "hält für unwahrscheinlich, dass"; "sprach offen davon" is something else."""
        says = self.tokens[parent.head].lemma_ in self.verb_kinds
        return any(not says or self.tree.children(i, "case") for i in self._doubts(parent))

    def _pluperfect(self, parent: Clause) -> bool:
        return any(self.tree.lower(i) in self.past_forms for i in parent.auxiliaries)

    def _content_of(self, clause: Clause) -> bool:
        """True where the noun is what the verb above speaks of, not its circumstances ("nach dem Angriff")."""
        if clause.link == "obl":
            return self.tree.preposition(clause.head) in self.of_content
        return clause.link in ("obj", "nsubj:pass", "nmod", "iobj", "conj")

    def _planned_by_noun(self, clause: Clause) -> bool:
        adjectives = [self.tokens[kid].lemma_.lower() for kid in self.tree.children(clause.head, "amod")]
        if any(self._stem(word) in self.plan_stems for word in adjectives):
            return True
        above = self.tree.heads[clause.head]
        noun = self.tokens[above]
        return above != clause.head and noun.pos_ == "NOUN" and ends_in(noun.lemma_, self.plan_nouns)

    def _own_modality(self, clause: Clause) -> Modality:
        """What the clause's own words say."""
        found: list[Modality] = ["asserted", *self._from_adverbs(clause)]
        if clause.kind == "verb":
            found += [*self._from_auxiliaries(clause), *self._from_markers(clause)]
            if self._on_condition(clause):
                found.append("hypothetical")
            subjunctive = self._subjunctive(clause)
            if subjunctive:
                found.append("reported" if subjunctive == "1" or self._in_speech(clause) else "hypothetical")
        return max(found, key=lambda m: _WEIGHT[m])

    def _on_condition(self, clause: Clause) -> bool:
        """ "Wenn Polen zustimmt, unterstützt Ungarn den Plan": in the present tense neither has happened."""
        finite = finite_verb(self.tree, clause)
        if finite is None or feature(self.tokens[finite], "Tense") != ["Pres"] or clause.passive:
            return False
        below = (self.speeches.clauses.get(kid) for kid in self.tree.children(clause.head, "advcl"))
        return any(c is not None and "hypothetical" in self._from_markers(c) for c in below)

    def _in_speech(self, clause: Clause) -> bool:
        parent = clause.parent
        return self.speeches.of(clause) is not None or (
            parent is not None and self._verb_kind(parent) is not None
        )

    def _from_auxiliaries(self, clause: Clause) -> Iterator[Modality]:
        infinitive = not self._participle(clause) or self._passive_infinitive(clause)
        for i in clause.auxiliaries:
            word = self.tree.lower(i)
            if word.startswith(self.hearsay):
                sourced = self.speeches.attribution(clause) is not None  # "soll laut Polizei noch leben"
                ahead = infinitive and not self._perfect(clause) and not sourced
                yield "planned" if ahead else "reported"
            elif word.startswith(self.intention):
                yield "planned"
            elif self._must(clause, i) and (infinitive or self._perfect(clause)):
                yield "reported" if self._perfect(clause) else "planned"
            elif word.startswith(self.possibility):
                yield "hypothetical"
            elif (
                word in self.future
                and infinitive
                and (not clause.passive or i == finite_verb(self.tree, clause))
            ):
                yield "planned"
            elif word.startswith(self.conditional) and infinitive and not clause.passive:
                yield "planned" if self._in_speech(clause) else "hypothetical"

    def _passive_infinitive(self, clause: Clause) -> bool:
        """ "sollte verhaftet werden", "wird verhaftet werden"."""
        finite = finite_verb(self.tree, clause)
        infinitives = (
            i for i in clause.auxiliaries if self.tokens[i].lower_ == self.tokens[i].lemma_ and i != finite
        )
        return clause.passive and any(self.tree.roles[i] == "aux:pass" for i in infinitives)

    def _must(self, clause: Clause, i: int) -> bool:
        """ "muss abreisen"; "hat abreisen müssen" has been done."""
        return self.tree.lower(i) in self.obligation and i == finite_verb(self.tree, clause)

    def _participle(self, clause: Clause) -> bool:
        if not clause.passive and self.tree.lower(clause.head) == clause.lemma:
            return False  # an infinitive that looks like its participle: "empfangen"
        return (
            "Part" in feature(self.tokens[clause.head], "VerbForm") or self.tokens[clause.head].tag_ == "VVPP"
        )

    def _perfect(self, clause: Clause) -> bool:
        return any(self.tree.lower(i) in self.perfect_forms for i in clause.auxiliaries)

    def _from_adverbs(self, clause: Clause) -> Iterator[Modality]:
        for kid in self.tree.children(clause.head, "advmod", "amod", "obl"):
            word = self.tree.lower(kid)
            if word in self.hedges or self._stem(word) in self.hedge_stems:
                yield "reported"
            elif word in self.suppositions or (word in self.near_misses and self._is_near_miss(kid)):
                yield "hypothetical"
            if clause.kind == "verb" and self._is_future(clause, kid):
                yield "planned"

    def _is_near_miss(self, kid: int) -> bool:
        """ "traf ihn fast" is none; "fast täglich", "fast alle" speaks of something else."""
        if kid + 1 == len(self.tokens):
            return True
        return (
            self.tokens[kid + 1].pos_ in ("VERB", "AUX", "PUNCT")
            or self.tree.roles[kid + 1] == "compound:prt"
        )

    def _is_future(self, clause: Clause, kid: int) -> bool:
        """ "reist in Kürze ab", "tagt am Freitag": the present tense of what is still to come."""
        finite = finite_verb(self.tree, clause)
        if finite is None or clause.auxiliaries or feature(self.tokens[finite], "Tense") != ["Pres"]:
            return False
        if self.tokens[kid].text in self.weekdays:
            return self.tree.preposition(kid) in (None, *self.day_prepositions)
        near = [kid, *self.tree.children(kid, "amod")]
        return any(self._stem(self.tree.lower(i)) in self.future_words for i in near)

    def _from_markers(self, clause: Clause) -> Iterator[Modality]:
        marks = {self.tree.lower(kid) for kid in self.tree.children(clause.head, "mark", "case", "advmod")}
        if marks & self.conditions or self._verb_first(clause):
            yield "hypothetical"
        if any(words <= marks for words in self.purposes) and not self._with_that(clause):
            yield "planned"
        if marks & self.questions or self._question(clause):
            yield "hypothetical"

    def _with_that(self, clause: Clause) -> bool:
        """ "stieß damit auf Kritik", "damit stieß er auf Kritik": an adverb, since the finite verb is no further on."""
        finite = finite_verb(self.tree, clause)
        adverbs = self.tree.children(clause.head, "advmod")
        marks = self.tree.children(clause.head, "mark", "case")
        words = {word for group in self.purposes for word in group}
        marked = any(self.tree.lower(i) in words for i in marks)
        near = finite is not None and any(finite <= i + 1 for i in adverbs if self.tree.lower(i) in words)
        return near and not marked

    def _question(self, clause: Clause) -> bool:
        start, end = self.speeches.sentence(clause.head)
        last = next(
            (
                self.tokens[i]
                for i in range(end - 1, start - 1, -1)
                if not self.tokens[i].is_space and self.tokens[i].text not in '“«”"'
            ),
            None,
        )
        return last is not None and last.text == "?" and clause.link in ("root", "conj")

    def _verb_first(self, clause: Clause) -> bool:
        """ "Sollten die Gespräche scheitern, …": a condition without wenn."""
        if clause.link != "advcl" or self.tree.children(clause.head, "mark"):
            return False
        finite = finite_verb(self.tree, clause)
        return finite is not None and finite == min(self.tree.subtree(clause.head))

    def _subjunctive(self, clause: Clause) -> str | None:
        """ "1" for Konjunktiv I, "2" for Konjunktiv II, else None."""
        tokens = [clause.head, *clause.auxiliaries] if clause.kind == "verb" else []
        for name, forms in self.subjunctives:
            for i in tokens:
                told = self.tree.lower(i) in forms or (name == "1" and self._is_present_subjunctive(i))
                if told and (name == "2" or self._third_person(i)):
                    return name
        return None

    def _is_present_subjunctive(self, i: int) -> bool:
        """ "kämpfe", where the pipeline is sure: the list leaves out what is also a noun."""
        token = self.tokens[i]
        sure = feature(token, "Mood") == ["Sub"] and feature(token, "Tense") == ["Pres"]
        return sure and token.text.islower()

    def _third_person(self, i: int) -> bool:
        head = self.tree.heads[i] if self.tree.roles[i].startswith(("aux", "cop")) else i
        return not any(self.tree.lower(kid) in self.first_person for kid in self.tree.children(head, "nsubj"))

    def _negated(self, clause: Clause) -> bool:
        tree, count = self.tree, 0
        for i in self._own_words(clause):
            count += tree.lower(i) in self.negators and not self._only(i)
        count -= any(self.actors.contrast(argument.head) for argument in clause.arguments)
        if clause.kind == "verb":
            marks = {tree.lower(kid) for kid in tree.children(clause.head, "mark", "case")}
            count += not marks.isdisjoint(self.excluding)
        for argument in clause.arguments:
            wholly = self.tokens[argument.head].lemma_ in self.denying  # "unter keinen Umständen"
            if wholly or argument.slot in self.deniable:
                count += any(
                    tree.lower(kid).startswith(self.negative) for kid in tree.children(argument.head, "det")
                )
        return count % 2 == 1

    def _own_words(self, clause: Clause) -> list[int]:
        """The words that belong to no other clause: the parser may hang "nicht" on any noun of them."""
        if clause.kind != "verb":
            return self.tree.children(clause.head, "advmod", "det", "cc")
        found, todo = [], [clause.head]
        while todo:
            for kid in self.tree.kids[todo.pop()]:
                other = self.speeches.clauses.get(kid)
                if other is None or other.kind != "verb":
                    found.append(kid)
                    if self.tree.roles[kid] != "amod":
                        todo.append(kid)
        return found

    def _only(self, i: int) -> bool:
        """ "nicht nur", "nicht zuletzt" and a "kaum" of time deny nothing."""
        following = self.tree.lower(i + 1) if i + 1 < len(self.tokens) else ""
        conjunction = self.no_sooner.get(self.tree.lower(i))
        if conjunction and (following == conjunction or i == self.speeches.sentence(i)[0]):
            return True  # "kaum hatte er …": no sooner
        return following in self.restrictive

    def _stem(self, word: str) -> str:
        return self.tree.grammar.stem(word, longer_than=5)  # "neuer" and "erste" are too short to be sure of


def _stronger(left: Modality, right: Modality) -> Modality:
    return left if _WEIGHT[left] >= _WEIGHT[right] else right
