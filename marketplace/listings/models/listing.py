"""One listing: what somebody has or looks for, where about, and what became of it. Amounts in euro cents."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from kreislauf.money import format_euro
from kreislauf.pictures.settle import PictureNames
from kreislauf.places.distance import Nearby
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import page_of
from marketplace.businesses.query import not_of_closed
from marketplace.listings.models.kind import Category, Kind, PriceKind, scope_of_kind
from marketplace.review import conditions
from marketplace.review.models import Reviewed, ReviewedRows
from marketplace.search.question import InWords

# What staff approves before anybody sees it.
TEXTS = (
    *("category_id", "title", "body", "price_kind", "price_cents", "details", "pictures"),
    *("postcode", "place", "latitude", "longitude", "contact_name"),
)
NEEDS = ("confirmed_at",)
ENDED_BY = ("closed_at", "hidden_at")
PUBLIC = conditions.public(ended_by=ENDED_BY)  # as the indexes know it
UNDECIDED = conditions.undecided(needs=NEEDS, ended_by=ENDED_BY)
MOST_PICTURES = 5


class Seller(models.TextChoices):
    """§ 312l BGB: people are told whether they deal with a trader."""

    PRIVATE = "private", _("Privat")
    TRADER = "trader", _("Gewerblich")


class Outcome(models.TextChoices):
    """What became of it; the council's statistics count these."""

    DONE = "done", _("Vergeben")
    WITHDRAWN = "withdrawn", _("Zurückgezogen")
    EXPIRED = "expired", _("Abgelaufen")
    REMOVED = "removed", _("Von der Verwaltung entfernt")


class OutcomePlace(models.TextChoices):
    HERE = "here", _("über diese Seite")
    ELSEWHERE = "elsewhere", _("auf anderem Weg")


class Listings(InWords, Nearby, ReviewedRows["Listing"]):
    def open_now(self) -> Listings:
        """Released and not at their end, also of kinds that are not on show; nothing of a business that has closed."""
        return self.filter(PUBLIC, not_of_closed(), kind__is_on=True)

    def public(self) -> Listings:
        """What neighbours see in lists: of the kinds that are on show."""
        return self.open_now().filter(kind__is_on_show=True)


