"""The commands of the console: each a function with its usage and a help of its own."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from graphkit.errors import InputError

if TYPE_CHECKING:
    from graphkit.console.session import Session

Action = Callable[["Session", str], None]


@dataclass(frozen=True, slots=True)
class Command:
    """What `:name` does; `usage` is what follows the name, `help` says more."""

    name: str
    usage: str
    summary: str
    help: str
    action: Action


class Registry(dict[str, Command]):
    """Commands by name, in the order in which help lists them."""

    def add(self, name: str, usage: str = "") -> Callable[[Action], Action]:
        """Register a function of the session and the rest of the line; its docstring is the help."""

        def register(action: Action) -> Action:
            summary, _, more = (action.__doc__ or "").partition("\n")
            details = "\n".join(line.strip() for line in more.strip().splitlines())
            self[name] = Command(name, usage, summary, details, action)
            return action

        return register

    def find(self, name: str) -> Command:
        """The command of that name, or of which it is the only beginning; raises InputError."""
        beginning = [known for known in self if known.startswith(name)]
        if name in self or len(beginning) == 1:
            return self[name if name in self else beginning[0]]
        near = beginning or get_close_matches(name, self, n=3, cutoff=0.5)
        raise InputError(
            f"no command {name}{f'; near it: {chr(44).join(near)}' if near else ''}; :help lists all"
        )

    def takes_statement(self, line: str) -> bool:
        """True for a line such as `:profile MATCH (n)`, whose statement may go on."""
        command = self.get(line.split(maxsplit=1)[0])
        return command is not None and command.usage == "STATEMENT"

    def run(self, session: Session, line: str) -> None:
        """Run one line such as `:run actors/relations name=Assad`."""
        name, *rest = line.strip().split(maxsplit=1)
        self.find(name).action(session, "".join(rest))


COMMANDS = Registry()


def words_of(text: str) -> list[str]:
    """The words of a line, quotes as in a shell; raises InputError."""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise InputError(f"cannot read {text!r}: {error}") from error
