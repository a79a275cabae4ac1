"""Files, folders, stdin and JSON Lines -> documents (articles) and extractions (statements made before).

What cannot be used is yielded as a `Reject` in its place, so that the rest still loads; docs/articles.md
shows the forms an article may have.
"""

from graphkit.readers.articles import parse_article
from graphkit.readers.dates import parse_date
from graphkit.readers.files import Item, Reject, find, read
from graphkit.readers.languages import guess_language

__all__ = ["Item", "Reject", "find", "guess_language", "parse_article", "parse_date", "read"]
