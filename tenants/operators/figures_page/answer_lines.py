"""What was asked of the platform in the last 24 hours, and whether the objectives of ``deploy/slo.md`` were held."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from tenants.monitoring.history import Day
from tenants.operators.figures_page.line import Line
from tenants.operators.figures_page.shares import percent, whole

# How many of all may fail or be late. So few that a single one breaks it do not count, as in the alerts.
PAGES_FAILED, CACHED_SLOW = 0.001, 0.05
REDEMPTIONS_FAILED, REDEMPTIONS_SLOW = 0.0005, 0.01
MAIL_LATE = 0.005
JUST_NOW = timedelta(minutes=15)


def page_lines(day: Day) -> list[Line]:
    answered, failed = day.total("pages"), day.total("pages_failed")
    cached, slow = day.total("cached_pages"), day.total("cached_pages_slow")
    alert = "KreislaufCachedPagesSlow"
    return [
        Line(_("Anfragen in 24 Stunden"), whole(answered)),
        _held(_("Fehlgeschlagen"), failed, answered, PAGES_FAILED, 10, "KreislaufPagesFailingSlowly"),
        _held(_("Aus dem Zwischenspeicher, über 0,3 Sekunden"), slow, cached, CACHED_SLOW, 10, alert),
    ]


def redemption_lines(day: Day) -> list[Line]:
    number = day.total("redemptions")
    failed, slow = day.total("redemptions_failed"), day.total("redemptions_slow")
    return [
        Line(_("Einlösungen in 24 Stunden"), whole(number)),
        _held(_("Fehlgeschlagen"), failed, number, REDEMPTIONS_FAILED, 2, "KreislaufRedemptionsFailing"),
        _held(_("Über eine Sekunde"), slow, number, REDEMPTIONS_SLOW, 2, "KreislaufRedemptionsSlow"),
    ]


def sent_lines(day: Day) -> list[Line]:
    sent, failed = day.total("mail_sent"), day.total("mail_failed")
    failed_now, sent_now = day.total("mail_failed", last=JUST_NOW), day.total("mail_sent", last=JUST_NOW)
    tries = {"n": whole(failed), "now": whole(failed_now)}
    words = _("%(n)s, davon %(now)s in der letzten Viertelstunde") % tries if failed else _("keine")
    is_fine = failed_now <= max(5, 0.2 * sent_now)
    return [
        Line(_("Verschickt in 24 Stunden"), whole(sent)),
        _held(_("Später als nach fünf Minuten"), day.total("mail_late"), sent, MAIL_LATE, 5, "KreislaufMailLate"),
        Line(_("Fehlgeschlagene Versuche"), words, is_fine, "KreislaufMailFailing"),
    ]


def _held(title: str, number: int, of: int, at_most: float, few: int, alert: str) -> Line:
    """``few`` are never too many."""
    if not of:
        return Line(title, _("nichts zu messen"))
    most = percent(at_most)
    if not number:
        return Line(title, _("keine; Ziel: höchstens %(most)s") % {"most": most}, alert=alert)
    words = _("%(number)s von %(of)s (%(share)s); Ziel: höchstens %(most)s") % {
        "number": whole(number),
        "of": whole(of),
        "share": percent(number / of),
        "most": most,
    }
    return Line(title, words, number <= max(few, at_most * of), alert)
