"""Partners with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.slices import Example
from marketplace.partners.models import Ambassador, Body, BodyKind, BodyMember, BodyRole, Membership, Supporter


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business`` and ``picture``; makes ``body``, its editor ``partner`` and its author ``author``."""
    word, now = secret.lower(), timezone.now()
    body = Body.objects.create(
        name=f"Kammer {secret}",
        slug=f"kammer-{word}",
        kind=BodyKind.CHAMBER,
        text_md=f"Wir helfen, {secret}.",
        text_html=f"<p>Wir helfen, {secret}.</p>",
        logo=made["picture"],
        email=f"kammer-{word}@example.org",
        shown_at=now,
        created_at=now,
    )
    partner = User.objects.create_user(f"partner-{word}@example.org", role=Role.PARTNER, name=f"Kammerfrau {secret}")
    author = User.objects.create_user(f"autor-{word}@example.org", role=Role.PARTNER, name=f"Autor {secret}")
    BodyMember.objects.create(body=body, user=partner, role=BodyRole.EDITOR)
    BodyMember.objects.create(body=body, user=author)
    Membership.objects.create(body=body, business=made["business"], asked_at=now, consented_at=now)
    supporter = Supporter.objects.create(
        name=f"Werft {secret}", sentence=f"Wir stehen dahinter, {secret}", shown_at=now
    )
    Ambassador.objects.create(
        name=f"Botschafterin {secret}",
        quote=f"Kauft hier, {secret}",
        supporter=supporter,
        consent_note=secret,
        shown_at=now,
    )
    made.update(body=body, partner=partner, author=author)
    return {}
