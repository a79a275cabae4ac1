"""Files, folders, addresses, archives and stdin -> documents (articles) and extractions (statements made before).

What cannot be used is yielded as a `Reject` in its place, so that the rest still loads; docs/articles.md
shows the forms an article may have.
"""

from graphkit.readers.articles import parse_article
from graphkit.readers.dates import parse_date
from graphkit.readers.files import find, read, size
from graphkit.readers.items import Foreign, Item, Reject, Settings, noted, reject_of
from graphkit.readers.languages import language_of
from graphkit.readers.remarks import Remarks

__all__ = [
    "Foreign",
    "Item",
    "Reject",
    "Remarks",
    "Settings",
    "find",
    "language_of",
    "noted",
    "parse_article",
    "parse_date",
    "read",
    "reject_of",
    "size",
]
