"""How long the certificates last that visitors get, as the hourly look at the edge has found them."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.metrics.counts import CERTIFICATES, noted
from tenants.monitoring.certificates import OWN_HOSTS, OWN_HOSTS_ENDS, SILENT
from tenants.operators.durations import DAY, in_words
from tenants.operators.figures_page.charts import Chart, chart_of
from tenants.operators.figures_page.line import Line

SOON_DAYS = 10  # the limit of the alert
WEEKS = 13  # no authority that browsers believe gives more than ninety days to a host that proves itself
WEEK = timedelta(days=7)
ALERT = "KreislaufCertificateEnds"


def certificate_lines() -> list[Line]:
    """The platform's by their hosts, then all own hosts' together."""
    if settings.PUBLIC_SCHEME != "https":
        return [Line(_("Zertifikate"), _("ohne https gibt es keine"))]
    found = noted(CERTIFICATES) or {}
    ends = found.pop(OWN_HOSTS, None)
    lines = [_line(host, end) for host, end in sorted(found.items())]
    if ends is not None:
        lines.append(_line(_("Das erste der eigenen Adressen"), ends))
    if silent := _own().get(SILENT):
        words = ngettext("%(n)d Adresse", "%(n)d Adressen", silent) % {"n": silent}
        lines.append(Line(_("Keine Antwort"), words))
    return lines or [Line(_("Zertifikate"), _("noch nichts bekannt"))]


def certificate_chart(*, at: datetime) -> Chart | None:
    """How many own hosts' certificates end in each of the next weeks; none where no own host has one."""
    today = timezone.localdate(at)
    numbers, soon = [0] * WEEKS, [0] * WEEKS
    for day, number in _own().items():
        if day != SILENT:
            left = (date.fromisoformat(day) - today).days
            week = min(max(left // 7, 0), WEEKS - 1)  # one that has ended counts for the first week
            numbers[week] += number
            soon[week] += number if left < SOON_DAYS else 0
    if not sum(numbers):
        return None
    weeks = [today + week * WEEK for week in range(WEEKS)]
    return chart_of(
        _("Enden der Zertifikate eigener Adressen, je Woche"),
        [(date_format(week, "d.m."), number) for week, number in zip(weeks, numbers, strict=True)],
        column=_("Woche ab"),
        part=ngettext("in weniger als %(n)d Tag", "in weniger als %(n)d Tagen", SOON_DAYS) % {"n": SOON_DAYS},
        parts=soon,
    )


def _line(title: str, end: int) -> Line:
    left = end - time.time()
    words = _("endet in %(time)s") % {"time": in_words(left)} if left > 0 else _("ist abgelaufen")
    return Line(title, words, left >= SOON_DAYS * DAY, ALERT)


def _own() -> dict[str, int]:
    return noted(OWN_HOSTS_ENDS) or {}
