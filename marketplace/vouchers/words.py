"""What the log and the ledger call what happens to vouchers, and where staff reads more."""

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
    "redemption.taxed": _("Einlösung nach Steuersätzen aufgeteilt"),
    "sales_mail.on": _("Tägliche E-Mail über Verkäufe bestellt"),
    "sales_mail.off": _("Tägliche E-Mail über Verkäufe abbestellt"),
}
LOG_LINKS = {
    "vouchers.Offer": "vouchers:office:offer",
    "vouchers.Order": "vouchers:office:order",
    "vouchers.Voucher": "vouchers:office:voucher",
}
LOG_KINDS = {
    "offer.": _("Angebote"),
    "order.": _("Bestellungen"),
    "voucher.": _("Gutscheine"),
    "redemption.": _("Stornos"),
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
JOURNAL_WORDS = {
    "issue": _("Gutscheine ausgegeben"),
    "redeem": _("Eingelöst"),
    "reverse": _("Einlösung storniert"),
    "return": _("Gutschein zurückgenommen"),
    "block": _("Nach Rückbuchung entwertet"),
    "restore": _("Nach gewonnenem Einspruch wieder gültig"),
}
JOURNAL_LINKS = {
    "issue": "vouchers:office:order",
    "redeem": "vouchers:office:redemption",
    "reverse": "vouchers:office:reversed",
    "return": "vouchers:office:voucher",
    "block": "vouchers:office:order",
    "restore": "vouchers:office:order",
}