class Listing(Reviewed):
    """Confirmed by mail and released by staff. A person's place is the middle of a postcode."""

    TEXTS = TEXTS
    NEEDS = NEEDS
    ENDED_BY = ENDED_BY

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="listings", verbose_name=_("Art"))
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="listings", verbose_name=_("Bereich"), null=True
    )
    title = models.CharField(_("Überschrift"), max_length=80)
    body = models.TextField(_("Beschreibung"), max_length=3000)
    price_kind = models.CharField(_("Preis"), max_length=10, choices=PriceKind.choices, blank=True)
    price_cents = models.PositiveIntegerField(_("Betrag"), null=True)
    details = models.JSONField(_("Einzelheiten"), default=dict, blank=True)  # of jobs, see submit.jobs
    pictures = models.JSONField(_("Bilder"), default=list, blank=True)  # [{"name": …, "alt": …}], at most five
    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    place = models.CharField(_("Ort"), max_length=80)
    # A business's pin, else the middle of the postcode.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    seller = models.CharField(_("Wer schreibt"), max_length=7, choices=Seller.choices, default=Seller.PRIVATE)
    business = models.ForeignKey(
        Business, null=True, on_delete=models.PROTECT, related_name="listings", verbose_name=_("Betrieb")
    )
    contact_name = models.CharField(_("Ihr Name"), max_length=80)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)  # never shown; empty for those who only have a telephone
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    phone_public = models.BooleanField(_("Telefon öffentlich"), default=False)
    # Staff wrote it for somebody on the telephone, who agreed; the word stands for an account.
    consent = models.CharField(_("Einwilligung"), max_length=200, blank=True)
    word = models.CharField(_("Merkwort"), max_length=40, blank=True)

    key = models.CharField(max_length=64, unique=True)
    written_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)  # for the first time; a changed text does not move it
    shown_at = models.DateTimeField(null=True)  # by which lists are sorted: released, or moved up by „Noch da“
    expires_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    reserved_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("Ergebnis"), max_length=9, choices=Outcome.choices, blank=True)
    outcome_place = models.CharField(max_length=9, choices=OutcomePlace.choices, blank=True)
    forgotten_at = models.DateTimeField(null=True)  # texts, names and pictures are gone, what is counted stays

    # Of requests for help: when the next helpers are asked, how often some were, when the coordination was asked.
    next_wave_at = models.DateTimeField(null=True)
    waves = models.PositiveSmallIntegerField(default=0, db_default=0)
    desk_notified_at = models.DateTimeField(null=True)
    followed_up_at = models.DateTimeField(null=True)
    follow_ups = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Of offers of help: nobody is asked until then.
    quiet_until = models.DateTimeField(null=True)

    fingerprint = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)  # see spam
    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search

    objects = Listings.as_manager()
    PICTURES = (
        PictureNames("pictures", public=Q(approved_at__isnull=False, hidden_at__isnull=True), several=True),
        PictureNames("pending__pictures", several=True),
    )

    class Meta:
        ordering = ["-shown_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(postcode__regex=r"^\d{5}$"), name="listing_postcode"),
            models.CheckConstraint(
                condition=Q(price_cents__isnull=True) | Q(price_kind__in=["fixed", "negotiable"]), name="listing_priced"
            ),
            models.CheckConstraint(
                condition=Q(business__isnull=True) | Q(seller="trader"), name="listing_of_business_is_a_trader_s"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="listing_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="listing_approved_once_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["-shown_at", "-id"], condition=PUBLIC, name="listing_newest"),
            models.Index(fields=["kind", "-shown_at", "-id"], condition=PUBLIC, name="listing_of_kind"),
            models.Index(fields=["category", "-shown_at", "-id"], condition=PUBLIC, name="listing_of_category"),
            models.Index(fields=["kind", "place", "-shown_at", "-id"], condition=PUBLIC, name="listing_of_place"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="listing_waiting"),
            models.Index(fields=["expires_at"], condition=PUBLIC, name="listing_expires"),
            models.Index(fields=["next_wave_at"], condition=Q(next_wave_at__isnull=False), name="listing_next_wave"),
            models.Index(fields=["-written_at", "-id"], name="listing_written"),
            models.Index(fields=["fingerprint"], condition=~Q(fingerprint=""), name="listing_fingerprint"),
            models.Index(fields=["business", "-written_at", "-id"], name="listing_of_business"),
            # Maps: pins of businesses within a box, and how many people write from a postcode.
            models.Index(
                fields=["longitude"],
                include=["latitude", "business", "kind"],
                condition=PUBLIC & Q(business__isnull=False),
                name="listing_on_map",
            ),
            models.Index(
                fields=["kind", "postcode"], condition=PUBLIC & Q(business__isnull=True), name="listing_of_person"
            ),
            models.Index(fields=["released_at"], condition=Q(released_at__isnull=False), name="listing_released"),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="listing_closed"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="listing_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("listings:listing", urlconf="kreislauf.urls_region", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(spelled_out(self.title))[:60].strip("-") or "anzeige"

    @property
    def shown_to_visitors(self) -> bool:
        return self.approved_at is not None and self.kind.is_on_show

    @property
    def page_scopes(self) -> tuple[str, ...]:
        """Where a change of it is seen, beside the pages that show a bit of everything."""
        of_business = (page_of(self.business_id),) if self.business_id else ()
        return scope_of_kind(self.kind_id), *of_business

    @property
    def is_public(self) -> bool:
        """Whether it stands in the lists. Needs the kind and the business."""
        return super().is_public and self.kind.is_on and self.kind.is_on_show and not self.is_of_closed

    @property
    def is_of_closed(self) -> bool:
        """Its business has closed. Needs the business, if it is of one."""
        return self.business is not None and self.business.closed_at is not None

    @property
    def log_title(self) -> str:
        """A person's words do not stay in the log when they are forgotten. Needs the kind."""
        return "" if self.business_id else f"{self.kind.name} {self.pk}"

    @property
    def is_private(self) -> bool:
        return self.seller == Seller.PRIVATE

    @property
    def glyph(self) -> str:
        """Of the drawing where there is no picture. Needs kind and category."""
        return (self.category.glyph if self.category else "") or self.kind.glyph

    @property
    def author_name(self) -> str:
        return self.business.name if self.business else self.contact_name

    @property
    def author_address(self) -> str:
        """Where letters to whoever wrote it go; empty for people who only have a telephone. Shown to nobody."""
        return self.email or (self.business.email if self.business else "")

    @property
    def page_address(self) -> str:
        """With the region's host, for mails."""
        return current_region().url + self.get_absolute_url()

    @property
    def price(self) -> str:
        """In words, empty where there is none."""
        if self.price_cents is None:
            return str(PriceKind(self.price_kind).label) if self.price_kind else ""
        text = format_euro(self.price_cents)
        return str(_("%(price)s VB") % {"price": text}) if self.price_kind == PriceKind.NEGOTIABLE else text
