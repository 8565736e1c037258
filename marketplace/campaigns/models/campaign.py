"""One campaign: what a business wants to do, what that costs, until when, and what became of it. Euro cents, UTC."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from kreislauf.pictures.settle import PictureNames
from kreislauf.regions import current_region
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import page_of
from marketplace.campaigns.models.choices import Mode
from marketplace.campaigns.models.query import RUNNING, Campaigns
from marketplace.review import conditions
from marketplace.review.models import Reviewed

# What staff approves before anybody sees it. After the release goal, costs and end stay as they are.
TEXTS = (
    *("title", "lead", "text_md", "text_html", "picture", "picture_alt", "video_url"),
    *("goal_cents", "costs", "stretch", "mode", "ends_on", "ends_at", "new_rewards"),
)
NEEDS = ("handed_in_at",)
ENDED_BY = ("closed_at", "hidden_at")
PUBLIC = conditions.public(ended_by=ENDED_BY)
UNDECIDED = conditions.undecided(needs=NEEDS, ended_by=ENDED_BY)
SCOPE = "campaigns"  # of the cached pages that list campaigns
LEAST_GOAL, MOST_GOAL = 10_000, 100_000_000  # cents
MOST_DAYS = 90  # that a campaign runs; it may be extended once by EXTENSION_DAYS
EXTENSION_DAYS = 30


class Campaign(Reviewed):
    """A draft until it is handed in; running from its release to ``ends_at``, then ended, at last settled."""

    TEXTS = TEXTS
    NEEDS = NEEDS
    ENDED_BY = ENDED_BY

    business = models.ForeignKey(
        Business, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("Betrieb")
    )
    title = models.CharField(_("Titel"), max_length=80)
    lead = models.CharField(_("In einem Satz"), max_length=300)
    text_md = models.TextField(_("Wofür?"), max_length=10_000, blank=True)
    text_html = models.TextField(blank=True, editable=False)
    picture = models.CharField(_("Bild"), max_length=160, blank=True)  # a stored picture's name
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    video_url = models.URLField(_("Film"), max_length=300, blank=True)  # a link, never embedded
    goal_cents = models.PositiveIntegerField(_("Ziel"))
    stretch = models.JSONField(_("Weitere Ziele"), default=list, blank=True)  # [{cents, text}], each above the last
    mode = models.CharField(_("Wann bezahlt wird"), max_length=7, choices=Mode.choices, default=Mode.KEEP)
    costs = models.JSONField(_("Kosten"), default=list, blank=True)  # [{what, cents, quote}]
    ends_on = models.DateField(_("Läuft bis"))  # the last day, in the region's time zone
    ends_at = models.DateTimeField()  # the first moment of the day after it

    # [{id, said}]: rewards that staff has not released yet, as it reads them; emptied with the release.
    new_rewards = models.JSONField(_("Neue Gegenleistungen"), default=list, db_default=[], blank=True)

    key = models.CharField(max_length=64, unique=True)  # names the form: sent twice, it makes one
    author_email = models.EmailField(blank=True)  # who hears of decisions; shown to nobody
    written_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)  # a draft has none
    starts_at = models.DateTimeField(null=True)  # released for the first time
    extended_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)  # by staff
    stop_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)  # by the business
    withdraw_reason = models.CharField(max_length=300, blank=True, db_default="")
    # Of a withdrawn one, what becomes of what was paid: {"<reward>" or "support": "keep" or "refund"}
    plan = models.JSONField(null=True)
    hidden_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    succeeded = models.BooleanField(null=True)  # once it has ended
    called_at = models.DateTimeField(null=True)  # promises were asked to pay
    settled_at = models.DateTimeField(null=True)  # nothing of its money is open any more
    asked_after_3_at = models.DateTimeField(null=True)  # months: its business was asked what became of it
    asked_after_12_at = models.DateTimeField(null=True)
    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search
    # Of its business, written by the database for lists and maps: the category's number, null while it is not public.
    in_category = models.BigIntegerField(null=True, editable=False)
    in_place = models.TextField(db_default="", editable=False)
    longitude = models.FloatField(null=True, editable=False)
    latitude = models.FloatField(null=True, editable=False)

    objects = Campaigns.as_manager()
    PICTURES = (
        PictureNames("picture", public=Q(approved_at__isnull=False, hidden_at__isnull=True)),
        PictureNames("pending__picture"),
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goal_cents__gte=LEAST_GOAL, goal_cents__lte=MOST_GOAL), name="campaign_goal"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(starts_at__isnull=False, handed_in_at__isnull=False),
                name="campaign_released_has_begun",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="campaign_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, succeeded__isnull=True)
                | Q(ended_at__isnull=False, succeeded__isnull=False),
                name="campaign_ended_either_way",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(ended_at__isnull=False), name="campaign_settled_after_its_end"
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | ~Q(stop_reason=""), name="campaign_stopped_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], condition=PUBLIC, name="campaign_newest"),
            models.Index(fields=["ends_at", "id"], condition=RUNNING, name="campaign_running"),
            models.Index(fields=["in_category", "ends_at", "id"], condition=RUNNING, name="campaign_in_category"),
            models.Index(fields=["in_place", "ends_at", "id"], condition=RUNNING, name="campaign_in_place"),
            models.Index(fields=["business", "-written_at", "-id"], name="campaign_of_business"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="campaign_waiting"),
            models.Index(fields=["-written_at", "-id"], name="campaign_written"),
            models.Index(
                fields=["ends_at"],
                condition=Q(approved_at__isnull=False, closed_at__isnull=True, ended_at__isnull=True),
                name="campaign_to_end",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=False, settled_at__isnull=True),
                name="campaign_settling",
            ),
            models.Index(
                fields=["ended_at", "id"],
                condition=Q(ended_at__isnull=False, asked_after_12_at__isnull=True),
                name="campaign_what_became",
            ),
            models.Index(
                fields=["longitude", "latitude"], condition=PUBLIC & Q(longitude__isnull=False), name="campaign_pin"
            ),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="campaign_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", urlconf="kreislauf.urls_region", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(spelled_out(self.title))[:60].strip("-") or "kampagne"

    @property
    def page_address(self) -> str:
        """With the region's host, for mails."""
        return current_region().url + self.get_absolute_url()

    @property
    def shown_to_visitors(self) -> bool:
        return self.approved_at is not None

    @property
    def page_scopes(self) -> tuple[str, ...]:
        """Where a change of it is seen, beside the pages that show a bit of everything."""
        return SCOPE, page_of(self.business_id)

    @property
    def is_running(self) -> bool:
        """Released and not at its end; whether its time is over says ``takes_pledges``."""
        return self.is_public and not (self.stopped_at or self.withdrawn_at or self.ended_at)

    def takes_pledges(self, at: datetime) -> bool:
        """Whether somebody may begin to back it now. Needs the business: a closed one takes nothing any more."""
        return self.is_running and at < self.ends_at and not self.is_orphaned

    @property
    def is_orphaned(self) -> bool:
        """Its business has closed before it ended; staff has not stopped it yet. Needs the business."""
        return self.business.closed_at is not None and self.is_running
