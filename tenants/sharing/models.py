"""What crosses from region to region, in the public schema: who shares with whom, what is offered, who shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.text import slugify

from kreislauf.shareable import ALL, BELOW, PARTNERS
from tenants.models import Region, Status
from tenants.sharing.scopes import scopes_of

# How long a page says that its card was withdrawn, and how long its address answers 410 (Gone) after that.
SAYS_SO_FOR, ANSWERS_FOR = timedelta(days=14), timedelta(days=365)
SHOWN_OF = (Status.LIVE, Status.LEAVING)  # a region's cards are shown while it is open, and until it has left


class Partnerships(models.QuerySet["Partnership"]):
    def of(self, region_id: int) -> Partnerships:
        return self.filter(Q(asker_id=region_id) | Q(asked_id=region_id))

    def open(self) -> Partnerships:
        return self.filter(ended_at=None)

    def accepted(self) -> Partnerships:
        return self.open().filter(accepted_at__isnull=False)

    def with_regions(self) -> Partnerships:
        """With all that is asked of the two from within a region's schema."""
        rows = self.select_related("asker__parent", "asked__parent")
        return rows.prefetch_related("asker__domains", "asked__domains")


class Partnership(models.Model):
    """Two regions that may show each other's things. One asks, the other accepts, either ends it any day."""

    asker = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    kinds = models.JSONField(default=list)  # of what may be shared, by name
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=254)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=254, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=254, blank=True)

    objects = Partnerships.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Least(F("asker"), F("asked")),
                Greatest(F("asker"), F("asked")),
                condition=Q(ended_at=None),
                name="sharing_one_partnership",
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="sharing_two_regions"),
        ]

    def __str__(self) -> str:
        return f"{self.asker} – {self.asked}"

    def other(self, region_id: int) -> Region:
        """The region across."""
        return self.asked if self.asker_id == region_id else self.asker


class Cards(models.QuerySet["Card"]):
    def offered(self) -> Cards:
        """Not withdrawn, and of a region that is there."""
        return self.filter(withdrawn_at=None, origin__status__in=SHOWN_OF)


class Card(models.Model):
    """What everybody may read of one row of one region: the origin writes it, others adopt it."""

    class Audience(models.TextChoices):
        BELOW = BELOW
        PARTNERS = PARTNERS
        ALL = ALL

    origin = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)
    origin_pk = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField(default=1)  # of title, lead, text and picture
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True)
    text_html = models.TextField(blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=500)  # of its page, below the origin's host
    picture = models.CharField(max_length=120, blank=True)  # in the origin's storage
    picture_alt = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    uid = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=12, default="de")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = Cards.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["origin", "kind", "origin_pk"], name="sharing_one_card")]
        indexes = [
            models.Index(fields=["kind", "-published_at"], condition=Q(withdrawn_at=None), name="sharing_offered"),
            models.Index(fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="sharing_withdrawn"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Of its page at the origin, whatever host that has by now."""
        return f"{self.origin.url}{self.path}"


class Adoptions(models.QuerySet["Adoption"]):
    def live(self) -> Adoptions:
        """Shown: neither side has ended it."""
        return self.filter(dropped_at=None, card__withdrawn_at=None, card__origin__status__in=SHOWN_OF)

    def changed(self) -> Adoptions:
        """Pinned, and the origin has written something else since."""
        return self.live().filter(mode=Adoption.Mode.PIN, card_version__lt=F("card__version"))

    def unnotified(self) -> Adoptions:
        """Their pages may still show what the card said before."""
        return self.filter(Q(notified_at=None) | Q(notified_at__lt=F("card__changed_at")))


class Adoption(models.Model):
    """A region shows a card under its own roof, in the words of the day or in those that it has once read."""

    class Mode(models.TextChoices):
        FOLLOW = "follow"
        PIN = "pin"

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="adoptions")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.FOLLOW)
    intro = models.TextField(blank=True)
    adopted_at = models.DateTimeField()
    by = models.CharField(max_length=254)
    card_version = models.PositiveIntegerField()
    snapshot = models.JSONField(default=dict)  # what is pinned
    dropped_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    notified_at = models.DateTimeField(null=True)  # the card's ``changed_at`` that the region's pages know of

    leaving_notified_for = models.PositiveBigIntegerField(null=True)  # the origin's departure that the office knows of

    PINNED: ClassVar[tuple[str, ...]] = ("title", "lead", "text_html", "picture", "picture_alt", "language")
    shown_to_visitors = True

    objects = Adoptions.as_manager()

    class Meta:
        ordering = ["-adopted_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["card", "region"], name="sharing_adopted_once")]
        indexes = [models.Index(fields=["region", "-adopted_at"], name="sharing_adopted_by")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_address(self.card_id, self.title)

    def shown(self, name: str) -> Any:
        """A column of the card as this region shows it. Times, places and what was cancelled are never pinned."""
        return self.snapshot.get(name, "") if self.mode == self.Mode.PIN else getattr(self.card, name)

    @property
    def title(self) -> str:
        return str(self.shown("title"))

    @property
    def lead(self) -> str:
        return str(self.shown("lead"))

    @property
    def text_html(self) -> str:
        return str(self.shown("text_html"))

    @property
    def picture(self) -> str:
        return str(self.shown("picture"))

    @property
    def picture_alt(self) -> str:
        return str(self.shown("picture_alt"))

    @property
    def language(self) -> str:
        return str(self.shown("language"))

    @property
    def has_new_version(self) -> bool:
        """The origin has written something else since this region has pinned it."""
        return self.mode == self.Mode.PIN and self.card_version < self.card.version

    @property
    def page_scopes(self) -> tuple[str, ...]:
        return scopes_of(self.card.kind)

    @property
    def slug(self) -> str:
        return _slug(self.title)

    @property
    def ended_at(self) -> datetime | None:
        """When the first of the two sides ended it."""
        return min(filter(None, (self.dropped_at, self.card.withdrawn_at)), default=None)


def page_address(card_id: int, title: str) -> str:
    """Of an adopted card, under the roof of the region that shows it."""
    return reverse("sharing:card", args=[card_id, _slug(title)])


def _slug(title: str) -> str:
    return slugify(title)[:60] or "seite"
