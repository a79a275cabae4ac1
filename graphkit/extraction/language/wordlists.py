"""Word lists written as running text."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """Give the words of a list."""
    return text.split()
