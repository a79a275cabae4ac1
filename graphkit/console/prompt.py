"""The console at a terminal: editing, history, highlighting, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer

from graphkit.console.completion import CypherCompleter
from graphkit.console.history import open_history
from graphkit.console.lexer import GraphkitCypherLexer
from graphkit.console.session import Quit, is_command
from graphkit.console.splitter import is_complete
from graphkit.errors import GraphkitError
from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.console.session import Session

PROMPT, CONTINUED = "graphkit> ", "       -> "
# within a transaction, so that nobody forgets to commit
OPEN = "graphkit*> "


def converse(session: Session, *, vi: bool = False) -> None:
    """Read and run until the person leaves; an error is told, and the session goes on."""
    session.note(f"graphkit {__version__} on {session.connection.store.url}; :help says more")
    session.confirm = _confirm
    session.vocabulary.read_in_background(session.connection.store)
    prompts: dict[str, PromptSession[str]] = {}
    while True:
        url = session.connection.store.url
        prompt = prompts.setdefault(url, _prompt(session, url, vi))
        try:
            text = prompt.prompt(OPEN if session.connection.in_transaction else PROMPT)
            _execute(session, text)
        except KeyboardInterrupt:
            continue
        except (EOFError, Quit):
            return


def _prompt(session: Session, url: str, vi: bool) -> PromptSession[str]:
    return PromptSession(
        multiline=True,
        prompt_continuation=CONTINUED,
        lexer=PygmentsLexer(GraphkitCypherLexer),
        history=open_history(url),
        auto_suggest=AutoSuggestFromHistory(),
        completer=CypherCompleter(session),
        complete_in_thread=True,
        complete_while_typing=False,
        enable_open_in_editor=True,
        editing_mode=EditingMode.VI if vi else EditingMode.EMACS,
        key_bindings=_keys(),
    )


def _execute(session: Session, text: str) -> None:
    try:
        session.execute(text)
    except GraphkitError as error:
        told = str(error)
        session.note(told if told.startswith("error: ") else f"error: {' '.join(told.split())}")
    except KeyboardInterrupt:
        session.note("cancelled")


def _confirm(question: str) -> bool:
    """Yes only where somebody types it."""
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def ends_input(text: str) -> bool:
    """True where Enter should run the text: nothing, a command, a semicolon, or an empty last line."""
    return not text.strip() or is_command(text) or is_complete(text) or text.endswith("\n")


def _keys() -> KeyBindings:
    keys = KeyBindings()

    # not in the line of a search, which Enter ends
    @keys.add("enter", filter=has_focus(DEFAULT_BUFFER))
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        if is_complete(buffer.text) or (at_end and ends_input(buffer.text)):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
