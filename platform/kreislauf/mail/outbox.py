"""Which outbox is meant: the region's at work, or the platform's."""

from __future__ import annotations

from django.db import models

from kreislauf.mail.models import OutgoingMail
from kreislauf.mail.outgoing import AbstractMail, Mails
from kreislauf.mail.platform.models import PlatformMail
from kreislauf.regions import current_region_or_none
from kreislauf.soon import soon


def outbox() -> Mails:
    manager: models.Manager[AbstractMail] = (OutgoingMail if current_region_or_none() else PlatformMail).objects
    return manager.all()  # type: ignore[return-value]


def deliver_soon(mail: AbstractMail) -> None:
    if current_region_or_none():
        soon("kreislauf.mail.tasks.deliver_mail", pk=mail.pk)
    else:
        soon("kreislauf.mail.tasks.deliver_platform_mail", pk=mail.pk)
