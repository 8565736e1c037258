"""A region in which something was sold: by the verbs themselves, so that the ledger knows of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from billing.ledger.accounts import money, through
from billing.ledger.post import post
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.till.redeem import redeem
from tenants.branding.models import Branding
from tenants.engine import roles
from tenants.engine.media import drop_media
from tenants.engine.template import make_schema
from tenants.models import Domain, Kind, Region, Status, record_step, schema_for
from tests.journeys.pictures import png
from tests.make import NOON, make_business, make_offer, make_order, make_owner


def sold_in(card: RegionCard, *, cents: int = 5000, spent: int = 0) -> Voucher:
    """A voucher over ``cents``, paid and issued, of which ``spent`` was redeemed; with a picture and an owner."""
    with stepping_into(card), transaction.atomic():
        business = make_business(picture=store_picture(accept_upload(png("Brot")), folder="betriebe"))
        settle_pictures(names_of(business))
        make_owner(business)
        offer = make_offer(business=business, price_cents=cents, title='Frühstück „für zwei“ \\ "süß"\tmit Tee 🍵')
        order = make_order(offer=offer, greeting="Zeile 1\nZeile 2\r\n– Müßiggänger’s „Gruß“", token=uuid4().hex)
        post(
            f"charge:{order.pk}",
            at=NOON,
            memo="Zahlung",
            lines=[(money("sandbox", None), cents), (through("voucher"), -cents)],
        )
        issue_paid_order(order.pk, amount_cents=cents, at=NOON)
        voucher = Voucher.objects.get(order=order)
        if spent:
            redeem(voucher.code, by=business, actor="Jan", amount_cents=spent, at=NOON, key="tipp-1")
        voucher.refresh_from_db()
    return voucher


def make_region(label: str) -> Region:
    """A published one beside Kiel and Dortmund, with a face and nothing else."""
    roles.drop(schema_for(label))  # roles outlive a test's region
    name = f"Stadt {label.capitalize()}"
    region = Region.objects.create(name=name, label=label, schema_name=schema_for(label), kind=Kind.STADT)
    Domain.objects.create(tenant=region, domain=f"{label}.localhost", is_primary=True)
    make_schema(region.schema_name)
    record_step(region, Status.LIVE, by="Robin", at=NOON)
    drop_media(region.card())
    with stepping_into(region.card()):
        Branding.objects.create(name=name, place=label, primary_colour="#00457c", accent_colour="#e5342f")
    return region
