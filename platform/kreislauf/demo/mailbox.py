"""The demo's post office: every mail becomes one file in ``HOME/mailbox`` instead of leaving the machine."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as StoredMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}", re.ASCII)


class EmailBackend(BaseEmailBackend):
    """Writes each message whole or not at all, also while somebody reads the folder."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = mailbox_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            unfinished = folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            os.replace(unfinished, folder / f"{name}.eml")
        return len(email_messages)


class NoSuchMessage(Exception):
    """No mail has this name."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the list shows of a mail without reading it."""

    name: str
    subject: str
    sender: str
    to: str
    region: str
    at: datetime

    @property
    def region_label(self) -> str:
        """The region as people know it: ``kiel`` for the schema ``r_kiel``."""
        return self.region.removeprefix("r_")


def mailbox_folder() -> Path:
    return Path(settings.HOME) / "mailbox"


def envelopes(*, to: str = "") -> Iterator[Envelope]:
    """All mails, newest first; with ``to`` only those whose recipient contains it."""
    wanted = to.strip().casefold()
    for path in sorted(mailbox_folder().glob("*.eml"), reverse=True):
        envelope = _envelope(path)
        if envelope is not None and wanted in envelope.to.casefold():
            yield envelope


def open_message(name: str) -> tuple[Envelope, StoredMessage]:
    """One mail with its parts. Refuses with NoSuchMessage, also what is no name of ours."""
    path = mailbox_folder() / f"{name}.eml"
    if not _NAME.fullmatch(name):
        raise NoSuchMessage(name)
    envelope = _envelope(path)
    if envelope is None:
        raise NoSuchMessage(name)
    return envelope, message_from_bytes(path.read_bytes(), policy=policy.default)


def _envelope(path: Path) -> Envelope | None:
    try:
        at = datetime.strptime(path.stem.partition("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
        with path.open("rb") as file:
            headers = BytesHeaderParser(policy=policy.default).parse(file)
    except (OSError, ValueError):
        return None  # deleted meanwhile, or no mail of ours
    return Envelope(
        name=path.stem,
        subject=str(headers.get("Subject", "")),
        sender=str(headers.get("From", "")),
        to=str(headers.get("To", "")),
        region=str(headers.get("X-Kreislauf-Region", "")),
        at=at,
    )
