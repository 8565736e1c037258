"""E-mail addresses in the one form in which they are stored, compared and written to."""

from __future__ import annotations

import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_TYPED = 1000  # what is longer would only keep the library busy
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1


class NotAnAddress(ValueError):
    """This is not one plain e-mail address."""


def normal_address(text: str) -> str:
    """``ute@xn--strae-oqa.example`` for ``Ute@Straße.example``: lower case, no invisible signs, the domain as in DNS.

    The domain is mapped by UTS 46 without its transitional rules: ß stays ß, as registries and browsers have it.
    Refuses with ``NotAnAddress``.
    """
    if len(text) > LONGEST_TYPED:
        raise NotAnAddress("No address is so long.")
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf").strip()
    local, _, domain = plain.rpartition("@")
    try:
        address = f"{local.lower()}@{idna.encode(domain, uts46=True, std3_rules=True).decode()}"
        if not address.isascii():  # Django lets the Turkish ı through, which the database takes for an i
            raise ValidationError("No mail server has such a mailbox.")
        validate_email(address)
    except (idna.IDNAError, UnicodeError, ValidationError):
        raise NotAnAddress("This is not one plain e-mail address.") from None
    if len(local) > LONGEST_LOCAL_PART:
        raise NotAnAddress("The part before the @ is too long for any mail server.")
    return address


def as_stored(text: str) -> str:
    """The same for a comparison with what is stored: what is no address at all comes back tidied and equals nothing."""
    try:
        return normal_address(text)
    except NotAnAddress:
        return text.strip().lower()


def masked(address: str) -> str:
    """``o…@e….org`` for ``oma@example.org``: who knows the address recognises it, nobody else learns it."""
    local, _, domain = address.rpartition("@")
    name, dot, ending = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}…{dot}{ending if dot else ''}"
