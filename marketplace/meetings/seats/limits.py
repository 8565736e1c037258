"""How often somebody may register: from one place, with one address, and in one region."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words

HOUR, DAY = 3600, 86400


class TooMany(Exception):
    """Not now; the text says why, and when again."""


def count_registration(email: str, *, request: HttpRequest | None = None) -> None:
    """Of a guest who sends the form at a neighbour's site there is no ``request``: that site counts by place.

    From one place more than from a home: a whole office may register at once. Refuses with ``TooMany``.
    """
    if "limits" not in settings.SPAM_CHECKS:
        return
    if request and not allow_try(f"registration from {address_of_client(request)}", 40, HOUR):
        raise TooMany(_("Von hier kamen gerade viele Anmeldungen. %(wait)s") % {"wait": wait_in_words(HOUR)})
    if not allow_try(f"registration by {email.lower()}", 20, DAY):
        raise TooMany(
            _("Mit dieser Adresse gab es heute schon viele Anmeldungen. Bitte versuchen Sie es morgen wieder.")
        )
    if not allow_try("registrations", 2000, HOUR):
        raise TooMany(_("Gerade melden sich hier sehr viele an. %(wait)s") % {"wait": wait_in_words(HOUR)})
