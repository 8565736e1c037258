"""A region with one of everything in it, and a secret word in every text: what is Dortmund's must never show in Kiel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.api import SCOPES, create_token
from kreislauf.accounts.models import Role, User
from kreislauf.images import accept_upload
from kreislauf.pictures import store_picture
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from tests.conftest import make_client
from tests.make import (
    make_business,
    make_category,
    make_offer,
    make_order,
    make_owner,
    make_redemption,
    make_user,
    make_voucher,
    png,
)


@dataclass
class World:
    card: RegionCard
    secret: str
    administrator: User
    editor: User
    owner: User
    business: Business
    values: dict[str, Any]  # what fits a route's <parameters>
    token: str  # an API token with every scope
    extra_paths: list[str] = field(default_factory=list)

    def client(self, who: str) -> Client:
        user = None if who == "anyone" else getattr(self, who)
        return make_client(self.card, user=user)

    def session(self, who: str) -> str:
        """The cookie of somebody signed in here."""
        session: SessionBase = self.client(who).session
        return session.session_key or ""


def make_world(card: RegionCard, *, secret: str) -> World:
    with stepping_into(card):
        picture = store_picture(accept_upload(png()), folder="betriebe")
        category = make_category(name=f"Bereich {secret}")
        business = make_business(
            name=f"Betrieb {secret}",
            slug=f"betrieb-{secret.lower()}",
            category=category,
            description=f"Beschreibung {secret}",
            latitude=54.3,
            longitude=10.1,
            picture=picture,
            email=f"{secret.lower()}@example.org",
        )
        owner = make_owner(business, email=f"inhaber-{secret.lower()}@example.org")
        offer = make_offer(business=business, title=f"Angebot {secret}", description=f"Text {secret}")
        order = make_order(
            offer=offer,
            token=f"bestellung-{secret.lower()}",
            email=f"kauf-{secret.lower()}@example.org",
            recipient_name=f"Für {secret}",
            greeting=f"Gruß {secret}",
            is_gift=True,
            fulfilled_at=timezone.now(),
        )
        voucher = make_voucher(order=order, value_cents=2500)
        redemption = make_redemption(voucher, amount_cents=500)
        _token, token = create_token(
            name=f"Kasse {secret}", business_id=business.pk, scopes=list(SCOPES), by=owner, at=timezone.now()
        )
        return World(
            card=card,
            secret=secret,
            administrator=make_user(role=Role.ADMINISTRATOR, name=f"Leitung {secret}"),
            editor=make_user(role=Role.EDITOR, name=f"Redaktion {secret}"),
            owner=owner,
            business=business,
            token=token,
            values={
                "business": business,
                "offer": offer,
                "order": order,
                "voucher": voucher,
                "redemption": redemption,
                "category": category,
                "picture": picture,
            },
        )
