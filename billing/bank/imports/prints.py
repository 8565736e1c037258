"""Names for movements, so that the same booking counts once in whatever files it comes.

Where the bank gives a number, that is the name; what the movement says is the other. Two bookings that say the same are
told apart by counting them within one statement: a report of noon and the statement of the night count alike.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from billing.bank.camt.line import Line, Statement


@dataclass
class Prints:
    """Counts within one statement at a time."""

    statement: Statement | None = None
    seen: Counter[str] = field(default_factory=Counter)

    def of(self, statement: Statement, line: Line) -> tuple[str, str]:
        """The bank's name of a movement, empty where it gives none, and the name by what it says."""
        if statement is not self.statement:
            self.statement, self.seen = statement, Counter()
        by_bank = f"{line.bank_ref}|{line.booked_on}|{line.cents}|{line.end_to_end}" if line.bank_ref else ""
        return self._counted(by_bank), self._counted(_content(line))

    def _counted(self, words: str) -> str:
        if not words:
            return ""
        self.seen[words] += 1
        return hashlib.sha256(f"{words}|{self.seen[words]}".encode()).hexdigest()[:32]


def _content(line: Line) -> str:
    words = re.sub(r"[^0-9A-Z]", "", f"{line.reference}{line.text}".upper(), flags=re.ASCII)[:140]
    who = line.iban or re.sub(r"\W", "", line.name.upper())
    return f"content|{line.booked_on}|{line.cents}|{line.currency}|{who}|{line.end_to_end}|{words}"
