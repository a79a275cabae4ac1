"""The command line: parse, one call of the API, one print."""

from graphkit.cli.commands import main

__all__ = ["main"]
