"""One article: advice, a guide in steps, news, a frequent question, a funding programme or a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.models import User
from kreislauf.german import spelled_out
from kreislauf.regions import current_region
from marketplace.advice.models.derived import contact_ids, content_hash, html_of, signed_hash
from marketplace.advice.models.topic import Topic
from marketplace.partners.models import Body
from marketplace.review import conditions
from marketplace.review.models import Reviewed, ReviewedRows
from marketplace.search.question import InWords

# What is approved before anybody sees it.
TEXTS = (
    *("title", "lead", "text_md", "steps", "links", "topic_ids", "audiences", "valid_from", "valid_until"),
    *("amount", "who", "authority", "translations"),
)
DAYS = ("valid_from", "valid_until")
NEEDS = ("handed_in_at",)
ENDED_BY = ("archived_at", "hidden_at")
PUBLIC = conditions.public(ended_by=ENDED_BY)
UNDECIDED = conditions.undecided(needs=NEEDS, ended_by=ENDED_BY)
AUDIENCES = {
    "solo": _("Selbstständige"),
    "business": _("Betriebe"),
    "employee": _("Beschäftigte"),
    "citizen": _("Alle, die hier leben"),
}


class ArticleKind(models.TextChoices):
    INFO = "info", _("Rat")
    GUIDE = "guide", _("Anleitung")
    NEWS = "news", _("Meldung")
    FAQ = "faq", _("Frage und Antwort")
    PROGRAMME = "programme", _("Förderprogramm")
    PROJECT = "project", _("Projekt")


class Articles(InWords, ReviewedRows["Article"]):
    def public(self) -> Self:
        """What everybody sees today: approved, in its time, and of a partner that is on show or the region itself."""
        today = timezone.localdate()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
        not_over = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
        of_partner = Q(body__isnull=True) | Q(body__shown_at__isnull=False, body__left_at__isnull=True)
        return self.filter(PUBLIC, begun, not_over, of_partner)

    def drafts(self) -> Self:
        """Whose newest text is still being written; what an author has handed to the editors is not among them."""
        newest = Q(approved_at__isnull=True) | Q(pending__isnull=False)
        return self.filter(newest, handed_in_at__isnull=True, for_editors_at__isnull=True, archived_at__isnull=True)

    def due(self, today: date) -> Self:
        """Those that somebody has to say „stimmt noch“ about."""
        return self.filter(PUBLIC, review_due_on__lte=today)


class Article(Reviewed):
    """Written by a partner, or by the region itself where ``body`` is empty. A draft until it is handed in."""

    TEXTS = TEXTS
    NEEDS = NEEDS
    ENDED_BY = ENDED_BY

    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="articles", verbose_name=_("Partner")
    )
    kind = models.CharField(_("Art"), max_length=9, choices=ArticleKind.choices, default=ArticleKind.INFO)
    title = models.CharField(_("Überschrift"), max_length=120)
    lead = models.CharField(_("In zwei Sätzen"), max_length=400)
    text_md = models.TextField(_("Text"), max_length=20_000, blank=True)
    # [{"title": …, "text": …, "body_id": …, "adviser_id": …, "url": …}]
    steps: models.JSONField[Any, Any] = models.JSONField(_("Schritte"), default=list, blank=True)
    links: models.JSONField[Any, Any] = models.JSONField(_("Links"), default=list, blank=True)  # [{"label", "url"}]
    topic_ids: models.JSONField[Any, Any] = models.JSONField(_("Themen"), default=list, blank=True)
    audiences: models.JSONField[Any, Any] = models.JSONField(_("Für wen"), default=list, blank=True)  # see AUDIENCES
    valid_from = models.DateField(_("Gilt ab"), null=True, blank=True)
    valid_until = models.DateField(_("Gilt bis"), null=True, blank=True)  # of a programme: until when people apply
    amount = models.CharField(_("Wie viel"), max_length=160, blank=True)
    who = models.CharField(_("Wer es bekommt"), max_length=300, blank=True)
    authority = models.CharField(_("Wo der Antrag gestellt wird"), max_length=160, blank=True)
    # {"uk": {"title", "lead", "text_md", "steps", "of_hash", "machine", "by", "at"}}: what ArticleText is written from
    translations: models.JSONField[Any, Any] = models.JSONField(_("Sprachen"), default=dict, blank=True)

    pending: models.JSONField[Any, Any] = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    corrected: models.JSONField[Any, Any] = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # when its text was last written, by whoever
    for_editors_at = models.DateTimeField(null=True)  # an author waits for the partner's editors
    editors_note = models.TextField(blank=True, default="")  # why they gave it back
    handed_in_at = models.DateTimeField(null=True)  # without it, nobody else is asked: a draft
    released_at = models.DateTimeField(null=True)  # for the first time
    hidden_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    archived_to = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="+")  # where links lead

    assured_on = models.DateField(null=True)  # when somebody last said „stimmt noch“
    assured_by = models.CharField(max_length=254, blank=True)
    review_due_on = models.DateField(null=True)
    review_mailed_at = models.DateTimeField(null=True)
    # Which other regions may show it, see kreislauf.shareable; empty: none.
    shared_with = models.CharField(max_length=8, blank=True, default="", db_default="")

    key = models.CharField(max_length=64, unique=True)
    # What ``topic_ids`` names, once it is approved; lists filter by it.
    topics = models.ManyToManyField(Topic, related_name="articles")
    # Derived from the texts whenever the row is saved.
    text_html = models.TextField(blank=True, editable=False)
    content_hash = models.CharField(max_length=64, editable=False)  # of the words: a translation says which it renders
    signed_hash = models.CharField(max_length=64, editable=False)  # of all that a second partner signs
    contact_ids: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)  # advisers that it names
    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search

    objects = Articles.as_manager()
    PICTURES = ()

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="news") | Q(body__isnull=False, valid_until__isnull=False), name="news_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=models.F("valid_until")),
                name="article_begins_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-released_at", "-id"], condition=PUBLIC, name="article_of_kind"),
            models.Index(fields=["-released_at", "-id"], condition=PUBLIC, name="article_newest"),
            models.Index(fields=["kind", "valid_until", "id"], condition=PUBLIC, name="article_ends"),
            models.Index(fields=["body", "-changed_at", "-id"], name="article_of_body"),
            models.Index(fields=["-changed_at", "-id"], name="article_changed"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="article_waiting"),
            models.Index(fields=["review_due_on", "id"], condition=PUBLIC, name="article_due"),
            models.Index(
                fields=["body", "for_editors_at"], condition=Q(for_editors_at__isnull=False), name="article_for_editors"
            ),
            GinIndex(fields=["contact_ids"], name="article_contacts"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="article_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Write what follows from the texts."""
        self.text_html = html_of(self.text_md)
        self.content_hash, self.signed_hash = content_hash(self), signed_hash(self)
        self.contact_ids = contact_ids(self)

    def with_texts(self, texts: Mapping[str, Any]) -> Self:
        """As of every reviewed row; ``pending`` holds days as texts."""
        days = {name: date.fromisoformat(texts[name]) for name in DAYS if isinstance(texts.get(name), str)}
        copy = super().with_texts({**texts, **days})
        if texts:
            copy.derive()
        return copy

    def get_absolute_url(self) -> str:
        return reverse("advice:article", urlconf="kreislauf.urls_region", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(spelled_out(self.title))[:60].strip("-") or "text"

    @property
    def page_address(self) -> str:
        """With the region's host, for mails."""
        return current_region().url + self.get_absolute_url()

    @property
    def shown_to_visitors(self) -> bool:
        return self.approved_at is not None

    @property
    def is_over(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_public(self) -> bool:
        """As in ``Articles.public``. Needs the body."""
        begun = self.valid_from is None or self.valid_from <= timezone.localdate()
        return super().is_public and begun and not self.is_over and (self.body is None or self.body.is_shown)

    @property
    def is_draft(self) -> bool:
        """Whether its newest text is still being written."""
        return self.handed_in_at is None and (self.approved_at is None or self.pending is not None)

    @property
    def days_left(self) -> int | None:
        """Until it ends, today being 0."""
        return None if self.valid_until is None else (self.valid_until - timezone.localdate()).days
