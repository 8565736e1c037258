"""What the log, the ledger and the archive call what happens with vouchers of the region."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "regionwide.issuer_entered": _("Herausgeber der Gutscheine der Region eingetragen"),
    "regionwide.asked": _("Betrieb möchte beim Gutschein der Region mitmachen"),
    "regionwide.approved": _("Betrieb macht beim Gutschein der Region mit"),
    "regionwide.ended": _("Teilnahme am Gutschein der Region beendet"),
    "regionwide.payee_set": _("Bankverbindung für den Gutschein der Region geändert"),
    "regionwide.settled": _("Gutscheine der Region mit einem Betrieb abgerechnet"),
    "regionwide.settlement_payee_set": _("Bankverbindung einer Abrechnung eingetragen"),
    "regionwide.filed": _("Datei mit Abrechnungen für die Bank erstellt"),
    "regionwide.file_withdrawn": _("Datei mit Abrechnungen zurückgenommen"),
    "regionwide.paid": _("Abrechnung ausgezahlt"),
    "regionwide.unpaid": _("Auszahlung einer Abrechnung zurückgenommen"),
    "regionwide.repaid": _("Betrieb hat zurückgezahlt, was er der Region schuldete"),
}
LOG_KINDS = {"regionwide.": _("Gutschein der Region")}
LOG_LINKS = {
    "regionwide.Participation": "regionwide:office:participation",
    "regionwide.Settlement": "regionwide:office:settlement",
}
ACCOUNT_NAMES = {
    "owed": _("Für Gutscheine der Region zu zahlen"),
    "settled": _("Für Gutscheine der Region gezahlt"),
}
ACCOUNT_TEXTS = {
    "owed": _(
        "Was ein Betrieb auf Gutscheine der Region gegeben hat und noch nicht bekommen hat; es steht mit Minus. Über "
        "null heißt: Nach einer Auszahlung wurde storniert, und die nächste Abrechnung zieht es ab."
    ),
    "settled": _("Was die Region einem Betrieb für ihre Gutscheine schon überwiesen hat; es steht mit Minus."),
}
JOURNAL_WORDS = {
    "settle": _("Gutscheine der Region ausgezahlt"),
    "unsettle": _("Auszahlung für Gutscheine der Region zurückgenommen"),
    "repaid": _("Rückzahlung eines Betriebs an die Region"),
}
JOURNAL_TEXTS = {
    "settle": _("Die Region hat einem Betrieb überwiesen, was er auf ihre Gutscheine gegeben hat."),
    "unsettle": _("Das Geld ging doch nicht hinaus, oder die Bank hat es zurückgegeben: Es ist wieder zu zahlen."),
    "repaid": _("Nach einer Auszahlung wurde storniert, und der Betrieb hat den Betrag zurücküberwiesen."),
}
JOURNAL_LINKS = {
    "settle": "regionwide:office:settlement",
    "unsettle": "regionwide:office:settlement",
    "repaid": "regionwide:office:participation",
}
TABLES = {
    "regionwide_participation": "Betriebe, die Gutscheine der Region annehmen, mit ihrer Bankverbindung",
    "regionwide_claim": "was die Region einem Betrieb für eine Einlösung schuldet, Stornos und Rückzahlungen",
    "regionwide_settlement": "Abrechnungen der Gutscheine der Region mit den Betrieben",
    "regionwide_run": "Dateien mit diesen Abrechnungen für die Bank (pain.001)",
}
NOT_SECRET = {"regionwide_claim.key": "names the journal in the ledger"}
