"""What the ledger declares: its tables, which only grow, and the accounts that every region has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing.ledger.models import Entry
from kreislauf.measured import ZeroSum
from kreislauf.slices import Room

ROOM = Room(
    app="billing.ledger",
    account_names={
        "money": _("Geld"),
        "through": _("Zwischenkonto"),
        "surplus": _("Überzahlt, geht zurück"),
    },
    account_texts={
        "money": _(
            "Was eingegangen ist und noch beim Zahlungsanbieter liegt: weder ausgezahlt noch erstattet. Bei "
            "Überweisungen ist es das Bankkonto selbst."
        ),
        "through": _(
            "Zwischen der Zahlung und dem, was dafür ausgegeben wird. Am Ende jedes Vorgangs steht es auf null; sonst "
            "fehlt zu einer Zahlung der Gutschein."
        ),
        "surplus": _("Zu viel gezahlt, zum Beispiel doppelt. Minus heißt: So viel geht noch zurück."),
    },
    tables={
        "ledger_account": "Konten",
        "ledger_journal": "Buchungssätze mit ihren Zeilen (Soll positiv, Haben negativ)",
        "ledger_entry": "dieselben Zeilen einzeln",
    },
    not_secret={"ledger_journal.key": "names the business event"},
    append_only=("ledger_account", "ledger_journal", "ledger_entry"),
    written_by_triggers=("ledger_entry",),
    zero_sums={"ledger_sum_cents": ZeroSum(Entry.objects.all, "cents")},
)
