"""Letters about own hosts: to the region's administrators, and when something is wrong to the operators as well."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.models import Role, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import address_of, current_region_or_none, stepping_into
from tenants.domains.models import OwnHost


@letter("domains.proved", OwnHost, title=gettext_lazy("Eigene Adresse nachgewiesen"), related=("region",))
def proved(own: OwnHost) -> Letter | None:
    return _letter("proved", own) if own.closed_at is None else None


@letter("domains.lost", OwnHost, title=gettext_lazy("Nachweis der eigenen Adresse fehlt"), related=("region",))
def lost(own: OwnHost) -> Letter | None:
    return _letter("lost", own) if own.lost_since and own.closed_at is None else None


@letter("domains.closed", OwnHost, title=gettext_lazy("Eigene Adresse geschlossen"), related=("region",))
def closed(own: OwnHost) -> Letter:
    return _letter("closed", own)


OCCASIONS = {"proved": proved, "lost": lost, "closed": closed}


def notify(own: OwnHost, occasion: str) -> None:
    """One mail to each. ``occasion`` is one of ``OCCASIONS``."""
    kind = OCCASIONS[occasion]
    with stepping_into(own.region.card()):
        team = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        for address in team.values_list("email", flat=True):
            kind.queue(own, to=address)
    if occasion != "proved":
        with stepping_into(None):
            kind.queue(own, to=settings.OPERATOR_EMAIL)


def _letter(occasion: str, own: OwnHost) -> Letter:
    region = current_region_or_none()
    if region:
        path = reverse("domains:list", urlconf=settings.URLCONFS["region"])
        button = {"button_url": region.url + path, "button_text": _("Internetadressen ansehen")}
    else:
        path = reverse("operators:region", args=[own.region_id], urlconf=settings.URLCONFS["operator"])
        button = {"button_url": address_of(settings.OPERATOR_HOST) + path, "button_text": _("Region ansehen")}
    return Letter(template=f"domains/mail/{occasion}", context={"own": own, **button})
