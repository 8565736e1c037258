"""What payments declare. Webhooks stand on the platform's own site; here are ways to orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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
        "payment.surplus": _("Zu viel gezahlt"),
        "payment.failed": _("Zahlung fehlgeschlagen"),
        "payment.expired": _("Zahlung verfallen"),
        "refund.requested": _("Erstattung begonnen"),
        "refund.succeeded": _("Erstattung angekommen"),
        "refund.failed": _("Erstattung fehlgeschlagen"),
    },
    log_links={"payments.Attempt": "payments:attempt", "payments.Refund": "payments:refund"},
    log_kinds={"payment.": _("Zahlungen"), "refund.": _("Erstattungen")},
    journal_words={
        "charge": _("Zahlung"),
        "refund": _("Erstattung"),
        "taken-back": _("Zahlung zurückgebucht"),
    },
    journal_links={
        "charge": "payments:charge",
        "refund": "payments:refund",
        "taken-back": "payments:chargeback",
    },
    sweeps={"billing.payments.tasks.sweep_regions": 60},
    tables={
        "payments_attempt": "Zahlversuche",
        "payments_charge": "eingegangene Zahlungen",
        "payments_refund": "Erstattungen",
        "payments_chargeback": "von der Bank oder beim Anbieter zurückgeholt",
    },
    not_secret={
        "payments_attempt.key": "our name for the payment at its provider: without it none could be settled",
        "payments_refund.key": "our name for the refund at its provider",
    },
)
