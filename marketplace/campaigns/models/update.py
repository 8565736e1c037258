"""What a campaign says to its backers, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kreislauf.pictures.settle import PictureNames
from marketplace.campaigns.models.campaign import SCOPE, Campaign
from marketplace.campaigns.models.choices import UpdateKind
from marketplace.review import conditions
from marketplace.review.models import Reviewed, ReviewedRows

ENDED_BY = ("closed_at", "hidden_at")
UNDECIDED = conditions.undecided(ended_by=ENDED_BY)


class Updates(ReviewedRows["Update"]):
    pass


class Update(Reviewed):
    """Mailed to the backers once it is released, to those who have not unsubscribed."""

    TEXTS = ("title", "text_md", "text_html", "picture", "picture_alt")
    ENDED_BY = ENDED_BY

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="updates", db_index=False)
    kind = models.CharField(_("Art"), max_length=7, choices=UpdateKind.choices, default=UpdateKind.NEWS)
    title = models.CharField(_("Überschrift"), max_length=80)
    text_md = models.TextField(_("Text"), max_length=5000)
    text_html = models.TextField(blank=True, editable=False)
    picture = models.CharField(_("Bild"), max_length=160, blank=True)
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    backers_only = models.BooleanField(_("Nur für alle, die unterstützt haben"), default=False)
    key = models.CharField(max_length=64, unique=True)
    author_email = models.EmailField(blank=True)
    written_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # the last letter was queued
    mailed_to = models.BigIntegerField(default=0)  # the last pledge whose letter was queued

    objects = Updates.as_manager()
    PICTURES = (
        PictureNames("picture", public=models.Q(approved_at__isnull=False, hidden_at__isnull=True)),
        PictureNames("pending__picture"),
    )

    class Meta:
        ordering = ["-released_at", "-pk"]
        indexes = [
            models.Index(fields=["campaign", "-released_at", "-id"], name="update_of_campaign"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="update_waiting"),
            models.Index(
                fields=["released_at"],
                condition=models.Q(released_at__isnull=False, mailed_at__isnull=True, hidden_at__isnull=True),
                name="update_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_to_visitors(self) -> bool:
        return self.approved_at is not None and not self.backers_only

    @property
    def page_scopes(self) -> tuple[str, ...]:
        return (SCOPE,)


class Unsubscribed(models.Model):
    """An address, as a keyed hash, that wants no more letters about a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="unsubscribed", db_index=False)
    person = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="unsubscribed_once")]

    def __str__(self) -> str:
        return str(self.campaign_id)


class SharedWord(models.Model):
    """An ambassador's word in a link (``?von=feuerwehr``): how often it was followed, and how often somebody backed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="shared_words", db_index=False)
    word = models.CharField(max_length=40)
    visits = models.PositiveIntegerField(default=0)
    pledges = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "word"], name="shared_word_once")]

    def __str__(self) -> str:
        return self.word
