"""One meeting: what it is about, when and where, and the room behind it. Times are UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kreislauf.german import spelled_out
from kreislauf.pictures.settle import PictureNames
from kreislauf.regions import current_region
from marketplace.advice.models import Adviser, Topic
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import page_of
from marketplace.meetings.models.choices import Kind, RecordingPolicy, RegistrationRule, RoomKind, Shares
from marketplace.meetings.models.query import ENDED_BY, PUBLIC, TIME, Meetings
from marketplace.partners.models import Body
from marketplace.review import conditions
from marketplace.review.models import Reviewed

# What staff approves before anybody sees it. When and where it is changes at once, see ``move``.
TEXTS = ("topic_id", "title", "lead", "text_md", "text_html", "experts", "picture", "picture_alt")
UNDECIDED = conditions.undecided(ended_by=ENDED_BY)
SCOPE = "meetings"  # of the cached pages that list meetings
OPENS_BEFORE = timedelta(minutes=15)  # the room


class Meeting(Reviewed):
    """Held by a body, by a business, or by the region itself where it names neither.

    ``room_url`` and ``dial_in_pin`` are secret: no page and no mail holds them.
    """

    TEXTS = TEXTS
    ENDED_BY = ENDED_BY

    body = models.ForeignKey(
        Body, null=True, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("Partner")
    )
    business = models.ForeignKey(
        Business, null=True, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("Betrieb")
    )
    topic = models.ForeignKey(
        Topic, null=True, on_delete=models.SET_NULL, related_name="meetings", verbose_name=_("Thema")
    )
    # Of a consultation hour: with whom.
    adviser = models.ForeignKey(Adviser, null=True, on_delete=models.SET_NULL, related_name="meetings")
    title = models.CharField(_("Titel"), max_length=120)
    lead = models.CharField(_("In einem Satz"), max_length=300, blank=True)
    text_md = models.TextField(_("Beschreibung"), max_length=10_000, blank=True)
    text_html = models.TextField(blank=True, editable=False)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    kind = models.CharField(_("Art"), max_length=6, choices=Kind.choices, default=Kind.ONLINE)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))

    place_name = models.CharField(_("Ort der Veranstaltung"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    room_kind = models.CharField(_("Raum"), max_length=5, choices=RoomKind.choices, default=RoomKind.NONE)
    room_url = models.CharField(_("Adresse des Raums"), max_length=500, blank=True)
    room_ref = models.CharField(max_length=200, blank=True)  # what the room's server calls it
    dial_in = models.CharField(_("Einwahl"), max_length=40, blank=True)
    dial_in_pin = models.CharField(_("PIN der Einwahl"), max_length=20, blank=True)

    registration = models.CharField(
        _("Anmeldung"), max_length=6, choices=RegistrationRule.choices, default=RegistrationRule.NONE
    )
    capacity = models.PositiveIntegerField(_("Plätze"), null=True)  # None: as many as come
    taken = models.PositiveIntegerField(default=0, db_default=0)  # moved in one statement, see the seats
    opens_at = models.DateTimeField(_("Anmeldung ab"), null=True)
    closes_at = models.DateTimeField(_("Anmeldung bis"), null=True)
    members_first_until = models.DateTimeField(_("Zuerst nur Mitglieder, bis"), null=True)
    minimum = models.PositiveIntegerField(_("Mindestzahl"), null=True)
    decide_by = models.DateTimeField(_("Findet statt, wenn bis dahin"), null=True)

    # [{name, role, body_id, business_id, card_id}]
    experts = models.JSONField(_("Fachleute"), default=list, blank=True)
    questions_open_at = models.DateTimeField(_("Fragen ab"), null=True)
    recording_policy = models.CharField(
        _("Aufzeichnung"), max_length=5, choices=RecordingPolicy.choices, default=RecordingPolicy.NONE
    )
    recording = models.JSONField(_("Aufnahme"), null=True, blank=True)  # {url, published_at, expires_on}
    material = models.JSONField(_("Unterlagen"), default=list, blank=True)  # [{label, url}]
    certificate = models.BooleanField(_("Mit Teilnahmebescheinigung"), default=False)
    picture = models.CharField(_("Bild"), max_length=120, blank=True)  # a stored picture's name
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)

    # Of calendars: made once, so that a meeting is the same one wherever it is shown.
    uid = models.CharField(max_length=120, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)  # grows with time, place and cancelling
    series_key = models.CharField(max_length=40, blank=True)
    audience = models.CharField(_("Zeigen dürfen ihn"), max_length=8, choices=Shares.choices, blank=True)

    key = models.CharField(max_length=64, unique=True)  # names the form: sent twice, it makes one
    author_email = models.EmailField(blank=True)  # who hears of the decision; shown to nobody
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of anything that calendars show
    released_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    moved_from = models.DateTimeField(null=True)  # when it should have begun before it was moved
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(_("Grund der Absage"), max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)  # enough people had registered when that was looked at
    over_handled_at = models.DateTimeField(null=True)  # what follows the end was queued

    words = models.TextField(db_default="", editable=False)  # written by the database, see marketplace.search

    objects = Meetings.as_manager()
    PICTURES = (
        PictureNames("picture", public=Q(approved_at__isnull=False, hidden_at__isnull=True)),
        PictureNames("pending__picture"),
    )

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(body__isnull=True) | Q(business__isnull=True), name="meeting_one_host"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="meeting_taken_within_capacity"
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(decide_by__isnull=False), name="meeting_minimum_by_a_day"
            ),
            models.CheckConstraint(condition=Q(postcode="") | Q(postcode__regex=r"^\d{5}$"), name="meeting_postcode"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="meeting_pin_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind="online") | Q(place_name="", street="", latitude__isnull=True),
                name="meeting_online_has_no_place",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=PUBLIC, name="meeting_public"),
            models.Index(fields=["ends_at", "id"], condition=PUBLIC, name="meeting_ends"),
            GistIndex(TIME, condition=PUBLIC, name="meeting_time"),
            models.Index(fields=["town", "starts_at"], condition=PUBLIC & ~Q(town=""), name="meeting_town"),
            models.Index(fields=["topic", "starts_at"], name="meeting_of_topic"),
            models.Index(fields=["adviser", "starts_at"], name="meeting_of_adviser"),
            models.Index(fields=["body", "-starts_at"], name="meeting_of_body"),
            models.Index(fields=["business", "-starts_at"], name="meeting_of_business"),
            models.Index(fields=["submitted_at", "id"], condition=UNDECIDED, name="meeting_waiting"),
            models.Index(fields=["series_key"], condition=~Q(series_key=""), name="meeting_series"),
            models.Index(fields=["released_at"], condition=PUBLIC, name="meeting_released"),
            models.Index(
                fields=["longitude", "latitude"], condition=PUBLIC & Q(longitude__isnull=False), name="meeting_pin"
            ),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="meeting_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", urlconf="kreislauf.urls_region", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in addresses."""
        return slugify(spelled_out(self.title))[:60].strip("-") or "termin"

    @property
    def page_address(self) -> str:
        """With the region's host, for mails and calendars."""
        return current_region().url + self.get_absolute_url()

    @property
    def shown_to_visitors(self) -> bool:
        return self.approved_at is not None

    @property
    def page_scopes(self) -> tuple[str, ...]:
        """Where a change of it is seen, beside the pages that show a bit of everything."""
        return SCOPE, *((page_of(self.business_id),) if self.business_id else ())

    @property
    def is_of_closed(self) -> bool:
        """Its business has closed. Needs the business, if one holds it."""
        return self.business is not None and self.business.closed_at is not None

    @property
    def host_name(self) -> str:
        """Who invites. Needs body and business."""
        host = self.body or self.business
        return host.name if host else current_region().name

    @property
    def is_online(self) -> bool:
        return self.kind in (Kind.ONLINE, Kind.HYBRID)

    @property
    def is_onsite(self) -> bool:
        return self.kind in (Kind.ONSITE, Kind.HYBRID)

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def seats_left(self) -> int | None:
        """None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at

    def is_running(self, at: datetime) -> bool:
        """From when its room opens until its end."""
        return not self.is_cancelled and self.starts_at - OPENS_BEFORE <= at < self.ends_at

    def recording_on(self, day: date) -> dict[str, str] | None:
        """What may be watched that day."""
        recording: dict[str, str] | None = self.recording
        return recording if recording and day.isoformat() <= recording["expires_on"] else None

    def address_lines(self) -> list[str]:
        """Place, street and town as the post wants them; nothing for a meeting that is online only."""
        lines = (self.place_name, self.street, f"{self.postcode} {self.town}".strip())
        return [line for line in lines if line] if self.is_onsite else []

    @property
    def place(self) -> str:
        """In one line: „Haus der Wirtschaft, Bergstraße 2, 24103 Kiel“, or „Online“."""
        address = ", ".join(self.address_lines())
        return address or str(Kind(self.kind).label)
