"""Letters about own hosts: to the region's administrators, and when something is wrong to the operators as well."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf import mail
from kreislauf.accounts.models import Role, User
from kreislauf.regions import address_of, current_region, stepping_into
from tenants.domains.models import OwnHost

OCCASIONS = ("proved", "lost", "closed")


def send_of_host(own: OwnHost, occasion: str) -> None:
    """One mail to each. ``occasion`` is one of ``OCCASIONS``."""
    key = f"own host {own.pk} {occasion} {own.warned_at or own.closed_at or own.proved_at}"
    with stepping_into(own.region.card()):
        team = list(User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).values_list("email", flat=True))
        path = reverse("domains:list", urlconf=settings.URLCONFS["region"])
        context = {"own": own, "button_url": current_region().url + path, "button_text": _("Adressen ansehen")}
        for address in team:
            mail.send(template=f"domains/mail/{occasion}", to=address, context=context, key=key)
    if occasion != "proved":
        path = reverse("operators:region", args=[own.region_id], urlconf=settings.URLCONFS["operator"])
        address = address_of(settings.OPERATOR_HOST) + path
        context = {"own": own, "button_url": address, "button_text": _("Region ansehen")}
        with stepping_into(None):
            mail.send(template=f"domains/mail/{occasion}", to=settings.OPERATOR_EMAIL, context=context, key=key)
