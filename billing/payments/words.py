"""What the ledger calls what happens to money, and what it means, for people who keep no books."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACCOUNT_NAMES = {
    "fees": _("Gebühren"),
    "paid-out": _("Ausgezahlt"),
    "outside": _("Außerhalb bewegt"),
}
ACCOUNT_TEXTS = {
    "fees": _("Was der Zahlungsanbieter für seine Arbeit behalten hat."),
    "paid-out": _("Was der Zahlungsanbieter auf das Bankkonto überwiesen hat, wie es auf dem Kontoauszug steht."),
    "outside": _(
        "Was beim Zahlungsanbieter ohne diese Plattform bewegt wurde, etwa Verkäufe in einem eigenen Webshop. Minus "
        "heißt: So viel kam von dort dazu."
    ),
}
JOURNAL_WORDS = {
    "charge": _("Zahlung"),
    "fee": _("Gebühr einer Zahlung"),
    "fee-dispute": _("Gebühr einer Rückbuchung"),
    "fee-line": _("Gebühr des Zahlungsanbieters"),
    "outside": _("Bewegung außerhalb dieser Plattform"),
    "inside": _("Bewegung war doch von dieser Plattform"),
    "payout": _("Auszahlung"),
    "unpaid": _("Auszahlung zurückgekommen"),
    "won": _("Zurückgebuchte Zahlung wieder da"),
    "refund": _("Erstattung"),
    "taken-back": _("Zahlung zurückgebucht"),
}
JOURNAL_TEXTS = {
    "charge": _("Jemand hat bezahlt. Das Geld liegt beim Zahlungsanbieter oder auf dem Bankkonto des Betriebs."),
    "fee": _("Der Zahlungsanbieter behält etwas von der Zahlung."),
    "fee-dispute": _("Der Zahlungsanbieter berechnet die Rückbuchung einer Bank, auch wenn sie zu Unrecht kam."),
    "fee-line": _("Der Zahlungsanbieter berechnet etwas, das zu keiner einzelnen Zahlung gehört."),
    "outside": _("Beim Zahlungsanbieter kam oder ging Geld, das nichts mit dieser Plattform zu tun hat."),
    "inside": _("Eine Bewegung, die außerhalb der Plattform gebucht war, gehörte doch zu einer Zahlung hier."),
    "payout": _("Der Zahlungsanbieter hat Geld auf das Bankkonto überwiesen."),
    "unpaid": _("Die Bank hat eine Auszahlung zurückgeschickt; das Geld liegt wieder beim Zahlungsanbieter."),
    "won": _("Der Einspruch gegen eine Rückbuchung hatte Erfolg: Das Geld ist wieder da."),
    "refund": _("Geld ist an die Käuferin oder den Käufer zurückgegangen."),
    "taken-back": _(
        "Die Bank der Käuferin oder des Käufers hat eine Zahlung zurückgeholt, oder der Betrieb hat sie beim "
        "Zahlungsanbieter selbst erstattet."
    ),
}
JOURNAL_LINKS = {
    "charge": "payments:charge",
    "refund": "payments:refund",
    "taken-back": "payments:chargeback",
    "fee": "payments:charge",
    "fee-dispute": "payments:chargeback",
    "won": "payments:chargeback",
}
