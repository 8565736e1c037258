"""The newest figures in words, and whether somebody should look: by the limits of the alerts."""

from __future__ import annotations

import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.metrics.counts import last_sweeps
from kreislauf.metrics.intervals import intervals
from kreislauf.metrics.task_ends import recent_ends
from kreislauf.money import format_euro
from kreislauf.queue import Queue
from tenants.models import Status
from tenants.operators.durations import in_words
from tenants.operators.figures_page.line import Line

QUEUE_SECONDS, MAIL_SECONDS, PAYMENT_SECONDS, PROVISIONING_SECONDS = 300, 900, 1800, 300
BACKUP_SECONDS, BOOKS_SECONDS, FLEET_SECONDS = 26 * 3600, 3 * 3600, 3600
CONNECTIONS_SHARE = 0.85
TASKS_FAILED, TASKS_FAILED_SHARE = 5, 0.1  # of one task, in half an hour
Values = dict[str, Any]


def queue_lines(queue: Queue | None) -> list[Line]:
    if queue is None:
        return [Line(_("Warteschlange"), _("antwortet nicht"), False, "KreislaufQueueUnknown"), _sweeps(), _failures()]
    waiting = ngettext("%(n)d Aufgabe wartet", "%(n)d Aufgaben warten", queue.waiting) % {"n": queue.waiting}
    taken = _("%(n)d in Arbeit") % {"n": queue.taken}
    age = queue.oldest_seconds
    return [
        Line(_("Warteschlange"), f"{waiting}, {taken}", True, "KreislaufQueueUnknown"),
        Line(_("Älteste wartende Aufgabe"), _since(age), age <= QUEUE_SECONDS, "KreislaufQueueOld"),
        _sweeps(),
        _failures(),
    ]


def _sweeps() -> Line:
    """One that has never run is not late: the platform may be young."""
    title, last, alert = _("Regelmäßige Aufgaben"), last_sweeps(), "KreislaufSweepLate"
    if not last:
        return Line(title, _("noch nichts bekannt"))
    now = time.time()
    late = [task for task, every in intervals().items() if task in last and now - last[task] > 1.5 * every + 600]
    if not late:
        return Line(title, _("laufen nach Plan"), True, alert)
    return Line(title, _("zu lange nicht gelaufen: %(tasks)s") % {"tasks": ", ".join(sorted(late))}, False, alert)


def _failures() -> Line:
    title, alert, ends = (
        _("Fehlgeschlagen in einer halben Stunde"),
        "KreislaufTasksFailing",
        recent_ends(at=time.time()),
    )
    if ends is None:
        return Line(title, _("nicht bekannt"))
    failed = {task: of for task, of in ends.items() if of.failed}
    if not failed:
        return Line(title, _("keine"), True, alert)
    words = [
        _("%(task)s %(failed)d von %(ended)d") % {"task": task, "failed": of.failed, "ended": of.ended}
        for task, of in failed.items()
    ]
    is_fine = all(of.failed <= max(TASKS_FAILED, TASKS_FAILED_SHARE * of.ended) for of in failed.values())
    return Line(title, ", ".join(words), is_fine, alert)


def mail_lines(values: Values) -> list[Line]:
    number, age = values["mail_waiting"], values["mail_waiting_oldest_seconds"]
    words = ngettext("%(n)d Mail ist fällig", "%(n)d Mails sind fällig", number) % {"n": number}
    oldest = Line(_("Älteste fällige Mail"), _since(age), age <= MAIL_SECONDS, "KreislaufMailWaiting")
    return [Line(_("Postausgang"), words), oldest]


