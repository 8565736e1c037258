"""The outbox of the platform itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kreislauf.mail.outgoing import AbstractMail, Mails


class PlatformMail(AbstractMail):
    objects: ClassVar[models.Manager[PlatformMail]] = Mails.as_manager()

    class Meta(AbstractMail.Meta):
        pass
