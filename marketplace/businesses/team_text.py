"""What the letter about a business's team says."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf.accounts.models import User
from kreislauf.regions import current_region
from marketplace.businesses.models import Business, MemberRole


def team_text(business: Business, person: User, *, change: str, role: str, to_person: bool) -> dict[str, Any]:
    """For ``accounts/mail/account``. ``change`` is "added", "changed" or "removed"."""
    names = {"business": business.name, "email": person.email}
    if to_person:
        text, route = _to_person(change, role), "accounts:account"
        if_odd = _("Wundert Sie das? Dann fragen Sie bitte im Betrieb nach.")
    else:
        text, route = _to_business(change, role), "businesses:business:team"
        if_odd = _("Wissen Sie davon nichts? Nehmen Sie den Zugang zurück und sagen Sie der Verwaltung Bescheid.")
    url = current_region().url + reverse(route, urlconf="kreislauf.urls_region")
    return {
        "heading": _("Zugang zu „%(business)s“") % names,
        "paragraphs": [text % names, if_odd],
        "button_url": url,
        "button_text": _("Mein Konto") if to_person else _("Team ansehen"),
    }


def _to_person(change: str, role: str) -> str:
    if change == "removed":
        return _("Sie arbeiten hier nicht mehr für „%(business)s“. Ihr Zugang öffnet den Betrieb nicht mehr.")
    if role == MemberRole.TILL:
        return _("Sie dürfen jetzt für „%(business)s“ kassieren. Melden Sie sich dafür an wie immer.")
    return _("Sie dürfen jetzt für „%(business)s“ alles erledigen. Melden Sie sich dafür an wie immer.")


def _to_business(change: str, role: str) -> str:
    if change == "removed":
        return _("%(email)s hat keinen Zugang mehr zu „%(business)s“.")
    if role == MemberRole.TILL:
        return _("%(email)s darf jetzt für „%(business)s“ kassieren.")
    return _("%(email)s darf jetzt für „%(business)s“ alles, auch anbieten und andere einladen.")
