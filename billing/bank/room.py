"""What the bank's pages declare. Their rows are the provider's (``billing.providers.bank_transfer``)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from billing.bank.example import example
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room

ROOM = Room(
    app="billing.bank",
    urls="billing.bank.urls",
    office_menu=(Link(_("Bank"), "bank:home", "upload", Audience.ADMINISTRATOR, group=MenuGroup.MONEY),),
    log_words={
        "bank.uploaded": _("Kontoauszug hochgeladen"),
        "bank.taken_over": _("Kontoauszug übernommen"),
        "bank.imported": _("Kontoauszug verbucht"),
        "bank.dropped": _("Kontoauszug verworfen"),
        "bank.refunds_filed": _("Datei mit Erstattungen erstellt"),
        "bank.refunds_taken_back": _("Datei mit Erstattungen zurückgenommen"),
        "bank.account_set": _("Bankkonto für Überweisungen angepasst"),
        "bank.account_changed": _("Bankkonto für Überweisungen geändert"),
        "bank.assigned": _("Umsatz zugeordnet"),
        "bank.dismissed": _("Umsatz betrifft uns nicht"),
        "bank.undecided": _("Zuordnung eines Umsatzes zurückgenommen"),
        "bank.payee_set": _("Bankverbindung einer Erstattung eingetragen"),
    },
    example=example,
    log_kinds={"bank.": _("Bank")},
    sweeps={"billing.bank.tasks.sweep_regions": 60},
)
