"""What the region's checklist asks about businesses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Check
from marketplace.businesses.models import Category


def categories() -> Check:
    return Check(
        title=_("Branchen"),
        done=Category.objects.exists(),
        words=_("Die Überschriften, unter denen die Betriebe stehen. Ohne sie kann sich niemand eintragen."),
        route="businesses:office:categories",
    )
