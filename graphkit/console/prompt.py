"""The console at a terminal: editing, history, highlighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.graph import CypherLexer

from graphkit.console.history import open_history
from graphkit.console.session import is_command
from graphkit.console.splitter import is_complete
from graphkit.errors import ConnectionFailed, GraphkitError
from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.console.session import Session

PROMPT, CONTINUED = "graphkit> ", "       -> "


def converse(session: Session) -> None:
    """Read and run until the person leaves; an error is one line, and the session goes on."""
    session.note(f"graphkit {__version__} on {session.store.url}; :help says more")
    prompt: PromptSession[str] = PromptSession(
        PROMPT,
        multiline=True,
        prompt_continuation=CONTINUED,
        lexer=PygmentsLexer(CypherLexer),
        history=open_history(),
        auto_suggest=AutoSuggestFromHistory(),
        key_bindings=_keys(),
    )
    while True:
        try:
            text = prompt.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        _execute(session, text)


def _execute(session: Session, text: str) -> None:
    try:
        session.execute(text)
    except ConnectionFailed:
        raise
    except GraphkitError as error:
        session.note(f"error: {' '.join(str(error).split())}")
    except KeyboardInterrupt:
        session.note("cancelled")


def ends_input(text: str) -> bool:
    """True where Enter should run the text: nothing, a command, a semicolon, or an empty last line."""
    return not text.strip() or is_command(text) or is_complete(text) or text.endswith("\n")


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        if at_end and ends_input(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys
