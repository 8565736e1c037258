"""What businesses offer. All amounts in euro cents."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from kreislauf.pictures.settle import PictureNames
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import DIRECTORY, page_of
from marketplace.businesses.sorting import folded
from marketplace.search.question import InWords

# An offer knows of its business what lists ask for, so that they need not ask each business.
ON_SALE = Q(
    in_category__isnull=False, published_at__isnull=False, stopped_at__isnull=True, is_payable=True, is_sold_out=False
)
OFFER_PAGES = "vouchers"  # the scope of cached pages that show offers and nothing else that changes often
STAFF = "staff"  # in ``stopped_by``: the region stopped it, not the business
PRICE = Coalesce(F("price_cents"), F("min_cents"))  # or the least that one pays


class OfferKind(models.TextChoices):
    FIXED = "fixed", _("Fester Betrag")
    FREE = "free", _("Betrag nach Wahl")
    SERVICE = "service", _("Leistung oder Produkt")


class VatKind(models.TextChoices):
    """§ 3 Abs. 13–15 UStG: single-purpose vouchers are taxed when issued, multi-purpose ones when redeemed."""

    MULTI = "multi", _("Mehrzweck: verschiedene Steuersätze möglich")
    SINGLE = "single", _("Einzweck: ein Steuersatz steht fest")


class Offers(InWords, models.QuerySet["Offer"]):
    def on_sale(self) -> Offers:
        """Offers of approved businesses that can be paid; published, not stopped, and in stock."""
        return self.filter(ON_SALE)

    def public(self) -> Offers:
        """Those with a page of their own: on sale, sold out, or stopped by their business.

        One that staff stopped has none: what it says may be the reason.
        """
        published = self.filter(business__approved_at__isnull=False, published_at__isnull=False)
        return published.exclude(stopped_by=STAFF)

    def on_map(self) -> Offers:
        """Those on sale whose business has a pin."""
        return self.on_sale().filter(longitude__isnull=False)


class Offer(models.Model):
    """A voucher for sale. ``stock_left`` counts down with each order and is null where there is no limit."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="offers", db_index=False)
    kind = models.CharField(_("Art"), max_length=8, choices=OfferKind.choices)
    title = models.CharField(_("Titel"), max_length=60)
    description = models.TextField(_("Beschreibung"), max_length=1500, blank=True)
    terms = models.TextField(_("Bedingungen"), max_length=1500, blank=True)
    price_cents = models.PositiveIntegerField(_("Preis"), null=True)
    min_cents = models.PositiveIntegerField(_("mindestens"), null=True)
    max_cents = models.PositiveIntegerField(_("höchstens"), null=True)
    stock_left = models.PositiveIntegerField(_("Stückzahl"), null=True, blank=True)
    vat_kind = models.CharField(_("Umsatzsteuer"), max_length=6, choices=VatKind.choices, default=VatKind.MULTI)
    vat_rate = models.PositiveSmallIntegerField(_("Steuersatz in Prozent"), null=True, blank=True)
    validity_years = models.PositiveSmallIntegerField(_("Gültig in Jahren"), default=3)
    validity_reason = models.CharField(_("Grund für kürzere Gültigkeit"), max_length=200, blank=True)
    picture = models.CharField(_("Bild"), max_length=160, blank=True)  # see kreislauf.pictures.stored
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    glyph = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=254, blank=True)
    stop_reason = models.CharField(max_length=200, blank=True, db_default="")  # of staff, for the business
    # Whether its business has a way to be paid (billing.payments.ways): kept here for lists, see offers.payable.
    is_payable = models.BooleanField(default=True, db_default=True, editable=False)
    # Written by the database (migration 0012), for lists and maps of any length.
    words = models.TextField(db_default="", editable=False)  # see marketplace.search
    # Of its business: the category's number (null while the business is not public), the place and the pin.
    in_category = models.BigIntegerField(null=True, editable=False)
    in_place = models.TextField(db_default="", editable=False)
    longitude = models.FloatField(null=True, editable=False)
    latitude = models.FloatField(null=True, editable=False)
    is_sold_out = models.GeneratedField(
        expression=Case(When(stock_left=0, then=True), default=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = Offers.as_manager()
    PICTURES = (PictureNames("picture", public=Q()),)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="free", price_cents__isnull=True, min_cents__gte=100, max_cents__gte=F("min_cents"))
                | (Q(price_cents__gte=100, min_cents__isnull=True, max_cents__isnull=True) & ~Q(kind="free")),
                name="offer_priced",
            ),
            models.CheckConstraint(
                condition=Q(vat_kind="multi", vat_rate__isnull=True) | Q(vat_kind="single", vat_rate__in=[0, 7, 19]),
                name="offer_taxed",
            ),
            models.CheckConstraint(
                condition=Q(validity_years__gte=3) | ~Q(validity_reason=""), name="offer_short_validity_reasoned"
            ),
        ]
        # None of them knows how many are left: that counts down with each order, which would write them all anew.
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="offer_newest"),
            models.Index(fields=["-published_at", "-id"], condition=ON_SALE, name="offer_on_sale"),
            models.Index(fields=["in_category", "-published_at", "-id"], condition=ON_SALE, name="offer_in_category"),
            models.Index(fields=["in_place", "-published_at", "-id"], condition=ON_SALE, name="offer_in_place"),
            models.Index(fields=["-created_at", "-id"], name="offer_last_written"),
            models.Index(folded("title"), "id", name="offer_by_title"),
            models.Index(PRICE, "id", name="offer_by_price"),
            models.Index(fields=["business", "-published_at", "-id"], name="offer_of_business"),
            models.Index(PRICE.asc(), F("id").desc(), condition=ON_SALE, name="offer_price"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="offer_words"),
            models.Index(fields=["longitude", "latitude"], include=["business"], condition=ON_SALE, name="offer_pin"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("vouchers:offer", args=[self.pk, self.slug])

    def valid_until(self, issued_on: date) -> date:
        return end_of_validity(issued_on, years=self.validity_years)

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(spelled_out(self.title)) or "gutschein"

    @property
    def cover_seed(self) -> str:
        """The same offer always has the same picture drawn for it."""
        return f"angebot-{self.pk}"

    @property
    def cover_glyph(self) -> str:
        """Needs the business and its category."""
        return self.glyph or self.business.category.glyph

    @property
    def shown_to_visitors(self) -> bool:
        """Whether a change may be seen outside: also one that takes the offer off sale."""
        return self.published_at is not None

    @property
    def page_scopes(self) -> tuple[str, ...]:
        """Where a change of it is seen, beside the pages that show a bit of everything."""
        return OFFER_PAGES, DIRECTORY, page_of(self.business_id)

    @property
    def has_page(self) -> bool:
        """Whether staff lets visitors read it, once it is published; see ``Offers.public``."""
        return self.published_at is not None and self.stopped_by != STAFF

    @property
    def is_on_sale(self) -> bool:
        """Whether it can be bought, stock aside. Needs the business."""
        return bool(
            self.published_at
            and not self.stopped_at
            and self.is_payable
            and self.business.approved_at
            and not self.business.closed_at
        )


def end_of_validity(issued_on: date, *, years: int) -> date:
    """31 December of the year of issue + 3 by default (§§ 195, 199 BGB)."""
    return date(issued_on.year + years, 12, 31)