def money_lines(values: Values) -> list[Line]:
    number, age = values["payments_open"], values["payments_open_oldest_seconds"]
    words = ngettext("%(n)d Zahlung unentschieden", "%(n)d Zahlungen unentschieden", number) % {"n": number}
    silent = (
        _("eine Antwort fehlt seit %(time)s") % {"time": in_words(age)} if age > PAYMENT_SECONDS else _("antworten")
    )
    off, checked = values["ledger_sum_cents"], time.time() - values["books_checked_at"]
    books = _("weichen um %(sum)s ab") % {"sum": format_euro(off)} if off else _("gehen auf")
    looked = _("nachgerechnet vor %(time)s") % {"time": in_words(checked)}
    alert = "KreislaufLedgerNotZero" if off else "KreislaufBooksUnchecked"
    return [
        Line(_("Zahlungen"), words),
        Line(_("Zahlungsanbieter"), silent, age <= PAYMENT_SECONDS, "KreislaufPaymentsOpenOld"),
        Line(_("Bücher aller Regionen"), f"{books}, {looked}", not off and checked <= BOOKS_SECONDS, alert),
    ]


def region_lines(values: Values) -> list[Line]:
    states = [(str(status.label), values[f"regions_{status.value}"]) for status in Status]
    quarantined, age = values["regions_quarantined"], values["provisioning_oldest_seconds"]
    hosts = _("%(live)d erreichbar, %(open)d in Arbeit, %(lost)d ohne Nachweis") % {
        "live": values["hosts_live"],
        "open": values["hosts_requested"] + values["hosts_proved"],
        "lost": values["hosts_lost"],
    }
    making, failed = values["provisioning"], values["provisioning_failed"]
    being_made = _("%(n)d in Arbeit, %(failed)d gescheitert") % {"n": making, "failed": failed}
    by_state = ", ".join(f"{number} {label}" for label, number in states if number) or _("noch keine")
    not_served = str(quarantined) if quarantined else _("keine")
    is_made = age <= PROVISIONING_SECONDS and not failed
    return [
        Line(_("Nach Stand"), by_state),
        Line(_("Zurückgestellt"), not_served, not quarantined, "KreislaufRegionsQuarantined"),
        Line(_("Neue Regionen"), being_made, is_made, "KreislaufRegionNotReady"),
        _tables(values),
        Line(_("Eigene Adressen"), hosts, not values["hosts_lost"], "KreislaufHostProofGone"),
    ]


def _tables(values: Values) -> Line:
    """Of the newest run of migrations."""
    title, alert = _("Aktualisierung der Tabellen"), "KreislaufPrepareFailed"
    failed, running = values["fleet_failed"], values["fleet_running_seconds"]
    if failed:
        words = ngettext("in %(n)d Region misslungen", "in %(n)d Regionen misslungen", failed) % {"n": failed}
        return Line(title, words, False, alert)
    if running:
        return Line(title, _("läuft seit %(time)s") % {"time": in_words(running)}, running <= FLEET_SECONDS, alert)
    return Line(title, _("abgeschlossen"), True, alert)


def database_lines(values: Values) -> list[Line]:
    used, limit = values["db_connections"], values["db_connections_limit"]
    words = _("%(used)d von %(limit)d vergeben") % {"used": used, "limit": limit}
    is_enough = used <= CONNECTIONS_SHARE * limit
    lines = [Line(_("Verbindungen zur Datenbank"), words, is_enough, "KreislaufConnectionsHigh"), _archive(values)]
    if "backup_age_seconds" in values:
        age = values["backup_age_seconds"]
        ago = _("vor %(t)s") % {"t": in_words(age)}
        lines.append(Line(_("Letzte Sicherung"), ago, age <= BACKUP_SECONDS, "KreislaufBackupOld"))
    return lines


def _archive(values: Values) -> Line:
    title, alert = _("Laufende Sicherung (WAL)"), "KreislaufWalArchiveFailing"
    if "wal_archive_failing" not in values:
        return Line(title, _("nicht eingeschaltet"))
    if values["wal_archive_failing"]:
        return Line(title, _("schlägt fehl"), False, alert)
    return Line(title, _("zuletzt vor %(t)s") % {"t": in_words(values["wal_archive_age_seconds"])}, True, alert)


def _since(seconds: float) -> str:
    return _("seit %(time)s") % {"time": in_words(seconds)} if seconds else _("keine")
