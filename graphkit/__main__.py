"""`python -m graphkit` is `graphkit`."""

from graphkit.cli import main

main()
