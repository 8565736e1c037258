"""What the checklist wants to know of this slice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.businesses.models import Category
from tenants.golive.check import Check

FEWEST = 3


def categories() -> Check:
    return Check(
        title=_("Bereiche"),
        done=Category.objects.count() >= FEWEST,
        words=_("Die Bereiche, unter denen Betriebe stehen. Wir haben welche vorbereitet; passen Sie sie an."),
        route="businesses:office:categories",
    )
