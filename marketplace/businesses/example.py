"""A business with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.accounts.api import create_token
from kreislauf.accounts.models import Role, User
from kreislauf.house import declared
from kreislauf.pictures.stored import picture_url
from kreislauf.slices import Example
from marketplace.businesses.models import Business, Category, Member, MemberRole
from marketplace.review.example import examples_of
from marketplace.review.kinds import review_of


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``picture``; makes ``category``, ``business``, ``owner``, ``cashier``, ``key`` and ``token``."""
    word, now = secret.lower(), timezone.now()
    category = Category.objects.create(name=f"Branche {secret}", slug=f"branche-{word}", glyph="cup")
    facts = {
        "category": category,
        "description": f"Beschreibung {secret}",
        "street": "Holtenauer Straße 12",
        "postcode": "24105",
        "town": "Kiel",
        "place": "Wik",
        "email": f"{word}@example.org",
        "submitted_at": now,
    }
    business = Business.objects.create(
        **facts,
        name=f"Betrieb {secret}",
        slug=f"betrieb-{word}",
        approved_at=now,
        latitude=54.3,
        longitude=10.1,
        picture=made["picture"],
    )
    waiting = Business.objects.create(**facts, name=f"Wartet {secret}", slug=f"wartet-{word}")
    owner = User.objects.create_user(f"inhaber-{word}@example.org", role=Role.BUSINESS, name=f"Jansen {secret}")
    Member.objects.create(business=business, user=owner)
    cashier = User.objects.create_user(f"kasse-{word}@example.org", role=Role.BUSINESS, name=f"Aushilfe {secret}")
    member = Member.objects.create(business=business, user=cashier, role=MemberRole.TILL)
    key, token = create_token(
        name=f"Kasse {secret}", business_id=business.pk, scopes=list(declared("scopes")), by=owner, at=now
    )
    made.update(category=category, business=business, member=member, owner=owner, cashier=cashier, key=key, token=token)
    made["business_bank_routes"] = "businesses:bank:"  # billing names no business's pages
    asked = Business.objects.create(
        **facts, name=f"Gefragt {secret}", slug=f"gefragt-{word}", asked_at=now, question=f"Frage {secret}"
    )
    ours = ("detail", "edit", "closing", "reopening", "invitation", "team")
    return {
        "home:business": Example(business),
        "api:businesses:detail": Example(business),
        "media": Example(business, {"path": picture_url(made["picture"]).removeprefix("/medien/")}),
        **{f"businesses:office:{name}": Example(business) for name in ours},
        **examples_of(review_of(waiting), waiting=waiting, asked=asked),
        "businesses:office:category": Example(category),
        "businesses:office:category_place": Example(category),
        "businesses:office:category_removal": Example(category),
        "businesses:business:revocation": Example(key),
        "businesses:business:member_role": Example(cashier, {"pk": member.pk}),
        "businesses:business:member_removal": Example(cashier, {"pk": member.pk}),
        "businesses:office:member_role": Example(cashier, {"pk": member.pk}),
        "businesses:office:member_removal": Example(cashier, {"pk": member.pk}),
        "businesses:office:deactivation": Example(cashier),
        "businesses:office:reactivation": Example(cashier),
        "businesses:office:key": Example(key),
    }
