"""Why a demo does not start, in one sentence for the person at the terminal."""

from __future__ import annotations

from pathlib import Path


class Refusal(Exception):
    """Said in German and in English, without a traceback."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(f"{german}\n{english}")


class ServerFailed(Refusal):
    """An embedded server did not come up, or went away."""

    def __init__(self, name: str, *, log: str) -> None:
        super().__init__(f"{name} startet nicht. Protokoll:", f"{name} does not start. Its log ends with:\n\n{log}")


def last_lines(log: Path, *, count: int = 20) -> str:
    """The end of a log file, indented, for a message."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in lines[-count:]) or "    (nothing)"
