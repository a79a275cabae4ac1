"""Passwords that stand in no setting: from the system's keyring, or typed by a person."""

from __future__ import annotations

import sys
from getpass import getpass

SERVICE = "graphkit"


def from_keyring(user: str, url: str) -> str | None:
    """What `keyring set graphkit USER@URL` has stored; needs `graphkit[keyring]`, and is None without."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, f"{user}@{url}")
    except KeyringError:  # locked, or none on this machine: there are other ways
        return None


def prompted(user: str, url: str) -> str | None:
    """Ask on the terminal, without showing what is typed; None where nobody is there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return getpass(f"Password of {user} at {url}: ", stream=sys.stderr) or None
