"""Businesses of a region, what they are about and when they are open."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order
from kreislauf.lookalikes import NameShape, name_shape
from kreislauf.pictures.settle import PictureNames
from kreislauf.places.postcodes import centroid
from marketplace.businesses import hours as opening
from marketplace.businesses.known_open import is_holiday_here
from marketplace.businesses.lookalikes import ADDRESS_LENGTH, AddressShape, address_shape
from marketplace.businesses.member import Member as Member
from marketplace.businesses.member import MemberRole as MemberRole
from marketplace.businesses.query import PUBLIC, UNDECIDED, Businesses
from marketplace.businesses.sorting import folded
from marketplace.review.models import Reviewed

# What staff approves before the public sees it, and what a business changes at once.
TEXTS = (
    *("name", "category_id", "description", "services", "street", "postcode", "town", "place", "latitude", "longitude"),
    *("delivers", "delivery_note", "web_shop", "website", "picture", "picture_alt"),
)
AT_ONCE = ("hours", "open_on_holidays", "changed_hours", "changed_hours_until", "phone", "email", "contact_name")


NAME_LENGTH = 120
SERVICE_LENGTH = 60


class Categories(models.QuerySet["Category"]):
    def in_order(self) -> Categories:
        """As the office has arranged them. A query that counts drops the model's own ordering, so this one says it."""
        return self.order_by("position", german_order("name"))


class Category(models.Model):
    """A branch that the region lists its businesses under."""

    name = models.CharField(_("Name"), max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    glyph = models.CharField(_("Zeichen"), max_length=20, default="bag")
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    shown_to_visitors = True
    objects = Categories.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="category_name_once")]

    def __str__(self) -> str:
        return self.name


