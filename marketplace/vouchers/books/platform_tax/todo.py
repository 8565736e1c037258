"""What waits for a business or the office because of the threshold."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.slices import Todo
from marketplace.businesses.models import Business
from marketplace.vouchers.books.platform_tax.threshold import owing_facts


def seller_todo(business: Business, *, year: int) -> Iterable[Todo]:
    warning = owing_facts(year).filter(business=business).first()
    if warning is not None:
        text = _("Sie sind nah an der Grenze, ab der Plattformen ihre Verkäufer melden müssen.")
        title = _("Angaben für die Finanzverwaltung machen")
        yield Todo(title, reverse("vouchers:business:seller"), text, warning.warned_at)


def sellers_todo(*, year: int) -> Iterable[Todo]:
    oldest = owing_facts(year).order_by("warned_at").first()
    if oldest is None:
        return
    count = counted(owing_facts(year))
    title = ngettext(
        "%(n)s Betrieb schuldet Angaben für die Finanzverwaltung",
        "%(n)s Betriebe schulden Angaben für die Finanzverwaltung",
        count.n,
    ) % {"n": count}
    yield Todo(title, reverse("vouchers:office:sellers"), _("angeschrieben, noch nichts eingetragen"), oldest.warned_at)
