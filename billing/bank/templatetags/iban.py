"""Account numbers, amounts in other currencies and reasons of returns, as people read them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.money import format_euro

register = template.Library()


@register.filter
def iban(number: str) -> str:
    """In groups of four."""
    return spaced_iban(number) if number else ""


@register.filter
def cents_of(cents: int, currency: str) -> str:
    """``1250`` of ``CHF`` → ``12,50 CHF``; of ``EUR`` → ``12,50 €``."""
    return format_euro(cents) if currency == "EUR" else format_euro(cents).replace("€", currency)


@register.filter
def return_reason(code: str) -> str:
    """What a bank's code for a return means; the code itself where it is a rare one."""
    words = {
        "AC01": _("Die IBAN ist falsch."),
        "AC03": _("Die IBAN ist falsch."),
        "AC04": _("Das Konto ist aufgelöst."),
        "AC06": _("Das Konto ist gesperrt."),
        "AG01": _("Auf diesem Konto sind Überweisungen nicht möglich."),
        "AM05": _("Die Bank hält es für eine doppelte Überweisung."),
        "BE04": _("Der Bank fehlt die Anschrift."),
        "FOCR": _("Die Überweisung wurde zurückgerufen."),
        "MD07": _("Die Inhaberin oder der Inhaber ist verstorben."),
        "MS02": _("Die Empfängerin oder der Empfänger nimmt das Geld nicht an."),
        "MS03": _("Die Bank nennt keinen Grund."),
        "RC01": _("Die Bankleitzahl oder der BIC ist falsch."),
        "RR04": _("Die Bank darf die Zahlung nicht ausführen."),
    }
    return words.get(code, _("Die Bank nennt den Grund %(code)s.") % {"code": code})
