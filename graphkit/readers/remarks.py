"""What is said about a whole run, once and with a count: no dates, other languages, other encodings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphkit.readers.languages import how_to_read, name_of
from graphkit.readers.places import Places


@dataclass(slots=True)
class Remarks:
    """Counts of articles: `undated`, by language those left out, by name of the encoding those not in UTF-8.

    `language` is the pipeline's; `columns` counts tables whose columns were taken by their names, by pairs of
    what and column; `places` knows how much of the files is done.
    """

    language: str = "de"
    undated: int = 0
    foreign: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    columns: Counter[tuple[tuple[str, str], ...]] = field(default_factory=Counter)
    places: Places = field(default_factory=Places)

    def add(self, other: Remarks) -> None:
        """Count what another part of the run found."""
        self.undated += other.undated
        self.foreign += other.foreign
        self.encodings += other.encodings
        self.columns += other.columns

    def lines(self) -> Iterator[str]:
        """A line for each thing to be said."""
        for pairs, count in self.columns.items():
            taken = ", ".join(f"{what} from {column!r}" for what, column in pairs)
            yield f"{_counted(count, 'table')}: {taken}; --field NAME=COLUMN says otherwise"
        for encoding, count in self.encodings.most_common():
            was = "was" if count == 1 else "were"
            yield f"{_counted(count, 'file')} {was} read as {encoding}, as it seems; --encoding says otherwise"
        if self.undated:
            has = "has" if self.undated == 1 else "have"
            told = (
                f"{_counted(self.undated, 'article')} {has} no date: relative times like 'gestern' stay open"
            )
            yield f"{told}; --date YYYY-MM-DD gives one"
        for code, count in self.foreign.most_common():
            skipped = f"{_counted(count, 'article')} in {name_of(code)} skipped"
            yield f"{skipped}: {how_to_read(code, self.language)}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
