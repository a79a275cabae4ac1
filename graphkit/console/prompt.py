"""The console at a terminal: editing, history, highlighting, completion."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.styles import Style

from graphkit.console.completion import CypherCompleter
from graphkit.console.history import open_history
from graphkit.console.lexer import GraphkitCypherLexer
from graphkit.console.script import run_script
from graphkit.console.session import Quit, is_command
from graphkit.console.splitter import is_complete
from graphkit.errors import GraphkitError
from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.console.connection import Connection
    from graphkit.console.session import Session

PROMPT, CONTINUED = "graphkit> ", "       -> "
# within a transaction, so that nobody forgets to commit
OPEN = "graphkit*> "
# readable on dark and on light, which the usual dark blue and grey are not
STYLE = Style.from_dict(
    {
        "pygments.name.class": "bold ansicyan",
        "pygments.operator": "noinherit",
        "pygments.literal.number": "noinherit",
    }
)


def converse(session: Session, *, vi: bool = False) -> None:
    """Read and run until the person leaves; an error is told, and the session goes on.

    Raises what opening the store raises, at once, whatever is being typed.
    """
    session.note(f"graphkit {__version__} on {session.connection.url}; :help says more")
    session.confirm = _confirm
    session.vocabulary.read_in_background(session.connection.opened)
    prompts: dict[str, PromptSession[str]] = {}
    while True:
        connection = session.connection
        prompt = prompts.get(connection.url) or _prompt(session, connection.url, vi)
        prompts[connection.url] = prompt
        try:
            text = prompt.prompt(
                OPEN if connection.in_transaction else PROMPT, pre_run=partial(_leave_on_failure, connection)
            )
            _execute(session, text)
        except KeyboardInterrupt:
            continue
        except (EOFError, Quit):
            return


def _leave_on_failure(connection: Connection) -> None:
    """End the prompt that is about to be shown where the store cannot be opened."""
    app, loop = get_app(), asyncio.get_running_loop()

    def leave() -> None:
        if connection.failure and app.future and not app.future.done():
            app.exit(exception=connection.failure, style="class:aborting")

    def tell(_: object) -> None:
        with suppress(RuntimeError):  # this prompt has ended, and its loop with it
            loop.call_soon_threadsafe(leave)

    connection.opened.add_done_callback(tell)


def _prompt(session: Session, url: str, vi: bool) -> PromptSession[str]:
    made: PromptSession[str] = PromptSession(
        multiline=True,
        prompt_continuation=CONTINUED,
        lexer=PygmentsLexer(GraphkitCypherLexer),
        style=STYLE,
        history=open_history(url),
        auto_suggest=AutoSuggestFromHistory(),
        completer=CypherCompleter(session),
        complete_in_thread=True,
        complete_while_typing=False,
        enable_open_in_editor=True,
        editing_mode=EditingMode.VI if vi else EditingMode.EMACS,
        key_bindings=_keys(),
    )
    # not before: loading the driver would keep the prompt from being shown
    made.app.after_render += lambda _: session.connection.start()
    return made


def _execute(session: Session, text: str) -> None:
    try:
        run_script(session, text)
    except GraphkitError as error:
        if error is session.connection.failure:
            raise
        told = str(error)
        session.note(told if told.startswith("error: ") else f"error: {' '.join(told.split())}")
    except KeyboardInterrupt:
        session.note("cancelled")


def _confirm(question: str) -> bool:
    """Yes only where somebody types it; Ctrl-D is no."""
    with suppress(EOFError):
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    return False


def ends_input(text: str) -> bool:
    """True where Enter should run the text: nothing, a command, a semicolon, or an empty last line."""
    before, _, last = text.rpartition("\n")
    if is_command(last) and (not before.strip() or is_complete(before) or is_command(before)):
        return True
    return not text.strip() or is_complete(text) or not last


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