class Business(Reviewed):
    """A shop, a workshop, a theatre."""

    name = models.CharField(_("Name des Betriebs"), max_length=NAME_LENGTH)
    name_shape = NameShape(max_length=NAME_LENGTH, default="", db_default="", editable=False)
    address_shape = AddressShape(max_length=ADDRESS_LENGTH, default="", db_default="", editable=False)
    slug = models.SlugField(max_length=140, unique=True)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="businesses", verbose_name=_("Branche")
    )
    description = models.TextField(_("Beschreibung"), max_length=2000)
    services = ArrayField(  # what it does for others, a short phrase each: „Hochzeitstorten“
        models.CharField(max_length=SERVICE_LENGTH),
        verbose_name=_("Leistungen"),
        default=list,
        db_default=[],
        blank=True,
    )
    street = models.CharField(_("Straße und Hausnummer"), max_length=120)
    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    town = models.CharField(_("Ort"), max_length=80, default="", db_default="")
    place = models.CharField(_("Ortsteil"), max_length=80)  # the filter and the cards; the town where there is none
    latitude = models.FloatField(null=True, validators=[MinValueValidator(47.2), MaxValueValidator(55.1)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(5.8), MaxValueValidator(15.1)])
    hours = models.JSONField(
        _("Öffnungszeiten"), default=list, blank=True
    )  # [{"day": 0, "from": "09:00", "to": "18:00"}]
    open_on_holidays = models.BooleanField(_("Auch an Feiertagen geöffnet"), default=False, db_default=False)
    changed_hours = models.CharField(_("Geänderte Öffnungszeiten"), max_length=200, blank=True)
    changed_hours_until = models.DateField(_("Gilt bis"), null=True, blank=True)
    delivers = models.BooleanField(_("Es wird geliefert"), default=False)
    delivery_note = models.CharField(_("Zur Lieferung"), max_length=200, blank=True)
    web_shop = models.URLField(_("Online-Shop"), blank=True)
    website = models.URLField(_("Website"), blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_name = models.CharField(_("Ansprechperson"), max_length=120, blank=True)
    picture = models.JSONField(_("Bild"), null=True, blank=True)  # see kreislauf.pictures.stored
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)

    # The region itself, as the issuer of vouchers that others redeem: one row at most, looked after by the office.
    is_region = models.BooleanField(default=False, db_default=False, editable=False)

    # Of the form: sent twice, it makes one business. Null for those that came by no form.
    key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - empty texts would not be unique

    # Written by the database (migration 0009), for lists of any length.
    sort_name = models.TextField(db_default="", editable=False)  # as a telephone book sorts it
    words = models.TextField(db_default="", editable=False)  # see marketplace.search
    open_hours = ArrayField(
        models.SmallIntegerField(), null=True, editable=False
    )  # of the week, Monday's first being 0

    objects = Businesses.as_manager()
    TEXTS = TEXTS
    PICTURES = (PictureNames("picture", public=Q(approved_at__isnull=False)), PictureNames("pending__picture"))

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(postcode__regex=r"^\d{5}$"), name="business_postcode"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="business_pin_whole",
            ),
            models.UniqueConstraint(fields=["is_region"], condition=Q(is_region=True), name="business_is_region_once"),
        ]
        indexes = [
            models.Index(fields=["approved_at"], name="business_approved"),
            models.Index(fields=["sort_name", "id"], name="business_german_order"),
            models.Index(folded("place"), "sort_name", "id", name="business_by_place"),
            models.Index(fields=["submitted_at", "id"], name="business_submitted"),
            models.Index(fields=["place", "sort_name", "id"], condition=PUBLIC, name="business_place"),
            models.Index(fields=["category", "sort_name", "id"], condition=PUBLIC, name="business_category"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="business_waiting"),
            models.Index(fields=["sort_name", "id"], condition=~PUBLIC, name="business_not_public"),
            models.Index(fields=["longitude", "latitude"], include=["id"], condition=PUBLIC, name="business_pin"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="business_words"),
            GinIndex(fields=["open_hours"], name="business_open_hours"),
            GinIndex(fields=["services"], name="business_services"),
            models.Index(fields=["name_shape"], name="business_name_shape"),
            models.Index(fields=["address_shape"], name="business_address_shape"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:business", urlconf="kreislauf.urls_region", args=[self.slug])

    @property
    def shown_to_visitors(self) -> bool:
        """Whether a change may be seen outside: also one that takes the business off the list."""
        return self.approved_at is not None

    @property
    def paid_to(self) -> int | None:
        """Whose accounts its customers pay to, as billing numbers them: None is the region's own."""
        return None if self.is_region else self.pk

    def address_lines(self) -> list[str]:
        """Street and town as the post wants them."""
        return [self.street, f"{self.postcode} {self.town or self.place}"]

    @property
    def address(self) -> str:
        """The same in one line."""
        return ", ".join(self.address_lines())

    @property
    def district(self) -> str:
        """The district, where it is not the town itself."""
        return "" if self.place == self.town else self.place

    @property
    def lies_in_the_middle(self) -> bool:
        """Whether its pin is only the middle of its postcode: nobody has put it where the door is."""
        return self.latitude is not None and (self.latitude, self.longitude) == centroid(self.postcode)

    def lookalikes(self) -> Businesses:
        """Others whose name can hardly be told from this one's, or whose address is the same; closed ones aside.

        Each says ``same_name`` and ``same_address``. The same name comes first.
        """
        shown = self.proposed()
        name = Q(name_shape=name_shape(shown.name)[:NAME_LENGTH])
        address = Q(address_shape=address_shape(shown.postcode, shown.street))
        found = Business.objects.filter(name | address, closed_at__isnull=True).exclude(pk=self.pk)
        return found.annotate(same_name=name, same_address=address).order_by("-same_name", "pk")

    def closed_on(self, day: date) -> bool:
        """Whether the usual hours do not count on a day, because it is a public holiday here."""
        return not self.open_on_holidays and is_holiday_here(day)

    def is_open(self, at: datetime) -> bool | None:
        """None while changed hours are in force: what they say, only people understand."""
        if self.special_hours(timezone.localdate(at)):
            return None
        return opening.is_open(self.hours, at, closed=self.closed_on)

    def open_sentence(self, at: datetime) -> str:
        """``Jetzt geöffnet bis 18:00 Uhr``; nothing without hours."""
        return opening.sentence(self.hours, at, closed=self.closed_on)

    def special_hours(self, today: date) -> str:
        """The changed opening hours that are in force today, or nothing."""
        over = self.changed_hours_until is not None and self.changed_hours_until < today
        return "" if over else self.changed_hours
