"""The outbox of a region."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kreislauf.mail.outgoing import AbstractMail, Mails


class OutgoingMail(AbstractMail):
    objects: ClassVar[models.Manager[OutgoingMail]] = Mails.as_manager()

    class Meta(AbstractMail.Meta):
        pass
