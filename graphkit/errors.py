"""The errors graphkit raises: one tree, each with what to do next in its message."""


class GraphkitError(Exception):
    """Base of all errors that graphkit raises on purpose; the message is one line for a person."""

    exit_code = 1


class InputError(GraphkitError):
    """An input cannot be used: no such file, not text, a broken line, a wrong value."""


class PipelineError(GraphkitError):
    """The language pipeline is missing or does not fit."""


class OntologyError(GraphkitError):
    """A data file of the ontology is wrong; the message names file and entry."""


class QueryError(GraphkitError):
    """A query is unknown, is called with wrong parameters, or is refused by the database."""


class NotAllowed(QueryError):
    """A query does what it has no right to: it writes where only reading is allowed."""


class StoreError(GraphkitError):
    """The database refused or failed: read-only folder, full disk, constraint, transaction."""


class DataRefused(StoreError):
    """The database refuses the very data: a constraint, a value it cannot hold, too much at once."""


class ConnectionFailed(StoreError):
    """The database cannot be reached or does not let us in."""

    exit_code = 3


class LoginRefused(ConnectionFailed):
    """The database does not know the user, or not by this password."""
