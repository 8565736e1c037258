"""Euro as people type and read them, in integer cents everywhere else."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\N{NO-BREAK SPACE}"
LARGEST_CENTS = 1_000_000_000_00

_SIGNS = re.compile(r"€|eur(?:o)?", re.IGNORECASE)
_GERMAN = re.compile(r"(?P<euros>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<cents>\d*|-{1,2}))?", re.ASCII)
_POINT = re.compile(r"(?P<euros>\d+)\.(?P<cents>\d{1,2})", re.ASCII)


class NotAnAmount(ValueError):
    """What was typed cannot be read as euros without guessing."""


class TooPrecise(NotAnAmount):
    """More than two digits after the comma: there is no half cent."""


class NegativeAmount(NotAnAmount):
    """Less than nothing was typed."""


class AmountTooLarge(NotAnAmount):
    """More than any voucher, order or campaign here is worth."""


def format_euro(cents: int) -> str:
    """``1250`` → ``12,50 €``, with points between thousands and a no-break space before the sign."""
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{_thousands(euros)},{rest:02d}{NBSP}€"


def format_euro_short(cents: int) -> str:
    """``2000`` → ``20 €``, ``1250`` → ``12,50 €``: for price tags, where ``,00`` is noise."""
    if cents % 100:
        return format_euro(cents)
    return format_euro(cents).replace(",00", "")


def format_plain(cents: int) -> str:
    """``123456`` → ``1234,56``: what an amount field shows for editing."""
    euros, rest = divmod(cents, 100)
    return f"{euros},{rest:02d}"


def parse_euro(text: str) -> int:
    """Read an amount in cents from ``12,50``, ``12.50``, ``1.234,56``, ``12``, ``12,5 €`` or ``12,–``.

    ``1.234`` is above one thousand, as Germans write it. Refuses with NotAnAmount or one of its subclasses.
    """
    typed = _bare(text)
    if typed.startswith("-"):
        raise NegativeAmount(text)
    match = _GERMAN.fullmatch(typed) or _POINT.fullmatch(typed)
    if match is None:
        raise NotAnAmount(text)
    digits = (match["cents"] or "").strip("-")
    if len(digits) > 2:
        raise TooPrecise(text)
    # Cut before int(): a megabyte of digits must not cost a second of arithmetic.
    euros = match["euros"].replace(".", "").replace(" ", "").lstrip("0")
    cents = int(euros[:13] or 0) * 100 + int(digits.ljust(2, "0"))
    if cents > LARGEST_CENTS:
        raise AmountTooLarge(text)
    return cents


def _thousands(euros: int) -> str:
    return f"{euros:,}".replace(",", ".")


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    plain = re.sub("[\N{EN DASH}\N{EM DASH}\N{FIGURE DASH}]", "-", plain)
    return re.sub(r"\s+", " ", _SIGNS.sub(" ", plain)).strip()
