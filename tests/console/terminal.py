"""graphkit's console in a pseudo-terminal, as a person sees it."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from commands import GRAPHKIT, environment


class Terminal:
    """graphkit's console in a pseudo-terminal of 100 columns."""

    ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")

    def __init__(self, store: Path | str, home: Path, *options: str, **env: str) -> None:
        import pexpect

        self.home = home
        settings = environment(
            XDG_STATE_HOME=str(home), TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", PAGER="cat", **env
        )
        command, *arguments = [*GRAPHKIT, "console", "--store", str(store), *options]
        self.process = pexpect.spawn(
            command,
            arguments,
            env=settings,
            encoding="utf-8",
            timeout=60,
            dimensions=(40, 100),
            echo=False,
            # a test run in the background has Ctrl-C ignored, and hands that down
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.seen = ""
        self.greeting = self.shows("graphkit>")

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
        import pexpect

        expected = re.compile(pattern)
        while not (match := expected.search(self.seen)):
            try:
                self.seen += self.ESCAPES.sub("", self.process.read_nonblocking(4096, timeout=30)).replace(
                    "\r", ""
                )
            except (pexpect.TIMEOUT, pexpect.EOF) as error:
                raise AssertionError(f"{pattern!r} never came:\n{self.seen}") from error
        shown, self.seen = self.seen[: match.end()], self.seen[match.end() :]
        return shown

    def ends(self) -> int | None:
        import pexpect

        self.process.expect(pexpect.EOF)
        self.process.wait()
        return self.process.exitstatus

    def close(self) -> None:
        self.process.close(force=True)
