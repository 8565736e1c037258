"""What the ledger declares: its tables, which only grow, and the accounts that every region has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Room

ROOM = Room(
    app="billing.ledger",
    account_names={
        "money": _("Geld beim Zahlungsanbieter"),
        "through": _("Verrechnung"),
        "surplus": _("Überzahlt, geht zurück"),
    },
    tables={
        "ledger_account": "Konten",
        "ledger_journal": "Buchungssätze",
        "ledger_entry": "Buchungszeilen (Soll positiv, Haben negativ)",
    },
    not_secret={"ledger_journal.key": "names the business event"},
    append_only=("ledger_journal", "ledger_entry"),
)
