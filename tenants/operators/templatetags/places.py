"""``{% operator_places as places %}``: the menu of the operators' site."""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.house import declared
from kreislauf.menus import MenuGroup
from kreislauf.slices import Text
from tenants.operators.models import RegionOverdue
from tenants.signup.models import Application

register = template.Library()

MENU: tuple[tuple[Text, str, str], ...] = (
    (_("Übersicht"), "operators:dashboard", "home"),
    (_("Anträge"), "operators:applications", "mail"),
    (_("Regionen"), "operators:regions", "bank"),
    (_("Zweite Linie"), "operators:overdue", "warning"),
    (_("Rechnungen"), "subscriptions:invoices", "euro"),
    (_("Verträge"), "subscriptions:subscriptions", "list"),
    (_("Zahlungsereignisse"), "connect:inbox", "refresh"),
    (_("Technik"), "operators:platform_status", "chart"),
    (_("Bescheinigungen"), "archive:certificates", "book"),
    (_("Über die Plattform"), "operators:about", "settings"),
    (_("Post"), "operators:mails", "send"),
    (_("Leute"), "operators:people", "people"),
    (_("Protokoll"), "operators:log", "history"),
)


class Place(NamedTuple):
    """A line of the menu."""

    label: Text
    url: str
    icon: str
    group: MenuGroup = MenuGroup.EVERYDAY
    waiting: int = 0


@register.simple_tag
def operator_places() -> list[Place]:
    """With the number of applications that wait for a decision, of regions in which something was left, and more."""
    waiting = {
        "operators:applications": Application.objects.waiting().filter(asked_at__isnull=True).count(),
        "operators:overdue": RegionOverdue.objects.values("region").distinct().count(),
        **{route: count() for route, count in declared("operators_waiting").items()},
    }
    return [Place(label, reverse(route), icon, waiting=waiting.get(route, 0)) for label, route, icon in MENU]
