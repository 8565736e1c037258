"""A partner institution: a chamber, an association, a union, an office that helps."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order
from kreislauf.pictures.settle import PictureNames
from kreislauf.places.distance import Nearby
from marketplace.review import conditions
from marketplace.review.models import Reviewed, ReviewedRows
from marketplace.search.question import InWords

NAME_LENGTH = 120
SHOWN = Q(shown_at__isnull=False, left_at__isnull=True)
# What staff approves where the partner does not publish by itself.
TEXTS = ("name", "short", "text_md", "logo", "logo_alt")
ENDED_BY = ("left_at",)
UNDECIDED = conditions.undecided(ended_by=ENDED_BY)


class BodyKind(models.TextChoices):
    ADMINISTRATION = "administration", _("Verwaltung")
    CHAMBER = "chamber", _("Kammer")
    ASSOCIATION = "association", _("Verband")
    UNION = "union", _("Gewerkschaft")
    AGENCY = "agency", _("Förderung und Beratung")
    INITIATIVE = "initiative", _("Initiative")
    OTHER = "other", _("Weitere")


class Bodies(InWords, Nearby, ReviewedRows["Body"]):
    def public(self) -> Self:
        """Approved is each from the beginning: staff enters it, and shows it."""
        return self.filter(SHOWN)

    def shown(self) -> Bodies:
        """What everybody sees."""
        return self.filter(SHOWN)

    def staying(self) -> Bodies:
        """Those that have not left, shown or still being prepared."""
        return self.filter(left_at__isnull=True)

    def located(self) -> Bodies:
        return self.filter(latitude__isnull=False)

    def in_order(self) -> Bodies:
        """As the office has arranged them."""
        return self.order_by("position", german_order("name"))


class Body(Reviewed):
    """Its people write for it; staff enters it, and shows it once it is ready. Only changes of its texts wait."""

    TEXTS = TEXTS
    ENDED_BY = ENDED_BY

    name = models.CharField(_("Name"), max_length=NAME_LENGTH)
    short = models.CharField(_("Kurzname"), max_length=30, blank=True)  # „IHK“; the name where there is none
    slug = models.SlugField(max_length=140, unique=True)
    kind = models.CharField(_("Art"), max_length=14, choices=BodyKind.choices, default=BodyKind.OTHER)
    text_md = models.TextField(_("Wer Sie sind und was Sie tun"), max_length=5000, blank=True)
    text_html = models.TextField(blank=True, editable=False)  # rendered from text_md when that is saved
    logo = models.JSONField(_("Logo"), null=True, blank=True)  # see kreislauf.pictures.stored
    logo_alt = models.CharField(_("Was ist auf dem Logo zu sehen?"), max_length=160, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, validators=[MinValueValidator(47.2), MaxValueValidator(55.1)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(5.8), MaxValueValidator(15.1)])
    website = models.URLField(_("Website"), blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    hours = models.JSONField(_("Öffnungszeiten"), default=list, blank=True)  # as those of a business
    imprint_url = models.URLField(_("Adresse des Impressums"), blank=True)  # § 5 DDG: of what it publishes here
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    publishes_itself = models.BooleanField(_("Veröffentlicht ohne Freigabe"), default=False)
    shown_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    # Who looks after its texts since it left.
    heir = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="inherited")
    # Of the form: sent twice, it makes one body. Null for those that came by no form.
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - empty texts would not be unique
    created_at = models.DateTimeField()
    # Of the review, as the database fills them in for whoever enters a partner.
    version = models.PositiveIntegerField(default=1, db_default=1)
    submitted_at = models.DateTimeField(db_default=Now())
    approved_at = models.DateTimeField(null=True, db_default=Now())
    reject_reason = models.TextField(blank=True, default="", db_default="")
    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search

    objects = Bodies.as_manager()
    PICTURES = (PictureNames("logo", public=SHOWN), PictureNames("pending__logo"))

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(postcode="") | Q(postcode__regex=r"^\d{5}$"), name="body_postcode"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="body_pin_whole",
            ),
            models.CheckConstraint(
                condition=Q(heir__isnull=True) | Q(left_at__isnull=False), name="body_heir_once_left"
            ),
        ]
        indexes = [
            models.Index(fields=["position", "id"], condition=SHOWN, name="body_shown"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="body_waiting"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="body_words"),
        ]

    def __str__(self) -> str:
        return self.short or self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:body", urlconf="kreislauf.urls_region", args=[self.slug])

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None and self.left_at is None

    @property
    def is_public(self) -> bool:
        return self.is_shown

    @property
    def shown_to_visitors(self) -> bool:
        """Whether a change may be seen outside: also one that takes it off the list."""
        return self.shown_at is not None

    def address_lines(self) -> list[str]:
        """Street and town as the post wants them; empty without an address."""
        return [line for line in (self.street, f"{self.postcode} {self.town}".strip()) if line]
