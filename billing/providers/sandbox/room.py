"""What the sandbox declares: its page, and its side of the payments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing.providers.sandbox.example import example
from kreislauf.slices import Room

ROOM = Room(
    app="billing.providers.sandbox",
    urls="billing.providers.sandbox.urls",
    account_names={"sandbox": _("Testkasse")},
    tables={
        "providers_sandboxcheckout": "Zahlungen der Testumgebung: Kassen",
        "providers_sandboxcharge": "Zahlungen der Testumgebung: Eingänge",
        "providers_sandboxrefund": "Zahlungen der Testumgebung: Erstattungen",
        "providers_sandboxaccount": "Zahlungen der Testumgebung: Konten",
        "providers_sandboxpayout": "Zahlungen der Testumgebung: Auszahlungen",
        "providers_sandboxpayoutline": "Zahlungen der Testumgebung: woraus eine Auszahlung besteht",
    },
    not_secret={
        "providers_sandboxcheckout.key": "the sandbox's side of payments_attempt.key",
        "providers_sandboxaccount.key": "the sandbox's side of payments_merchant.key",
        "providers_sandboxrefund.key": "the sandbox's side of payments_refund.key",
    },
    example=example,
)
