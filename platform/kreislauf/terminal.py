"""Who types a command, for the log."""

from __future__ import annotations

import getpass
import os


def terminal_user() -> str:
    """The machine's name for whoever types, or the number where there is none, as in many containers."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):
        name = f"uid {os.getuid()}"
    return f"{name} (Terminal)"
