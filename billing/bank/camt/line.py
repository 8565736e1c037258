"""What a statement says, one booked or announced movement at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class CamtRefused(Exception):
    """The file is not read. ``args[0]`` says why, in words for whoever handed it in."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One account's part of a file. ``kind`` is 052 (of the day), 053 (of a day that is over) or 054 (notice)."""

    kind: str
    iban: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement. ``cents`` is positive for what came in and negative for what went out, in ``currency``.

    ``bank_ref`` is the bank's own name for it, where it gives one; ``batch_of`` counts the payments of an entry that
    were booked as one sum and are not told apart in this file.
    """

    cents: int
    currency: str
    booked_on: date | None
    valued_on: date | None = None
    is_pending: bool = False
    is_reversal: bool = False
    return_reason: str = ""
    bank_ref: str = ""
    end_to_end: str = ""
    batch_ref: str = ""
    batch_of: int = 0
    code: str = ""
    name: str = ""
    iban: str = ""
    reference: str = ""
    text: str = ""
