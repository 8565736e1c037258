"""What the platform's charges declare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.example import example
from billing.subscriptions.models import Invoice, Plan
from billing.subscriptions.overview import overview
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room, Section, Tile


def _tiles() -> Iterable[Tile]:
    """Nothing where the platform has never charged anything."""
    if not Plan.objects.exists():
        return
    invoices, on = reverse("subscriptions:invoices"), timezone.localdate()
    overdue = Invoice.objects.overdue(on).count()
    yield Tile(Invoice.objects.open().count(), _("offene Rechnungen"), f"{invoices}?stand=offen")
    yield Tile(overdue, _("überfällige Rechnungen"), f"{invoices}?stand=ueberfaellig", todo=bool(overdue))


def _sections(region: Any) -> Iterable[Section]:
    view = overview(region.pk, on=timezone.localdate())
    yield Section("subscriptions/parts/region_section.html", {"view": view, "region": region})


ROOM = Room(
    app="billing.subscriptions",
    urls="billing.subscriptions.urls",
    office_menu=(
        Link(
            _("Rechnungen der Plattform"),
            "subscriptions:own",
            "print",
            Audience.ADMINISTRATOR,
            position=90,
            group=MenuGroup.MONEY,
        ),
    ),
    operator_tiles=_tiles,
    operator_sections=_sections,
    sweeps={"billing.subscriptions.tasks.sweep": 3600, "billing.subscriptions.tasks.check_card_pages": 60},
    example=example,
)
