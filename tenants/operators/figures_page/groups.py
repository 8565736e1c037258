"""The figures by what they are about, each group with its charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kreislauf.queue import queue
from kreislauf.slices import Text
from tenants.monitoring.history import Values, last_day
from tenants.operators.figures_page import answer_lines, charts, lines
from tenants.operators.figures_page.certificates import certificate_chart, certificate_lines
from tenants.operators.figures_page.charts import Chart
from tenants.operators.figures_page.line import Line


@dataclass(frozen=True)
class Group:
    title: Text
    lines: Sequence[Line]
    charts: Sequence[Chart] = ()


def groups(newest: Values | None, *, at: datetime) -> list[Group]:
    """In one question to the database, and a few to the cache server and the broker."""
    found = lines.queue_lines(queue())
    if newest is None:
        return [Group(_("Aufgaben"), found)]
    day, ends = last_day(at=at), certificate_chart(at=at)
    return [
        Group(_("Anfragen"), answer_lines.page_lines(day), [charts.page_chart(day)]),
        Group(_("Einlösungen"), answer_lines.redemption_lines(day), charts.redemption_charts(day)),
        Group(_("Post"), [*lines.mail_lines(newest), *answer_lines.sent_lines(day)], charts.mail_charts(day)),
        Group(_("Aufgaben"), found, charts.queue_charts(day)),
        Group(_("Geld"), lines.money_lines(newest), [charts.payment_chart(day)]),
        Group(_("Datenbank"), lines.database_lines(newest), [charts.connection_chart(day)]),
        Group(_("Zertifikate"), certificate_lines(), [ends] if ends else []),
        Group(_("Regionen"), lines.region_lines(newest)),
    ]
