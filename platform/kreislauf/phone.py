"""Telephone numbers as people write and paste them, and as a telephone dials them."""

from __future__ import annotations

import re

from kreislauf.plain_text import plain_number

# Numbers without an area code that everybody in Germany can dial.
SHORT_NUMBERS = frozenset({"110", "112", "115", "116116", "116117", "19222"})
_FEWEST_DIGITS = 4

_LABEL = re.compile(r"(?:tel|telefon|fon|phone|ruf|mobil|handy)\b[.:\s]*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s/,;]*\b(?:oder|od|und|tel|telefon|mobil|handy|fax|telefax|app|dw)\b[.:\s]*|\s*[,;]\s*|\s*/\s*(?=\+)|\s+/\s+(?=0)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?[0-9()/ .-]+")
# Where a link stops: at a letter, at a list, and before a second number that begins with 0 or +.
_SECOND = re.compile(r"[^\W\d_]|[,;]|(?<=\d{2})\s*/\s*(?=\+)|(?<=[\d)])\s+/\s+(?=0)|(?<!^)\+")


class NotAPhone(ValueError):
    """No telephone number can be read here."""


def clean_phone(text: str) -> str:
    """``Tel.: 0431 / 901 – 0`` → ``0431 / 901 - 0``; two numbers may stand side by side. Refuses with ``NotAPhone``."""
    typed = _tidy(text)
    numbers = [number.strip() for number in _BETWEEN.split(typed)]
    if not all(_NUMBER.fullmatch(number) and dialled(number) for number in numbers):
        raise NotAPhone(typed)
    return typed


def dialled(text: str) -> str:
    """``+49 (0)431 901-0 / Fax …`` → ``+494319010``: the first number as a telephone takes it, else an empty text."""
    first = _first_number(_tidy(text))
    digits = re.sub(r"\D", "", first)
    if digits in SHORT_NUMBERS:
        return digits
    if not digits.startswith("0") and not first.startswith("+"):
        # Without an area code it is dialled as it stands, from nearby.
        return digits if _FEWEST_DIGITS <= len(digits) <= 15 else ""
    return _international(first)


def dial_address(text: str) -> str:
    """What a link to the number leads to: ``tel:+494319010``, or an empty text."""
    number = dialled(text)
    return f"tel:{number}" if number else ""


def _international(number: str) -> str:
    import phonenumbers  # 6 MB, and most processes never see a number

    try:
        found = phonenumbers.parse(number, "DE")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(found):
        return ""
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def _first_number(tidied: str) -> str:
    end = _SECOND.search(tidied)
    return tidied[: end.start()].strip() if end else tidied


def _tidy(text: str) -> str:
    return _LABEL.sub("", plain_number(text), count=1)
