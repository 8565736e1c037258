"""Partners with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.slices import Example
from marketplace.partners.members.links import answer_address
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
    member = Membership.objects.create(
        body=body, business=made["business"], asked_at=now, confirmed_at=now, consented_at=now
    )
    supporter = Supporter.objects.create(
        name=f"Werft {secret}", sentence=f"Wir stehen dahinter, {secret}", shown_at=now
    )
    ambassador = Ambassador.objects.create(
        name=f"Botschafterin {secret}",
        quote=f"Kauft hier, {secret}",
        supporter=supporter,
        consent_note=secret,
        shown_at=now,
    )
    made.update(body=body, partner=partner, author=author)
    of_body = ("body", "edit", "place", "showing", "hiding", "leaving", "return")
    writer = Example(author, {"pk": author.bodies.get().pk})
    membership = Example(
        body, {"pk": member.pk, "token": answer_address(member).rpartition("/mitgliedschaft/")[2][:-1]}
    )
    return {
        "partners:body": Example(body),
        "api:partners:detail": Example(body),
        **{f"partners:office:{name}": Example(body) for name in of_body},
        **{f"partners:office:{name}": Example(supporter) for name in _of("supporter")},
        **{f"partners:office:{name}": Example(ambassador) for name in _of("ambassador")},
        "partners:area:role": writer,
        "partners:area:removal": writer,
        "partners:area:naming": Example(made["business"]),
        "partners:area:confirmation": membership,
        "partners:area:member_removal": membership,
        "partners:business:answer": membership,
        "partners:answer": membership,
    }


def _of(name: str) -> tuple[str, ...]:
    return name, f"{name}_place", f"{name}_removal"
