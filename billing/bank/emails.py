"""Letters about bank accounts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.providers.bank_transfer.iban import masked_iban
from billing.providers.bank_transfer.models import BankAccount
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region


@letter("bank.account_changed", BankAccount, title=gettext_lazy("Bankkonto geändert"))
def account_changed(account: BankAccount, *, before: str) -> Letter:
    """To the owner: whoever steals a password would begin here."""
    names = {"holder": account.holder, "iban": masked_iban(account.iban), "before": masked_iban(before)}
    if before:
        text = _("Überweisungen gehen ab jetzt auf das Konto %(iban)s (%(holder)s) und nicht mehr auf %(before)s.")
    else:
        text = _("Überweisungen gehen ab jetzt auf das Konto %(iban)s (%(holder)s).")
    context = {
        "heading": _("Ihr Bankkonto für Überweisungen"),
        "paragraphs": [
            text % names,
            _("Wissen Sie davon nichts? Ändern Sie Ihr Passwort und sagen Sie der Verwaltung sofort Bescheid."),
        ],
        "button_url": current_region().url + reverse("accounts:account", urlconf="kreislauf.urls_region"),
        "button_text": _("Mein Konto"),
    }
    return Letter(template="accounts/mail/account", context=context)
