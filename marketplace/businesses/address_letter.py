"""The letter about another address of a business: to the old one and to its people, for a thief would begin there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.models import Role, User
from kreislauf.audit.actor import Actor
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.businesses.where_money_goes import addresses_about_accounts
from tenants.branding.models import Branding
from tenants.branding.wording.wording import current_wording


@letter("businesses.new_address", Business, title=gettext_lazy("E-Mail-Adresse des Betriebs geändert"))
def new_address(business: Business, *, who: str) -> Letter:
    """It names nobody's address: the old one may be a stranger's by now. ``who`` is empty for the office."""
    names = {"business": business.name, "who": who or _office(), "address": _whom_to_write()}
    return Letter(
        template="accounts/mail/account",
        context={
            "heading": _("Neue E-Mail-Adresse von „%(business)s“") % names,
            "paragraphs": [
                _("Von nun an schreiben wir „%(business)s“ an eine andere E-Mail-Adresse. Eingetragen von: %(who)s.")
                % names,
                _("Wissen Sie davon nichts? Dann sagen Sie bitte gleich Bescheid: %(address)s.") % names,
            ],
            "button_url": current_region().url + reverse("businesses:business:hours", urlconf="kreislauf.urls_region"),
            "button_text": _("Adresse ansehen"),
        },
    )


def notify_of_new_address(before: Business, *, by: Actor) -> None:
    """Write to the address that stood there and to all who may do everything, once each."""
    is_office = isinstance(by, User) and by.is_staff_member
    for address in addresses_about_accounts(before):
        new_address.queue(before, to=address, who="" if is_office else str(by))


def _office() -> str:
    house = current_wording().the_house
    return house[:1].upper() + house[1:]


def _whom_to_write() -> str:
    """The region's own address; without one, somebody who may set it right."""
    named = Branding.objects.values_list("email", flat=True).first()
    leaders = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    return named or leaders.values_list("email", flat=True).first() or current_region().url
