"""The letter about a change in a business's team: to the business, and to the person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.models import Invitation, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.businesses.models import Business, Member, MemberRole


@letter("businesses.team", Business, title=gettext_lazy("Team des Betriebs geändert"))
def team(business: Business, *, user_id: int, change: str, role: str, to_person: bool) -> Letter | None:
    """To the business, and to the person whom it is about."""
    person = User.objects.filter(pk=user_id).first()
    if person is None:
        return None
    context = _text(business, person, change=change, role=role, to_person=to_person)
    return Letter(template="accounts/mail/account", context=context)


@letter("businesses.invitation", Invitation, title=gettext_lazy("Einladung in einen Betrieb"))
def invitation(invitation: Invitation) -> Letter | None:
    """To somebody without an account yet: for which business, what they may do there, and the link to a password."""
    members = Member.objects.filter(business_id=invitation.business_id or 0, user_id=invitation.user_id or 0)
    found = members.select_related("business").first()
    if invitation.accepted_at or found is None:
        return None
    context = {
        "business": found.business,
        "only_till": found.role == MemberRole.TILL,
        "address": invitation_address(invitation),
    }
    return Letter(template="businesses/mail/invitation", context=context)


def notify_team(member: Member, change: str, *, is_invited: bool = False) -> None:
    """Write to the business, and to the person unless an invitation tells them or it is the same address."""
    business, person = member.business, member.user
    facts = {"user_id": person.pk, "change": change, "role": member.role}
    if business.email and business.email.lower() != person.email.lower():
        team.queue(business, to=business.email, to_person=False, **facts)
    if not is_invited:
        team.queue(business, to=person.email, to_person=True, **facts)


def _text(business: Business, person: User, *, change: str, role: str, to_person: bool) -> dict[str, Any]:
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
