"""Voucher codes, sixteen characters that are typed at a till, and order numbers, eight: nobody guesses either."""

from __future__ import annotations

import re
import secrets
import unicodedata
from urllib.parse import urlsplit

# Nothing that is taken for something else on paper: no 0 O 1 I L U.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
ORDER_NUMBER_LENGTH = 8

# Characters that no code contains, and what was most likely printed there.
_LOOKALIKES = str.maketrans("0O1ILU", "QQJJJV")
# 31 is prime and 3 generates all of its residues, so the fifteen weights differ from each other and from the check
# character's own, which is 1: one wrong character, or two that changed places, always show.
_PRIME = 31
_WEIGHTS = tuple(pow(3, i, _PRIME) for i in range(1, LENGTH))
_LONGEST_INPUT = 500


def new_code() -> str:
    """A fresh code of 73 random bits and a check character, without its hyphens."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        check = _check_character(body)
        if check is not None:
            return body + check


def new_order_number() -> str:
    """``K7QM-4XPD``: eight random characters that are said on the phone. One in 656 thousand million is guessed."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(ORDER_NUMBER_LENGTH)))


def order_number_in(text: str) -> str:
    """The number as it is stored, out of what was typed; an empty text if it cannot be one."""
    number = normalise(text)
    return grouped(number) if re.fullmatch(f"[{ALPHABET}]{{{ORDER_NUMBER_LENGTH}}}", number) else ""


def grouped(code: str) -> str:
    """``K7QM4XPD…`` → ``K7QM-4XPD-…``, as it is printed."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def normalise(text: str) -> str:
    """What was typed, pasted or scanned (also an address that ends in the code), as a bare code.

    Forgives case, spaces, hyphens and look-alikes. Says nothing about validity: see ``looks_valid``.
    """
    if len(text) > _LONGEST_INPUT:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip()
    if "/" in plain:
        plain = _last_segment(plain)
    return re.sub(r"[^0-9A-Z]", "", plain.upper(), flags=re.ASCII).translate(_LOOKALIKES)


def looks_valid(text: str) -> bool:
    """Whether this can be one of our codes, by its form alone, without asking the database."""
    code = normalise(text)
    return (
        len(code) == LENGTH
        and all(character in ALPHABET for character in code)
        and _check_character(code[:-1]) == code[-1]
    )


def _last_segment(address: str) -> str:
    """Of an address's path; empty where there is none, or what was typed is no address."""
    try:
        path = urlsplit(address).path
    except ValueError:  # ``http://[``
        return ""
    return path.rstrip("/").rpartition("/")[2]


def _check_character(body: str) -> str | None:
    """The sixteenth character, or None for the one body in 31 that has none."""
    total = sum(weight * ALPHABET.index(character) for weight, character in zip(_WEIGHTS, body, strict=True))
    value = -total % _PRIME
    return ALPHABET[value] if value < len(ALPHABET) else None
