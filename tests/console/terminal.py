"""graphkit's console in a pseudo-terminal, as a person sees it."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pyte
from commands import GRAPHKIT, environment

PATIENCE = 60


class Terminal:
    """graphkit's console in a pseudo-terminal; `seen` is what it wrote, `rendered` what of it is to be seen."""

    ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")

    def __init__(
        self,
        store: Path | str,
        home: Path,
        *options: str,
        columns: int = 100,
        lines: int = 40,
        greeting: str = "graphkit>",
        **env: str,
    ) -> None:
        import pexpect

        self.home = home
        usual = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "PAGER": "cat"}
        settings = environment(XDG_STATE_HOME=str(home), **{**usual, **env})
        command, *arguments = [*GRAPHKIT, "console", "--store", str(store), *options]
        self.process = pexpect.spawn(
            command,
            arguments,
            env=settings,
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(lines, columns),
            # a test run in the background has Ctrl-C ignored, and hands that down
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.rendered = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.rendered)
        self.seen = ""
        self.greeting = self.shows(greeting)

    def types(self, line: str) -> None:
        self.process.send(f"{line}\r")

    def presses(self, line: str, control: str) -> None:
        self.process.send(line)
        self.process.sendcontrol(control)

    def up_twice_and_enter(self) -> None:
        # the last entry is :quit
        self.process.send("\x1b[A\x1b[A\r")

    def shows(self, pattern: str) -> str:
        """Wait until the pattern stands in what was shown since the last one, which is returned."""
        expected = re.compile(pattern)
        while not (match := expected.search(self.seen)):
            if not self._reads(PATIENCE):
                raise AssertionError(f"{pattern!r} never came:\n{self.seen}")
        shown, self.seen = self.seen[: match.end()], self.seen[match.end() :]
        return shown

    def looks_like(self, expected: str, blur: Callable[[str], str] = str) -> None:
        """Wait until the screen, `blur`red, is the expected one, whose empty lines at both ends do not count."""
        wanted, end = expected.strip("\n"), time.monotonic() + PATIENCE
        while blur(self.screen) != wanted:
            if not self._reads(end - time.monotonic()):
                raise AssertionError(f"expected\n{wanted}\n\nbut the screen is\n{blur(self.screen)}")

    @property
    def screen(self) -> str:
        """What is to be seen, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self.rendered.display).strip("\n")

    def settles(self) -> None:
        """Wait until nothing more comes."""
        while self._reads(1):
            pass

    def _reads(self, patience: float) -> bool:
        """Take what comes next; False where nothing came in so many seconds."""
        import pexpect

        try:
            read = self.process.read_nonblocking(4096, timeout=max(patience, 0))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        self._stream.feed(read)
        self.seen += self.ESCAPES.sub("", read).replace("\r", "")
        return True

    def ends(self) -> int | None:
        import pexpect

        self.process.expect(pexpect.EOF)
        self.process.wait()
        return self.process.exitstatus

    def close(self) -> None:
        self.process.close(force=True)
