"""Whose address a mail carries: the platform's, or one of the region's own."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.module_loading import import_string

from kreislauf.mail.signature import Signature


@dataclass(frozen=True)
class Sender:
    """``address`` is what people see, ``envelope`` what servers see and answer to when they cannot deliver."""

    address: str
    envelope: str
    reply_to: str = ""  # where answers go that the letter itself sends nowhere else
    signature: Signature | None = None


def sender() -> Sender:
    """The sender that ``MAIL_SENDER`` in settings returns for the current region, else the platform's."""
    path = getattr(settings, "MAIL_SENDER", "")
    found: Sender | None = import_string(path)() if path else None
    return found or platform_sender()


def platform_sender(*, reply_to: str = "") -> Sender:
    """The platform's address, signed with the key of ``DKIM_KEY_FILE`` if there is one."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    signature = None
    if settings.DKIM_KEY:
        signature = Signature(address.rpartition("@")[2], settings.DKIM_SELECTOR, settings.DKIM_KEY)
    return Sender(address=address, envelope=address, reply_to=reply_to, signature=signature)
