"""What there may be on a region's board. A kind is a row, so that a region has others without a line of code."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order


class PriceKind(models.TextChoices):
    FREE = "free", _("kostenlos")
    FIXED = "fixed", _("Festpreis")
    NEGOTIABLE = "negotiable", _("Verhandlungsbasis")
    SWAP = "swap", _("Tausch")
    ON_REQUEST = "request", _("Preis auf Anfrage")


class Side(models.TextChoices):
    """Who writes: somebody who has, or somebody who looks for."""

    OFFER = "offer", _("bietet an")
    WANTED = "wanted", _("sucht")


class Writers(models.TextChoices):
    """Who may write a listing of a kind."""

    EVERYBODY = "everybody", _("alle")
    PRIVATE = "private", _("nur Privatleute")
    BUSINESSES = "businesses", _("nur Betriebe")


def scope_of_kind(pk: int) -> str:
    return f"listings:{pk}"


class Kinds(models.QuerySet["Kind"]):
    def on(self) -> Kinds:
        """Those that the region offers."""
        return self.filter(is_on=True)

    def of_businesses(self) -> Kinds:
        """Those that a business may write."""
        return self.on().exclude(writers=Writers.PRIVATE)

    def on_show(self) -> Kinds:
        """Those whose listings everybody may read; of the others only the numbers are public."""
        return self.filter(is_on=True, is_on_show=True)


class Kind(models.Model):
    """Gifts, used goods, jobs, help …; ``days`` is how long a listing stays where its category says nothing else."""

    slug = models.SlugField(max_length=40, unique=True)  # in addresses
    name = models.CharField(_("Überschrift"), max_length=40)  # „Zu verschenken“, over the list and in menus
    call = models.CharField(_("Frage im Formular"), max_length=60)  # „Ich verschenke etwas“
    explained = models.CharField(_("Erklärung"), max_length=200, blank=True)
    glyph = models.CharField(_("Zeichen"), max_length=20, default="bag")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    side = models.CharField(_("Richtung"), max_length=6, choices=Side.choices, default=Side.OFFER)
    writers = models.CharField(_("Wer schreibt"), max_length=10, choices=Writers.choices, default=Writers.EVERYBODY)
    price_kinds = ArrayField(models.CharField(max_length=10, choices=PriceKind.choices), default=list, blank=True)
    days = models.PositiveSmallIntegerField(_("Laufzeit in Tagen"), default=30)
    forget_days = models.PositiveSmallIntegerField(_("Texte gelöscht nach Tagen"), default=90)
    is_on = models.BooleanField(_("Wird angeboten"), default=True)
    # Help is not on show: who needs some is found by those who were asked, not by everybody.
    is_on_show = models.BooleanField(_("Öffentlich lesbar"), default=True)
    is_urgent = models.BooleanField(_("Sofort zur Freigabe"), default=False)
    is_job = models.BooleanField(_("Stellenanzeige"), default=False)
    # Help wanted is answered by those who offer help.
    answered_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers", verbose_name=_("Antwort auf")
    )

    shown_to_visitors = True
    objects = Kinds.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=365), name="kind_days"),
            models.CheckConstraint(condition=Q(is_on_show=True) | Q(price_kinds=[]), name="kind_help_has_no_price"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def page_scope(self) -> str:
        """Of the cached pages that show listings of this kind, and of no other."""
        return scope_of_kind(self.pk)

    def notes(self) -> list[tuple[str, str]]:
        """What people should know before they write: (category, sentence)."""
        return list(self.categories.in_order().exclude(note="").values_list("name", "note"))


class KindCategories(models.QuerySet["Category"]):
    def in_order(self) -> KindCategories:
        """As the office has arranged them."""
        return self.order_by("position", german_order("name"))


class Category(models.Model):
    """A drawer of one kind, with its own days to live and what people should know before they write."""

    kind = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="categories", verbose_name=_("Art"))
    name = models.CharField(_("Name"), max_length=60)
    slug = models.SlugField(max_length=60)
    glyph = models.CharField(_("Zeichen"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    days = models.PositiveSmallIntegerField(_("Laufzeit in Tagen"), null=True, blank=True)
    note = models.CharField(_("Hinweis im Formular"), max_length=300, blank=True)

    shown_to_visitors = True
    objects = KindCategories.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="listing_category_slug"),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1, days__lte=365), name="listing_category_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def lives_for(self) -> int:
        """How many days a listing stays."""
        return self.days or self.kind.days
