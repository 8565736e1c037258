"""A region with one of everything in it, and a secret word in every text: Dortmund's must never show in Kiel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from billing.providers.models import SandboxCheckout
from kreislauf.accounts.addresses import INVITATION, RESET_TOKENS
from kreislauf.accounts.api import SCOPES, create_token
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.images import accept_upload
from kreislauf.links import sign
from kreislauf.mail.models import OutgoingMail
from kreislauf.picture_places import sweep_pictures
from kreislauf.pictures import picture_url, store_picture
from kreislauf.private_storage import private_storage
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses import emails as business_emails
from marketplace.vouchers.models import Order, Redemption, Voucher, Withdrawal
from marketplace.vouchers.views import withdrawal as withdrawal_views
from tenants.archive.models import ArchiveFile
from tenants.domains.models import OwnHost
from tests.conftest import make_client
from tests.journeys.pictures import png
from tests.make import NOON, make_business, make_category, make_offer, make_order, make_owner, make_user, make_voucher

PEOPLE = ("anyone", "owner", "editor", "administrator")


@dataclass
class World:
    card: RegionCard
    secret: str
    people: dict[str, User]
    objects: dict[str, Any]
    token: str  # an API token with every scope

    def client(self, who: str) -> Client:
        return make_client(self.card, user=self.people.get(who))

    def cookie(self, who: str) -> str:
        """The session of somebody who is signed in here."""
        return self.client(who).cookies["sitzung"].value


def make_world(card: RegionCard, *, secret: str) -> World:
    """Everything of one region that a stranger would like to see in another."""
    with stepping_into(card):
        picture = store_picture(accept_upload(png(secret)), folder="betriebe")
        business = make_business(
            name=f"Betrieb {secret}",
            slug=f"betrieb-{secret.lower()}",
            category=make_category(name=f"Bereich {secret}"),
            description=f"Beschreibung {secret}",
            latitude=54.3,
            longitude=10.1,
            picture=picture,
            email=f"{secret.lower()}@example.org",
        )
        sweep_pictures(at=timezone.now())  # a row names the picture: it is public
        waiting = make_business(name=f"Wartet {secret}", approved_at=None, category=business.category)
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
        redemption = make_redemption(voucher)
        invitation = Invitation.objects.create(
            email=f"neu-{secret.lower()}@example.org",
            role=Role.EDITOR,
            invited_by=secret,
            invited_at=timezone.now(),
            user=make_user(role=Role.EDITOR, email=f"neu-{secret.lower()}@example.org", name=f"Neu {secret}"),
        )
        withdrawal = Withdrawal.objects.create(
            voucher=voucher, name=f"Name {secret}", email=order.email, declared_at=timezone.now(), accepted=False
        )
        checkout = SandboxCheckout.objects.create(
            key=uuid4(),
            ref=f"kasse-{secret.lower()}",
            amount_cents=2500,
            title=f"Titel {secret}",
            return_url=f"{card.url}/bestellung/{order.token}/",
            opened_at=timezone.now(),
            expires_at=timezone.now() + timedelta(hours=1),
        )
        key, token = create_token(
            name=f"Kasse {secret}", business_id=business.pk, scopes=list(SCOPES), by=owner, at=timezone.now()
        )
        people: dict[str, User] = {
            "owner": owner,
            "editor": make_user(role=Role.EDITOR, name=f"Redaktion {secret}"),
            "administrator": make_user(role=Role.ADMINISTRATOR, name=f"Leitung {secret}"),
        }
        editor = people["editor"]
        return World(
            card=card,
            secret=secret,
            people=people,
            token=token,
            objects={
                "business": business,
                "category": business.category,
                "offer": offer,
                "order": order,
                "voucher": voucher,
                "redemption": redemption,
                "invitation": invitation,
                "key": key,
                "editor": editor,
                "checkout": checkout.ref,
                "who": int_to_base36(editor.pk),
                "reset": RESET_TOKENS.make_token(editor),
                "receipt": sign(withdrawal_views.RECEIPT, [withdrawal.pk], expires=timedelta(days=1)),
                "own host": make_own_host(card, secret),
                "archive": make_archive(card, secret),
                "media": picture_url(picture).removeprefix("/medien/"),
                "letter": sign(business_emails.PURPOSE, [waiting.pk, waiting.version], expires=timedelta(days=14)),
                "mail": make_mail(order, secret),
                "accept": sign(INVITATION, invitation.pk, expires=timedelta(days=14)),
            },
        )


def make_mail(order: Order, secret: str) -> OutgoingMail:
    business_emails.approved.queue(order.offer.business, to=f"post-{secret.lower()}@example.org", invitation_id=0)
    return OutgoingMail.objects.get(recipient=f"post-{secret.lower()}@example.org")


def make_own_host(card: RegionCard, secret: str) -> OwnHost:
    with stepping_into(None):
        return OwnHost.objects.create(
            region_id=card.id,
            host=f"{secret.lower()}.kreis-demo.de",
            requested_at=NOON,
            requested_by=secret,
            next_check_at=NOON,
        )


def make_archive(card: RegionCard, secret: str) -> ArchiveFile:
    """Written and not fetched yet; what is in it is not looked at here."""
    with stepping_into(None):
        return ArchiveFile.objects.create(
            region_id=card.id,
            asked_at=NOON,
            asked_by=secret,
            finished_at=NOON,
            expires_at=timezone.now(),
            file=private_storage().save(f"{card.schema}/{secret}.zip", ContentFile(secret.encode())),
        )


def make_redemption(voucher: Voucher) -> Redemption:
    voucher.left_cents -= 500
    voucher.save()
    return Redemption.objects.create(
        voucher=voucher, amount_cents=500, redeemed_at=NOON, by="Jan", key=f"tap-{voucher.pk}", left_after_cents=2000
    )
