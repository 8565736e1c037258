"""The register of de-minimis aid: what it wants to know of each grant, and by when (Art. 6 Regulation (EU) 2023/2831).

Since 2026 a grant is entered within 20 working days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.public_holidays import land_of, next_working_day
from kreislauf.regions import current_region
from kreislauf.web.table_file import Euros
from marketplace.campaigns.models import Grant
from tenants.branding.on_paper import current_site

WORKING_DAYS = 20
REGULATION = "VO (EU) 2023/2831"
HEAD = [
    *(gettext_lazy("Name des Begünstigten"), gettext_lazy("Anschrift")),
    *(gettext_lazy("Beihilfebetrag in Euro"), gettext_lazy("Tag der Gewährung"), gettext_lazy("Bewilligungsbehörde")),
    *(gettext_lazy("Beihilfeinstrument"), gettext_lazy("Wirtschaftszweig (NACE)"), gettext_lazy("Rechtsgrundlage")),
    *(gettext_lazy("Aktenzeichen"), gettext_lazy("einzutragen bis"), gettext_lazy("eingetragen am")),
]


def rows() -> Iterator[tuple[object, ...]]:
    authority = current_site().official_name
    grants = Grant.objects.filter(fund__is_de_minimis=True).select_related("fund").order_by("decided_on", "pk")
    for one in grants.iterator(chunk_size=500):
        name, *address = one.recipient
        yield (
            *(name, ", ".join(address), Euros(one.cents), f"{one.decided_on:%d.%m.%Y}"),
            *(one.fund.authority or authority, _("Zuschuss"), one.nace, REGULATION, one.number),
            f"{register_by(one):%d.%m.%Y}",
            f"{one.registered_on:%d.%m.%Y}" if one.registered_on else "",
        )


def register_by(made: Grant) -> date:
    """The last day: 20 working days after the decision."""
    land, day = land_of(current_region().ars), made.decided_on
    for _number in range(WORKING_DAYS):
        day = next_working_day(day + timedelta(days=1), land)
    return day


@transaction.atomic
def set_registered(made: Grant, *, done: bool, by: Actor, at: datetime) -> None:
    """Note that the grant stands in the register since today, or does not stand there."""
    changed = Grant.objects.filter(pk=made.pk, registered_on__isnull=done)
    if changed.update(registered_on=timezone.localdate(at) if done else None):
        record("grant.registered" if done else "grant.unregistered", made, by=by, at=at)
