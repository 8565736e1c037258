"""What the log, the ledger and the archive call what happens to vouchers, and where staff reads more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "offer.drafted": _("Angebot angelegt"),
    "offer.changed": _("Angebot geändert"),
    "offer.deleted": _("Entwurf eines Angebots gelöscht"),
    "offer.published": _("Angebot veröffentlicht"),
    "offer.stopped": _("Angebot angehalten"),
    "offer.resumed": _("Angebot wieder im Verkauf"),
    "offer.payable": _("Angebot wieder bezahlbar"),
    "offer.not_payable": _("Angebot nicht im Verkauf: kein Weg, bezahlt zu werden"),
    "order.placed": _("Bestellung eingegangen"),
    "order.fulfilled": _("Bestellung bezahlt"),
    "order.expired": _("Bestellung verfallen"),
    "order.reopened": _("Bestellung wieder geöffnet"),
    "order.resent": _("Gutscheine noch einmal verschickt"),
    "order.recipient_changed": _("Empfänger der Gutscheine geändert"),
    "order.withdrawal_declared": _("Widerruf erklärt, noch nicht bestätigt"),
    "order.withdrawal_confirmed": _("Widerruf bestätigt"),
    "order.withdrawal_dismissed": _("Widerruf beiseitegelegt"),
    "order.withdrawal_lapsed": _("Widerruf nicht bestätigt, geschlossen"),
    "order.charged_back": _("Zahlung der Bestellung zurückgebucht"),
    "order.recovered": _("Zurückgebuchte Zahlung der Bestellung ist wieder da"),
    "voucher.redeemed": _("Gutschein eingelöst"),
    "voucher.blocked": _("Gutschein gesperrt"),
    "voucher.unblocked": _("Gutschein entsperrt"),
    "voucher.withdrawn": _("Gutschein widerrufen"),
    "voucher.refunded": _("Gutschein erstattet"),
    "voucher.refund_failed": _("Erstattung des Gutscheins fehlgeschlagen"),
    "voucher.charged_back": _("Guthaben nach Rückbuchung entwertet"),
    "voucher.recovered": _("Guthaben nach gewonnenem Einspruch wieder da"),
    "redemption.reversed": _("Einlösung storniert"),
    "datev.saved": _("Angaben für den DATEV-Export geändert"),
    "seller.warned": _("Betrieb nahe der Meldegrenze angeschrieben"),
    "seller.saved": _("Angaben für die Meldung an die Finanzverwaltung gespeichert"),
    "redemption.receipt_sent": _("Beleg über eine Einlösung verschickt"),
    "redemption.taxed": _("Einlösung nach Steuersätzen aufgeteilt"),
    "sales_mail.on": _("Tägliche E-Mail über Verkäufe bestellt"),
    "sales_mail.off": _("Tägliche E-Mail über Verkäufe abbestellt"),
}
LOG_LINKS = {
    "vouchers.Offer": "vouchers:office:offer",
    "vouchers.Order": "vouchers:office:order",
    "vouchers.Voucher": "vouchers:office:voucher",
    "payments.Payout": "vouchers:office:payout",
}
LOG_KINDS = {
    "offer.": _("Angebote"),
    "order.": _("Bestellungen"),
    "voucher.": _("Gutscheine"),
    "redemption.": _("Stornos und Belege"),
    "datev.": _("DATEV-Export"),
    "seller.": _("Meldung an die Finanzverwaltung"),
    "sales_mail.": _("E-Mails über Verkäufe"),
}
ACCOUNT_NAMES = {
    "voucher": _("Gutscheine"),
    "open": _("Offene Gutscheine"),
    "redeemed": _("Eingelöst"),
    "claim": _("Forderung"),
}
ACCOUNT_TEXTS = {
    "open": _(
        "Was auf verkauften Gutscheinen noch gut ist. Minus heißt: So viel schulden die Betriebe ihrer Kundschaft."
    ),
    "redeemed": _("Was die Betriebe für Gutscheine schon gegeben haben; es steht mit Minus."),
    "claim": _("Von einer Bank zurückgeholt, obwohl schon eingelöst: Das fehlt dem Betrieb."),
}
JOURNAL_WORDS = {
    "issue": _("Gutscheine ausgegeben"),
    "redeem": _("Eingelöst"),
    "reverse": _("Einlösung storniert"),
    "return": _("Gutschein zurückgenommen"),
    "block": _("Nach Rückbuchung entwertet"),
    "restore": _("Nach gewonnenem Einspruch wieder gültig"),
}
JOURNAL_TEXTS = {
    "issue": _("Bezahlte Gutscheine sind ausgegeben: Von jetzt an schuldet der Betrieb ihren Wert."),
    "redeem": _("Mit einem Gutschein wurde bezahlt: Der Betrieb schuldet um so viel weniger."),
    "reverse": _("Die Kasse hat eine Einlösung zurückgenommen: Der Betrag ist wieder auf dem Gutschein."),
    "return": _("Ein Gutschein wurde widerrufen und erstattet: Er ist nichts mehr wert."),
    "block": _(
        "Das Geld für Gutscheine wurde zurückgeholt: Was noch darauf war, verfällt; was schon eingelöst war, fehlt dem "
        "Betrieb."
    ),
    "restore": _("Zurückgeholtes Geld ist wieder da: Die Gutscheine gelten wieder, und dem Betrieb fehlt nichts mehr."),
}
JOURNAL_LINKS = {
    "issue": "vouchers:office:order",
    "redeem": "vouchers:office:redemption",
    "reverse": "vouchers:office:reversed",
    "return": "vouchers:office:voucher",
    "block": "vouchers:office:order",
    "restore": "vouchers:office:order",
    "payout": "vouchers:office:payout",
    "unpaid": "vouchers:office:payout",
}
TABLES = {
    "vouchers_offer": "Angebote",
    "vouchers_order": "Bestellungen",
    "vouchers_voucher": "Gutscheine: code, Wert, Rest, Ablauf",
    "vouchers_redemption": "Einlösungen",
    "vouchers_reversal": "zurückgenommene Einlösungen",
    "vouchers_withdrawal": "Widerrufe",
    "vouchers_declaration": "mit der Bestellnummer erklärte Widerrufe, vor ihrer Bestätigung",
    "vouchers_taxsplit": "Einlösungen, die der Betrieb auf Steuersätze aufgeteilt hat",
    "vouchers_datevsettings": "Nummern und Konten für den DATEV-Export, je Betrieb und der Region",
    "vouchers_sellerfacts": "Angaben verkaufender Betriebe nach dem Plattformen-Steuertransparenzgesetz",
    "vouchers_sellerwarning": "welcher Betrieb in welchem Jahr auf die Meldegrenze hingewiesen wurde",
    "vouchers_salesmail": "welcher Betrieb die tägliche E-Mail über Verkäufe abbestellt hat",
}
NOT_SECRET = {
    "vouchers_order.key": "names the form that was sent; answers only to a form that says the same",
    "vouchers_order.token": "the address of the buyer's page, which the buyer has in a mail and must go on working",
    "vouchers_redemption.key": "names the tap at the till; opens nothing",
    "vouchers_datevsettings.key_19": "DATEV's number for a tax rate",
    "vouchers_datevsettings.key_7": "DATEV's number for a tax rate",
}
# Rights of API keys.
SCOPES = {
    "offers:write": _("Angebote anlegen und ändern"),
    "orders:read": _("Bestellungen lesen"),
    "vouchers:read": _("Gutscheine prüfen"),
    "redemptions:write": _("Gutscheine einlösen"),
}
