"""What payments declare. Webhooks stand on the platform's own site; here are ways to orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing.payments import words
from billing.payments.unanswered import unanswered
from kreislauf.measured import Waiting
from kreislauf.slices import Room

ROOM = Room(
    app="billing.payments",
    urls="billing.payments.urls_office",
    log_words={
        "payment.open": _("Zahlung begonnen"),
        "payment.processing": _("Zahlung unterwegs"),
        "payment.succeeded": _("Zahlung angekommen"),
        "payment.taken": _("Zahlung verbucht"),
        "payment.charged_back.dispute": _("Zahlung von der Bank zurückgebucht"),
        "payment.charged_back.refund": _("Zahlung beim Zahlungsanbieter erstattet"),
        "payment.dispute_won": _("Zurückgebuchte Zahlung nach Einspruch wieder da"),
        "payment.dispute_lost": _("Einspruch gegen eine Rückbuchung verloren"),
        "payment.surplus": _("Zu viel gezahlt"),
        "payment.failed": _("Zahlung fehlgeschlagen"),
        "payment.expired": _("Zahlung verfallen"),
        "refund.requested": _("Erstattung begonnen"),
        "refund.succeeded": _("Erstattung angekommen"),
        "refund.failed": _("Erstattung fehlgeschlagen"),
        "payout.paid": _("Auszahlung angekommen"),
        "payout.failed": _("Auszahlung zurückgekommen"),
        "merchant.pending": _("Zahlungskonto begonnen"),
        "merchant.active": _("Zahlungskonto bereit"),
        "merchant.restricted": _("Zahlungskonto eingeschränkt"),
        "merchant.rejected": _("Zahlungskonto abgelehnt"),
        "merchant.gone": _("Zahlungskonto getrennt"),
    },
    account_names=words.ACCOUNT_NAMES,
    account_texts=words.ACCOUNT_TEXTS,
    log_links={"payments.Attempt": "payments:attempt", "payments.Refund": "payments:refund"},
    log_kinds={
        "payment.": _("Zahlungen"),
        "refund.": _("Erstattungen"),
        "merchant.": _("Zahlungskonten"),
        "payout.": _("Auszahlungen"),
    },
    journal_words=words.JOURNAL_WORDS,
    journal_texts=words.JOURNAL_TEXTS,
    journal_links=words.JOURNAL_LINKS,
    sweeps={"billing.payments.tasks.sweep_regions": 60},
    waiting={"payments_open": Waiting(unanswered, "answered_at")},
    tables={
        "payments_attempt": "Zahlversuche",
        "payments_charge": "eingegangene Zahlungen",
        "payments_refund": "Erstattungen",
        "payments_chargeback": "von der Bank oder beim Anbieter zurückgeholt",
        "payments_merchant": "Zahlungskonten der Betriebe und der Region",
        "payments_payout": "Auszahlungen auf Bankkonten",
        "payments_payoutline": "woraus eine Auszahlung besteht",
    },
    not_secret={
        "payments_attempt.key": "our name for the payment at its provider: without it none could be settled",
        "payments_refund.key": "our name for the refund at its provider",
        "payments_merchant.key": "our name for the account where it is opened",
    },
)
