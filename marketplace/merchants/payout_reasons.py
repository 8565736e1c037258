"""Why a payout came back, in words that somebody at a counter understands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.slices import Text

# By the code that Stripe gives with a failed payout (its documentation: "Payout failures").
_WORDS: Mapping[str, Text] = {
    "account_closed": gettext_lazy("Das Bankkonto gibt es nicht mehr."),
    "account_frozen": gettext_lazy("Die Bank hat das Konto gesperrt."),
    "bank_account_restricted": gettext_lazy("Das Bankkonto nimmt solche Überweisungen nicht an."),
    "bank_ownership_changed": gettext_lazy("Das Bankkonto gehört jemand anderem als bisher."),
    "could_not_process": gettext_lazy("Die Bank konnte die Überweisung nicht ausführen, ohne einen Grund zu nennen."),
    "declined": gettext_lazy("Die Bank hat die Überweisung abgelehnt, ohne einen Grund zu nennen."),
    "incorrect_account_holder_address": gettext_lazy("Die Anschrift passt nicht zu der, die die Bank kennt."),
    "incorrect_account_holder_name": gettext_lazy("Der Name passt nicht zu dem, auf den das Bankkonto läuft."),
    "incorrect_account_holder_tax_id": gettext_lazy("Die Steuernummer passt nicht zu der, die die Bank kennt."),
    "incorrect_account_type": gettext_lazy("Auf ein Konto dieser Art kann nicht ausgezahlt werden."),
    "invalid_account_number": gettext_lazy("Die IBAN stimmt nicht."),
    "invalid_account_number_length": gettext_lazy("Die IBAN stimmt nicht."),
    "invalid_currency": gettext_lazy("Das Bankkonto nimmt keine Euro an."),
    "no_account": gettext_lazy("Zu dieser IBAN gibt es kein Konto."),
}
STOPPED = "canceled"  # by the business itself, at its provider
_OTHER = gettext_lazy("Die Bank hat die Überweisung nicht angenommen, etwa weil die IBAN nicht stimmt.")


def reason_in_words(code: str) -> Text:
    return _WORDS.get(code, _OTHER)


def what_now(code: str) -> str:
    """Where the money is, and what to do."""
    if code == STOPPED:
        return _("Sie wurde dort angehalten, wo das Konto ist. Das Geld kommt mit einer der nächsten Auszahlungen.")
    where = _(
        "Das Geld ist nicht verloren: Es liegt wieder beim Zahlungsanbieter und wird von dort neu ausgezahlt, sobald "
        "die Bankverbindung stimmt. Bitte prüfen Sie sie dort."
    )
    return f"{reason_in_words(code)} {where}"
