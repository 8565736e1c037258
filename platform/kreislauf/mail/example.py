"""A mail with the secret word in its address, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.mail.models import OutgoingMail
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``invitation``, which the mail is about."""
    now, about = timezone.now(), made["invitation"]
    mail = OutgoingMail.objects.create(
        kind="accounts.invitation",
        about=about._meta.label_lower,
        about_id=about.pk,
        recipient=f"post-{secret.lower()}@example.org",
        language="de",
        queued_at=now,
        next_try_at=now,
    )
    return {"mail:office:again": Example(mail)}
