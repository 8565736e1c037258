"""Pots in the words of the log and of the ledger."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "fund.entered": _("Topf angelegt"),
    "fund.changed": _("Topf geändert"),
    "fund.emptied": _("Topf leer"),
    "fund.closed": _("Topf geschlossen"),
    "fund.reopened": _("Topf wieder geöffnet"),
    "match.reserved": _("Aus dem Topf vorgemerkt"),
    "match.released": _("Zurück in den Topf"),
    "match.cut": _("Weniger bewilligt als vorgemerkt"),
    "match.lost": _("Zahlung nach der Bewilligung zurückgeholt"),
    "grant.made": _("Aus dem Topf bewilligt"),
    "grant.refused": _("Aus dem Topf nicht bewilligt"),
    "grant.paid": _("Aus dem Topf bezahlt"),
    "grant.unpaid": _("Zahlung aus dem Topf zurückgenommen"),
    "grant.registered": _("Beihilfe ins Register eingetragen"),
    "grant.unregistered": _("Beihilfe doch nicht ins Register eingetragen"),
}
OFFICE_MAILS = {"campaigns.fund_emptied": _("Leere Töpfe der Region")}
LOG_KINDS = {"fund.": _("Töpfe"), "match.": _("Vorgemerktes aus Töpfen"), "grant.": _("Bewilligungen")}
LOG_LINKS = {"campaigns.MatchFund": "campaigns:funds:office_fund"}
ACCOUNT_NAMES = {
    "match-for": _("Aus Töpfen für Kampagnen"),
    "match-promised": _("Aus Töpfen vorgemerkt"),
    "match-paid": _("Aus Töpfen bezahlt"),
}
ACCOUNT_TEXTS = {
    "match-for": _(
        "Was Töpfe zu einer Kampagne dazugeben, bezahlt oder noch nicht. Es ist kein Geld auf dieser Seite."
    ),
    "match-promised": _("Was ein Topf vorgemerkt und noch nicht bezahlt hat; es steht mit Minus."),
    "match-paid": _("Was aus einem Topf an Betriebe bezahlt ist; es steht mit Minus."),
}
JOURNAL_WORDS = {
    "match": _("Aus einem Topf vorgemerkt"),
    "unmatch": _("Zurück in den Topf"),
    "cut": _("Weniger bewilligt als vorgemerkt"),
    "grant": _("Aus einem Topf bezahlt"),
    "ungrant": _("Zahlung aus einem Topf zurückgenommen"),
}
JOURNAL_TEXTS = {
    "match": _("Eine Unterstützung ist bezahlt: Der Topf merkt seinen Anteil vor. Geld fließt dabei nicht."),
    "unmatch": _("Die Unterstützung ging zurück, oder es wurde nichts bewilligt: Der Anteil ist wieder im Topf."),
    "cut": _("Bewilligt ist nur ein Teil dessen, was vorgemerkt war: Der Rest ist wieder im Topf."),
    "grant": _("Wer den Topf füllt, hat den Betrag an den Betrieb bezahlt, nicht über diese Seite."),
    "ungrant": _("Das Geld ging doch nicht an den Betrieb: Es ist wieder zu zahlen."),
}
# By the first number of the key: a pledge's, and a pot's.
JOURNAL_LINKS = {
    "match": "campaigns:pledges:office_pledge",
    "unmatch": "campaigns:pledges:office_pledge",
    "cut": "campaigns:funds:office_fund",
    "grant": "campaigns:funds:office_fund",
    "ungrant": "campaigns:funds:office_fund",
}
