"""What the log, the ledger and the archive call what happens with subsidies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.subsidies.models import REPAID

LOG_WORDS = {
    "subsidy.drafted": _("Zuschussaktion angelegt"),
    "subsidy.changed": _("Zuschussaktion geändert"),
    "subsidy.published": _("Zuschussaktion gestartet"),
    "subsidy.stopped": _("Zuschussaktion angehalten"),
    "subsidy.resumed": _("Zuschussaktion fortgesetzt"),
    "subsidy.settled": _("Zuschüsse eines Monats abgerechnet"),
    "subsidy.payee_set": _("Bankverbindung einer Abrechnung eingetragen"),
    "subsidy.filed": _("Datei mit Zuschüssen für die Bank erstellt"),
    "subsidy.file_withdrawn": _("Datei mit Zuschüssen zurückgenommen"),
    "subsidy.paid": _("Zuschüsse ausgezahlt"),
    "subsidy.unpaid": _("Auszahlung von Zuschüssen zurückgenommen"),
    "subsidy.repaid": _("Betrieb hat Zuschüsse zurückgezahlt"),
}
LOG_KINDS = {"subsidy.": _("Zuschüsse auf Gutscheine")}
LOG_LINKS = {"subsidies.Action": "subsidies:office:action"}
ACCOUNT_NAMES = {
    "subsidy-promised": _("Zuschuss zugesagt"),
    "subsidy-paid": _("Zuschuss ausgezahlt"),
}
ACCOUNT_TEXTS = {
    "subsidy-promised": _("Was eine Aktion auf verkaufte Gutscheine gelegt hat und den Betrieben noch zu zahlen ist."),
    "subsidy-paid": _("Was die Region den Betrieben für eine Aktion schon überwiesen hat."),
}
JOURNAL_WORDS = {
    "subsidy": _("Zuschüsse ausgezahlt"),
    "unsubsidy": _("Auszahlung von Zuschüssen zurückgenommen"),
    REPAID: _("Rückzahlung von Zuschüssen"),
}
JOURNAL_TEXTS = {
    "subsidy": _("Die Region hat einem Betrieb die Zuschüsse eines Monats überwiesen."),
    "unsubsidy": _("Das Geld ging doch nicht hinaus, oder die Bank hat es zurückgegeben: Es ist wieder zu zahlen."),
    REPAID: _("Nach der Auszahlung kam etwas zurück, und der Betrieb hat seinen Zuschuss zurücküberwiesen."),
}
JOURNAL_LINKS = {
    "subsidy": "subsidies:office:settlement",
    "unsubsidy": "subsidies:office:settlement",
    REPAID: "subsidies:office:action",
}
TABLES = {
    "subsidies_action": "Aktionen, die auf Gutscheine etwas drauflegen: Topf, Satz, Grenzen, Zeitraum",
    "subsidies_subsidy": "Zuschüsse einzelner Bestellungen",
    "subsidies_line": "jede Bewegung eines Zuschusses, wie sie gebucht ist",
    "subsidies_settlement": "Abrechnungen der Zuschüsse mit den Betrieben, je Monat",
    "subsidies_run": "Dateien mit Abrechnungen für die Bank (pain.001)",
}
NOT_SECRET = {"subsidies_line.key": "names the journal in the ledger"}
