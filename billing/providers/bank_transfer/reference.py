"""Creditor references (ISO 11649): what a buyer writes into a transfer, and how it is found again in a bank's text."""

from __future__ import annotations

import re
import secrets

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

DIGITS = 12  # with ``RF`` and the two check digits four groups of four, which a phone types without changing keyboards

# What a scanner, or a person, reads in place of a digit.
_READ_AS = str.maketrans("OQDILSB", "0001158")
_BODY = rf"[0-9OQDILSB]{{{DIGITS + 2}}}"
# Banks break lines in the middle of a word and customers type blanks, dots and hyphens.
_FOUND = re.compile(rf"(?=RF({_BODY}))")


def new_reference() -> str:
    """``RF18539007547034``: twelve random digits behind two check digits."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return f"RF{mod_97_10.calc_check_digits(digits + 'RF')}{digits}"


def spaced(reference: str) -> str:
    """``RF18 5390 0754 7034``, as people read and type it."""
    return str(iso11649.format(reference))


def references_in(text: str) -> list[str]:
    """Each reference of ours that a text may contain, as it is stored, in the order of the text.

    Forgives lower case, blanks, hyphens, line ends and look-alikes (``O`` for ``0``); the check digits must be right.
    """
    letters = re.sub(r"[^0-9A-Z]", "", text.upper(), flags=re.ASCII)
    found = (f"RF{match.translate(_READ_AS)}" for match in _FOUND.findall(letters))
    return list(dict.fromkeys(reference for reference in found if iso11649.is_valid(reference)))
