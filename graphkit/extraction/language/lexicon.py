"""graphkit_lexicon: dictionary classes on every token, before the statistical components."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example

from graphkit.extraction.language.table import Table, classes

FILE = "lexicon.xz"


class Lexicon:
    """Write the dictionary class of a form to `tag_`, its name flags to `ent_id_`; tok2vec embeds both.

    Old spelling (`daß`, `muß`) gets the new one as its norm, which is embedded too: archives have much of it.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        """Begin with an empty table; from_disk or initialize fills it."""
        self.name = name
        self.set_table(b"")

    def set_table(self, packed: bytes) -> None:
        """Use another lexicon file."""
        self.table = Table(packed)
        self._marks: dict[int, tuple[int, int, str]] = {}

    def _class_of(self, form: str) -> str:
        """Join the classes of a form; mark a reading guessed from a part."""
        if not form[:1].isalpha():
            return "#"
        found = "|".join(classes(self.table.look_up(form)))
        known = form in self.table.forms or form.lower() in self.table.forms
        return found if known else "~" + found

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the tokens."""
        marks = self._marks
        for token in doc:
            found = marks.get(token.orth)
            if found is None:
                found = marks[token.orth] = self._mark(token)
            token.tag, token.ent_id, norm = found
            if norm:
                token.norm_ = norm
        return doc

    def _mark(self, token: Token) -> tuple[int, int, str]:
        """Give the ids of the class and the flags of a form, and its new spelling, '' where it has none."""
        strings = token.vocab.strings
        flags = self.table.flags.get(token.text, "-")
        norm = self.table.new_spelling(token.text).lower()
        return strings.add(self._class_of(token.text)), strings.add(flags), norm

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        path: str | None = None,
    ) -> None:
        """Read the lexicon file that training made."""
        if path:
            self.set_table(Path(path).read_bytes())

    def to_disk(self, path: Path, *, exclude: Any = ()) -> None:
        """Write the packed lexicon into the component's folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.table.packed)

    def from_disk(self, path: Path, *, exclude: Any = ()) -> Self:
        """Read the packed lexicon from the component's folder."""
        self.set_table((Path(path) / FILE).read_bytes())
        return self

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Give the packed lexicon."""
        return self.table.packed

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Self:
        """Take the packed lexicon."""
        self.set_table(data)
        return self


@Language.factory("graphkit_lexicon", assigns=["token.tag", "token.ent_id"])
def make_lexicon(nlp: Language, name: str) -> Lexicon:
    """Make the component."""
    return Lexicon(nlp, name)
