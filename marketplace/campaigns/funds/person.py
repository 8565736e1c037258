"""One person behind several spellings of an address: what a pot gives per person counts them as one."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from kreislauf.mail.address import as_stored
from kreislauf.regions import current_schema

_SAME_DOMAIN = {"googlemail.com": "gmail.com"}
_DOTS_MEAN_NOTHING = {"gmail.com"}


def person_hash(email: str) -> str:
    """Compares who was matched before; nobody can read the address from it, and each region has its own."""
    return salted_hmac(f"campaigns person {current_schema()}", mailbox(email), algorithm="sha256").hexdigest()


def mailbox(email: str) -> str:
    """``ute@gmail.com`` for ``U.te+kiel@googlemail.com``: the box in which the mail lands."""
    local, _, domain = as_stored(email).rpartition("@")
    domain = _SAME_DOMAIN.get(domain, domain)
    local = local.partition("+")[0] or local
    if domain in _DOTS_MEAN_NOTHING:
        local = local.replace(".", "")
    return f"{local}@{domain}"
