"""What the log and the ledger call what happens to pledges. No name stands there: the log is kept for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "pledge.placed": _("Unterstützung bestellt"),
    "pledge.paid": _("Unterstützung bezahlt"),
    "pledge.expired": _("Unterstützung verfallen"),
    "pledge.reopened": _("Unterstützung wieder geöffnet"),
    "pledge.sent": _("Gegenleistung verschickt"),
    "pledge.unsent": _("Gegenleistung doch nicht verschickt"),
    "pledge.received": _("Gegenleistung angekommen"),
    "pledge.withdrawal_declared": _("Widerruf der Unterstützung erklärt, noch nicht bestätigt"),
    "pledge.withdrawn": _("Unterstützung widerrufen"),
    "pledge.refunded": _("Unterstützung erstattet"),
    "pledge.refund_failed": _("Erstattung der Unterstützung fehlgeschlagen"),
    "pledge.charged_back": _("Zahlung der Unterstützung zurückgebucht"),
    "pledge.recovered": _("Zurückgebuchte Zahlung der Unterstützung ist wieder da"),
    "pledge.line_shown": _("Satz zu einer Unterstützung freigegeben"),
    "pledge.line_refused": _("Satz zu einer Unterstützung abgelehnt"),
}
LOG_KINDS = {"pledge.": _("Unterstützungen")}
LOG_LINKS = {"campaigns.Pledge": "campaigns:pledges:office_pledge"}
ACCOUNT_NAMES = {
    "pledge": _("Unterstützungen"),
    "support": _("Unterstützung ohne Gegenleistung"),
    "reward": _("Offene Gegenleistungen"),
    "delivered": _("Gegebene Gegenleistungen"),
}
ACCOUNT_TEXTS = {
    "support": _("Was Kampagnen ohne Gegenleistung bekommen haben; es steht mit Minus."),
    "reward": _("Was für Gegenleistungen bezahlt ist, die noch fehlen. Minus heißt: So viel schulden die Betriebe."),
    "delivered": _("Was für Gegenleistungen bezahlt ist, die gegeben sind; es steht mit Minus."),
}
JOURNAL_WORDS = {
    "pledge": _("Unterstützung bezahlt"),
    "sent": _("Gegenleistung gegeben"),
    "unpledge": _("Unterstützung erstattet"),
    "lost": _("Unterstützung zurückgebucht"),
    "regained": _("Zurückgebuchte Unterstützung wieder da"),
}
JOURNAL_TEXTS = {
    "pledge": _("Jemand hat eine Kampagne unterstützt: Der Betrieb hat das Geld und schuldet die Gegenleistung."),
    "sent": _("Eine Gegenleistung ist gegeben, oder ein Irrtum dabei berichtigt."),
    "unpledge": _("Eine Unterstützung wurde widerrufen und erstattet: Der Betrieb schuldet nichts mehr dafür."),
    "lost": _(
        "Das Geld einer Unterstützung wurde zurückgeholt: Wofür der Betrieb schon etwas gegeben hat, das fehlt ihm."
    ),
    "regained": _("Zurückgeholtes Geld einer Unterstützung ist wieder da."),
}
JOURNAL_LINKS = dict.fromkeys(JOURNAL_WORDS, "campaigns:pledges:office_pledge")
