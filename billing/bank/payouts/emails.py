"""What a business reads when one of its settlements goes to another account."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.bank.payouts.models import AbstractSettlement
from billing.providers.bank_transfer.iban import masked_iban
from kreislauf.mail.message import Letter
from kreislauf.money import format_euro
from kreislauf.regions import current_region


def payee_changed_letter(settlement: AbstractSettlement, before: str, *, about: str, route: str) -> Letter:
    """``before`` is the IBAN of until now, or empty; ``about`` names the page at ``route`` of the business."""
    text = _(
        "die Verwaltung überweist Ihnen die Abrechnung %(number)s über %(cents)s auf das Konto %(iban)s (%(name)s)."
    )
    if before:
        text = _(
            "die Verwaltung überweist Ihnen die Abrechnung %(number)s über %(cents)s auf das Konto %(iban)s (%(name)s) "
            "und nicht mehr auf %(before)s."
        )
    names = {
        "number": settlement.number,
        "cents": format_euro(settlement.cents),
        "iban": masked_iban(settlement.iban),
        "name": settlement.name,
        "before": masked_iban(before),
    }
    context = {
        "heading": _("Ihr Bankkonto für eine Abrechnung"),
        "paragraphs": [
            text % names,
            _("Ist das nicht Ihr Konto? Sagen Sie der Verwaltung sofort Bescheid."),
        ],
        "button_url": current_region().url + reverse(route, urlconf="kreislauf.urls_region"),
        "button_text": about,
    }
    return Letter(template="accounts/mail/account", context=context)
