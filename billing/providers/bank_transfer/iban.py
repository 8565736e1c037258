"""Account numbers: checked by python-stdnum, stored without blanks, shown in groups of four."""

from __future__ import annotations

from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

# Who takes part in SEPA. Others have IBANs, too, and no euro transfer reaches them.
SEPA = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE"
    " SI SK SM VA"
)


class NotAnIban(Exception):
    """The check digits are wrong, the country has no such form, or no SEPA transfer reaches it."""


def iban_in(typed: str) -> str:
    """``DE89370400440532013000`` out of what was typed or printed. Refuses with NotAnIban."""
    try:
        found = str(stdnum_iban.validate(typed))
    except ValidationError as reason:
        raise NotAnIban(typed) from reason
    if found[:2] not in SEPA.split():
        raise NotAnIban(typed)
    return found


def is_bic(typed: str) -> bool:
    return bool(stdnum_bic.is_valid(typed))


def spaced_iban(iban: str) -> str:
    """``DE89 3704 0044 0532 0130 00``."""
    return str(stdnum_iban.format(iban))


def masked_iban(iban: str) -> str:
    """``DE89 … 3000``: enough to recognise an account by, for logs and mails."""
    return f"{iban[:4]} … {iban[-4:]}" if iban else ""
