"""Letters about a region's sender: the code to the address itself, the rest to the region's administrators."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.models import Role, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import address_of, current_region_or_none, stepping_into
from tenants.senders.models import OwnSender


@letter("senders.code", OwnSender, title=gettext_lazy("Code für die Absenderadresse"), related=("region",))
def code(own: OwnSender) -> Letter | None:
    """Nothing once the address is confirmed or given up."""
    if own.confirmed_at is not None or own.closed_at is not None:
        return None
    return Letter(template="senders/mail/code", context={"code": own.code})


@letter("senders.live", OwnSender, title=gettext_lazy("Eigener Absender eingerichtet"), related=("region",))
def live(own: OwnSender) -> Letter | None:
    return _letter("live", own) if own.sends_since else None


@letter("senders.lost", OwnSender, title=gettext_lazy("Eigener Absender gestört"), related=("region",))
def lost(own: OwnSender) -> Letter | None:
    return _letter("lost", own) if own.lost_since and own.closed_at is None else None


@letter("senders.back", OwnSender, title=gettext_lazy("Eigener Absender wieder da"), related=("region",))
def back(own: OwnSender) -> Letter | None:
    return _letter("back", own) if own.sends_since else None


@letter("senders.given_up", OwnSender, title=gettext_lazy("Eigener Absender aufgegeben"), related=("region",))
def given_up(own: OwnSender) -> Letter | None:
    return _letter("given_up", own) if own.closed_at else None


OCCASIONS = {"live": live, "lost": lost, "back": back, "given_up": given_up}


def notify(own: OwnSender, occasion: str) -> None:
    """One mail to each administrator; of a loss to the operators, too. ``occasion`` is one of ``OCCASIONS``."""
    kind = OCCASIONS[occasion]
    with stepping_into(own.region.card()):
        team = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        for address in team.values_list("email", flat=True):
            kind.queue(own, to=address)
    if occasion == "lost":
        with stepping_into(None):
            kind.queue(own, to=settings.OPERATOR_EMAIL)


def _letter(occasion: str, own: OwnSender) -> Letter:
    region = current_region_or_none()
    if region:
        path = reverse("senders:page", urlconf=settings.URLCONFS["region"])
        button = {"button_url": region.url + path, "button_text": _("Absender ansehen")}
    else:
        path = reverse("operators:region", args=[own.region_id], urlconf=settings.URLCONFS["operator"])
        button = {"button_url": address_of(settings.OPERATOR_HOST) + path, "button_text": _("Region ansehen")}
    return Letter(template=f"senders/mail/{occasion}", context={"own": own, **button})
