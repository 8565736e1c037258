"""Who buys, for the cap per person: an address stands for a person, and its aliases for the same one."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

_DOTS_DO_NOT_COUNT = ("gmail.com", "googlemail.com")


def person_of(email: str) -> str:
    """A name for the address, keyed: nobody can read the address from it. ``Ute+x@…`` is ``ute@…``."""
    return salted_hmac("kreislauf.subsidies.person", _plain(email), algorithm="sha256").hexdigest()[:40]


def _plain(email: str) -> str:
    box, _at, host = email.strip().lower().rpartition("@")
    box = box.partition("+")[0]
    if host in _DOTS_DO_NOT_COUNT:
        return f"{box.replace('.', '')}@gmail.com"
    return f"{box}@{host}"
