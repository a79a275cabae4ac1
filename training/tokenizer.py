"""The tokenizer's rules: spaCy's German ones, fitted to news; they are saved with the pipeline."""

from __future__ import annotations

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, CONCAT_QUOTES
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from graphkit.extraction.language.wordlists import words

ABBREVIATIONS = words(
    """
    Abg. Abs. Abt. Art. Aug. Bd. Bez. Bzgl. Ca. Co. Dez. Dipl. Dir. Dr. Durchw. Evtl. Febr. Fr. Ges.
    Gen. Hr. Hrn. Hrsg. Inc. Ing. Jan. Jg. Jh. Jhd. Jr. Jun. Kap. Kfm. Lt. Ltd. Mio. Mrd. Mr. Mrs.
    Ms. Nov. Nr. Okt. Pfr. Prof. Red. Reg. Sen. Sept. Sr. St. Stellv. Str. Tel. Tsd. Univ. Verf.
    Vgl. Vors. abg. abzgl. allg. bspw. bzgl. bzw. ca. dergl. dgl. ehem. einschl. etc. evtl. exkl.
    ff. frz. geb. gegr. gem. ggf. griech. hl. inkl. insb. insbes. jr. jun. kath. lat. lfd. lt. max.
    min. mind. mtl. möbl. nachm. nat. od. österr. rd. russ. sen. sog. stellv. str. tägl. türk.
    ukrain. urspr. usf. usw. verh. vgl. vorm. wg. zz. zzgl. z.B. z.T. z.Zt. u.a. u.ä. u.U. d.h.
    i.d.R. i.e. o.ä. o.Ä. s.o. s.u. v.a. v.Chr. n.Chr. m.E. e.V. a.D. a.M. U.S. U.S.A. G.W. P.S.
    Ph.D. D.C. o.g. u.s.w. d.J. v.H. k.o. i.R. z.b. i.V. i.A.
    """
)
ROMAN = words(
    """
    II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII
    """
)


def customise(nlp: Language) -> None:
    """Change the tokenizer of `nlp` in place."""
    tokenizer = nlp.tokenizer
    for form in ABBREVIATIONS + [f"{r}." for r in ROMAN]:
        tokenizer.add_special_case(form, [{ORTH: form}])
    suffixes = [
        *nlp.Defaults.suffixes,
        r"(?<=[0-9]{3})\.",
        # "die G20.", "eine F-16." end a sentence; "am 20." need not
        rf"(?<=[{ALPHA}][0-9])\.",
        rf"(?<=[{ALPHA}][0-9]{{2}})\.",
        rf"(?<=[{ALPHA}]-[0-9])\.",
        rf"(?<=[{ALPHA}]-[0-9]{{2}})\.",
        r"(?<=[a-zäöüß][A-ZÄÖÜ])\.",
        r"(?<=[0-9])[–—/]",
        "[–—]",
        "/",
    ]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.prefix_search = compile_prefix_regex(
        [*nlp.Defaults.prefixes, "[–—/]", "-(?=[A-ZÄÖÜ][a-zäöü]+$)"]
    ).search
    tokenizer.infix_finditer = compile_infix_regex(infixes(nlp)).finditer


def infixes(nlp: Language) -> list[str]:
    """Split at slashes and dashes between words, and where a sentence end lost its space."""
    return [
        *nlp.Defaults.infixes,
        rf"(?<=[{ALPHA}])[/–—](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}])[.!?](?=[A-ZÄÖÜ][{ALPHA_LOWER}])",
        rf"(?<=[{ALPHA}.!?,])[\"“„»«”](?=[{ALPHA}])",
        rf"(?<=[{CONCAT_QUOTES}])[–—-](?=[{ALPHA}])",
    ]
