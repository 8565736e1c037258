"""The outbox: a mail is a row first, written in the transaction of its cause, and sent from the row later.

The row names what the mail is about; it is written anew from that when it is sent. So no code, link or attachment lies
in the outbox, and a mail whose reason is gone meanwhile is not sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

KEPT_FOR = timedelta(days=90)
TITLES: dict[str, str | Promise] = {}  # what each kind is called in lists; filled by kreislauf.mail.kinds
WAITING = Q(sent_at__isnull=True, refused_at__isnull=True)


class Mails(models.QuerySet["AbstractMail"]):
    def waiting(self) -> Mails:
        return self.filter(WAITING)

    def due(self, at: datetime) -> Mails:
        return self.waiting().filter(next_try_at__lte=at)

    def sent(self) -> Mails:
        return self.filter(sent_at__isnull=False)

    def refused(self) -> Mails:
        """Given up, for a reason that a person has to look at."""
        return self.filter(refused_at__isnull=False)

    def of(self, about: Model) -> Mails:
        return self.filter(about=about._meta.label_lower, about_id=about.pk)

    def outdated(self, at: datetime) -> Mails:
        """Written so long ago that nobody asks for them, and sent or given up."""
        return self.filter(queued_at__lt=at - KEPT_FOR).exclude(WAITING)


class AbstractMail(models.Model):
    """One mail to one address. ``about`` and ``about_id`` name the row that it is about, ``detail`` holds more.

    Neither text nor attachment is stored. ``last_error`` is what the mail server said.
    """

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    recipient = models.EmailField(blank=True)  # emptied after sending where the kind says so
    language = models.CharField(max_length=8)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects: ClassVar[models.Manager[AbstractMail]]

    class Meta:
        abstract = True
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(refused_at__isnull=True), name="%(app_label)s_sent_or_refused"
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=WAITING, name="%(app_label)s_waiting"),
            models.Index(fields=["refused_at"], condition=Q(refused_at__isnull=False), name="%(app_label)s_refused"),
            models.Index(fields=["-queued_at", "-id"], name="%(app_label)s_newest"),
            models.Index(fields=["about", "about_id"], name="%(app_label)s_about"),
            models.Index(fields=["recipient"], name="%(app_label)s_recipient"),
        ]

    def __str__(self) -> str:
        """Without the address: this stands in logs."""
        return str(TITLES.get(self.kind, self.kind))

    @property
    def is_waiting(self) -> bool:
        return self.sent_at is None and self.refused_at is None

    @property
    def state(self) -> tuple[str, str]:
        """In words, and the colour of its badge."""
        if self.sent_at:
            return _("verschickt"), "success"
        return (_("nicht zustellbar"), "danger") if self.refused_at else (_("wartet"), "warning")
