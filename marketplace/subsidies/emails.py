"""Letters to a business that gets subsidies of the region."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.bank.payouts.emails import payee_changed_letter
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.subsidies.models import Settlement


@letter("subsidies.payee_changed", Settlement, title=gettext_lazy("Zuschüsse: Bankkonto einer Abrechnung geändert"))
def payee_changed(one: Settlement, *, before: str) -> Letter:
    return payee_changed_letter(one, before, about=_("Zuschüsse"), route="subsidies:business:subsidies")
