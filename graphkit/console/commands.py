"""What `:help` lists, about the session itself: help, parameters, scripts, transactions, settings."""

from __future__ import annotations

from pathlib import Path

from graphkit.console.connection import Connection
from graphkit.console.formats import FORMATS, check_format
from graphkit.console.registry import COMMANDS, words_of
from graphkit.console.script import run_script
from graphkit.console.session import Quit, Session
from graphkit.console.values import read_pair, read_value
from graphkit.errors import InputError
from graphkit.stores import Result


@COMMANDS.add(":help", "[COMMAND]")
def show_help(session: Session, rest: str) -> None:
    """List the commands, or say more about one.

    A statement ends with ; or an empty line. Tab completes, Ctrl-R searches what was typed before,
    Ctrl-C drops what is typed or cancels what runs, Ctrl-D leaves.
    """
    if rest:
        command = COMMANDS.find(f":{rest.lstrip(':')}")
        session.note(f"{command.name} {command.usage}\n{command.summary}\n{command.help}".rstrip())
        return
    width = max(len(f"{one.name} {one.usage}") for one in COMMANDS.values())
    for one in COMMANDS.values():
        session.note(f"  {f'{one.name} {one.usage}'.ljust(width)}  {one.summary}")
    session.note("\n" + COMMANDS[":help"].help)


@COMMANDS.add(":param", "NAME=VALUE")
def set_parameter(session: Session, rest: str) -> None:
    """Set a parameter: `$name` in statements from now on.

    The value is JSON (3, true, ["a", "b"]), a date (2016-03-15), or else a text as it stands.
    """
    name, space, value = rest.partition(" ")
    if "=" not in rest and space:
        session.parameters[name] = read_value(value)
    else:
        session.parameters.update([read_pair(rest)])


@COMMANDS.add(":params", "[clear]")
def list_parameters(session: Session, rest: str) -> None:
    """List the parameters, or forget them all.

    `:params clear` forgets them.
    """
    if rest == "clear":
        session.parameters.clear()
    else:
        session.data(Result(["parameter", "value"], [[*pair] for pair in session.parameters.items()]))


@COMMANDS.add(":source", "FILE")
def source(session: Session, rest: str) -> None:
    """Run the statements and commands of a file.

    Commands stand on lines of their own. The first error ends it.
    """
    run_script(session, read_script(rest))


def read_script(path: str) -> str:
    """The text of a script; raises InputError."""
    try:
        return Path(path).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot read {path or 'a file without a name'}: {reason}") from error


@COMMANDS.add(":use", "STORE")
def use(session: Session, rest: str) -> None:
    """Go on with another store: a folder, or neo4j://host:7687.

    What is not committed on the old one is rolled back. The user and the password come from NEO4J_USERNAME
    and NEO4J_PASSWORD.
    """
    if not rest:
        session.note(session.connection.url)
        return
    old = session.connection
    session.connection = Connection.to(rest, read_only=old.read_only, tell=old.tell)
    if old.in_transaction:
        session.note("the open transaction is rolled back")
    old.close()
    session.vocabulary = type(session.vocabulary)()
    session.vocabulary.read_in_background(session.connection.opened)
    session.note(f"on {session.connection.url}")


@COMMANDS.add(":begin")
def begin(session: Session, rest: str) -> None:
    """Begin a transaction; what follows counts only after :commit.

    On the embedded store other writers wait meanwhile.
    """
    session.connection.begin()


@COMMANDS.add(":commit")
def commit(session: Session, rest: str) -> None:
    """Keep what was done since :begin."""
    session.connection.commit()


@COMMANDS.add(":rollback")
def rollback(session: Session, rest: str) -> None:
    """Undo what was done since :begin."""
    session.connection.rollback()


@COMMANDS.add(":read-only", "[on|off]")
def read_only(session: Session, rest: str) -> None:
    """Refuse statements that write, or allow them again.

    The database refuses them: Neo4j in transactions of read access; the embedded store as a user without the
    right to write, in transactions that are always rolled back.
    """
    if session.connection.in_transaction:
        raise InputError("a transaction is open: :commit or :rollback ends it")
    session.connection.read_only = _switched(rest, session.connection.read_only)
    session.note(f"read-only is {'on' if session.connection.read_only else 'off'}")


@COMMANDS.add(":timing", "[on|off]")
def timing(session: Session, rest: str) -> None:
    """Say after each statement how long it took.

    The time is that of the statement with its commit and of all rows, seen from here.
    """
    session.timing = _switched(rest, session.timing)
    session.note(f"timing is {'on' if session.timing else 'off'}")


@COMMANDS.add(":format", f"[{'|'.join(FORMATS)}]")
def set_format(session: Session, rest: str) -> None:
    """Say how results are shown, or show them otherwise.

    Only table wraps, to fit the window; no format leaves anything out.
    """
    if rest:
        session.format = check_format(rest)
    else:
        session.note(session.format)


@COMMANDS.add(":quit")
def leave(session: Session, rest: str) -> None:
    """Leave, as Ctrl-D does; :exit is the same."""
    raise Quit


COMMANDS.add(":exit")(leave)


def _switched(text: str, before: bool) -> bool:
    if text not in ("", "on", "off"):
        raise InputError(f"{text!r} is neither on nor off")
    return text == "on" if text else not before


def pairs(text: str) -> tuple[str, dict[str, str]]:
    """A name and `key=value` pairs as a line has them."""
    name, *given = words_of(text) or [""]
    return name, {key: value for key, _, value in (one.partition("=") for one in given)}
