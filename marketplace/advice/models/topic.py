"""What advice is about, in two levels: „Gründung“, and „Finanzierung“ below it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order


class Topics(models.QuerySet["Topic"]):
    def in_order(self) -> Topics:
        return self.order_by("position", german_order("title"), "pk")

    def top(self) -> Topics:
        """The first level."""
        return self.filter(parent__isnull=True).in_order()


class Topic(models.Model):
    """A topic without a parent holds others; one with a parent holds none."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("Gehört zu")
    )
    title = models.CharField(_("Thema"), max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    glyph = models.CharField(_("Zeichen"), max_length=20, default="book")
    lead = models.CharField(_("Worum es geht, in einem Satz"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    shown_to_visitors = True
    objects = Topics.as_manager()

    class Meta:
        ordering = ["position", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="advice_topic_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advice:topic", urlconf="kreislauf.urls_region", args=[self.slug])
