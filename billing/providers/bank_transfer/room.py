"""What transfers declare: the buyer's page, and our side of the bank account."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing.providers.bank_transfer.example import example
from kreislauf.slices import Room

ROOM = Room(
    app="billing.providers.bank_transfer",
    urls="billing.providers.bank_transfer.urls",
    account_names={"bank_transfer": _("Überweisungen")},
    tables={
        "bank_transfer_bankaccount": "Bankkonten der Betriebe und der Region",
        "bank_transfer_transferrequest": "erwartete Überweisungen",
        "bank_transfer_bankimport": "hochgeladene Kontoauszüge",
        "bank_transfer_bankline": "Umsätze, soweit sie Zahlungen betreffen",
        "bank_transfer_transfercharge": "per Überweisung bezahlt",
        "bank_transfer_transferloss": "von der Bank zurückgebucht oder von Hand zurückgezahlt",
        "bank_transfer_bankrefund": "Erstattungen per Überweisung",
        "bank_transfer_bankrun": "Dateien mit Erstattungen für die Bank",
    },
    not_secret={
        "bank_transfer_transferrequest.key": "the transfer's side of payments_attempt.key",
        "bank_transfer_transferrequest.token": "the address of the buyer's page, which the buyer has in a mail",
        "bank_transfer_bankrefund.key": "the transfer's side of payments_refund.key",
    },
    example=example,
)
