"""Who advises at a partner. Telephone numbers and addresses of advice live here and nowhere else."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.german import german_order
from kreislauf.pictures.settle import PictureNames
from marketplace.advice.models.topic import Topic
from marketplace.partners.models import Body

ON_SHOW = Q(shown_at__isnull=False)


class Advisers(models.QuerySet["Adviser"]):
    def shown(self) -> Advisers:
        """Those that visitors see; whose partner has left is not among them."""
        return self.filter(ON_SHOW, body__shown_at__isnull=False, body__left_at__isnull=True)

    def in_order(self) -> Advisers:
        return self.order_by("body__position", "body_id", "position", german_order("name"), "pk")


class Adviser(models.Model):
    """A person, or a desk with a number of its own."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="advisers", verbose_name=_("Partner"))
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Wofür zuständig"), max_length=160, blank=True)
    picture = models.JSONField(_("Bild"), null=True, blank=True)  # see kreislauf.pictures.stored
    picture_alt = models.CharField(_("Was ist auf dem Bild zu sehen?"), max_length=160, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    languages = models.JSONField(_("Sprachen"), default=list, blank=True)  # ["de", "uk"], see marketplace.advice.spoken
    topics = models.ManyToManyField(Topic, related_name="advisers", blank=True, verbose_name=_("Themen"))
    talks = models.CharField(_("Vorträge"), max_length=300, blank=True, db_default="")  # what clubs may ask for
    hours = models.JSONField(
        _("Sprechzeiten"), default=list, blank=True
    )  # [{"day": 0, "from": "09:00", "to": "18:00"}]
    hours_note = models.CharField(_("Zu den Sprechzeiten"), max_length=200, blank=True)
    booking_url = models.URLField(_("Termine buchen unter"), blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    on_flyer = models.BooleanField(_("Auf Faltblättern nennen"), default=False)

    shown_at = models.DateTimeField(null=True)
    assured_on = models.DateField(null=True)  # when somebody last said that all of this is right
    assured_by = models.CharField(max_length=254, blank=True)
    numbers_changed_at = models.DateTimeField()  # telephone, address or name: what papers show
    key = models.CharField(max_length=64, unique=True)

    objects = Advisers.as_manager()
    PICTURES = (PictureNames("picture", public=ON_SHOW),)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(booking_url=""), name="adviser_can_be_reached"
            ),
        ]
        indexes = [
            models.Index(fields=["body", "position", "name", "id"], name="adviser_of_body"),
            GinIndex(fields=["languages"], name="adviser_languages"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """What is typed into a text to name it there."""
        return f"{{{{ kontakt:{self.pk} }}}}"

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it. Needs the body."""
        return self.shown_at is not None and self.body.is_shown

    @property
    def shown_to_visitors(self) -> bool:
        """A change of one that was on show is seen, too: articles name it."""
        return True
