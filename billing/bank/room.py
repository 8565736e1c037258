"""What the bank's pages declare. Their rows are the provider's (``billing.providers.bank_transfer``)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Room

ROOM = Room(
    app="billing.bank",
    log_words={
        "bank.uploaded": _("Kontoauszug hochgeladen"),
        "bank.taken_over": _("Kontoauszug übernommen"),
        "bank.imported": _("Kontoauszug verbucht"),
        "bank.dropped": _("Kontoauszug verworfen"),
        "bank.refunds_filed": _("Datei mit Erstattungen erstellt"),
        "bank.refunds_taken_back": _("Datei mit Erstattungen zurückgenommen"),
        "bank.payee_set": _("Bankverbindung einer Erstattung eingetragen"),
    },
    log_kinds={"bank.": _("Bank")},
    sweeps={"billing.bank.tasks.sweep_regions": 60},
)
