"""`python -m tests.backup.world VERB…`: what happens in four regions while the platform of a drill is at work."""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from kreislauf.regions import RegionCard

LABELS = ("husum", "itzehoe", "ploen", "selm")
NOTES = "notes.json"


def card_of(label: str) -> RegionCard:
    from kreislauf.regions import stepping_into
    from tenants.models import Region

    with stepping_into(None):
        return Region.objects.for_cards().get(label=label).card()


def prepare() -> None:
    call_command("prepare")


def fill() -> None:
    """Each region sells a voucher, takes a part of it, and shows a picture of the business."""
    from tests.tenants.archive.sold import make_region, sold_in

    for number, label in enumerate(LABELS, 1):
        make_region(label)
        sold_in(card_of(label), cents=5000 + number, spent=1000 * number)


def more() -> None:
    """What last night's backup does not have and the log has."""
    from tests.tenants.archive.sold import sold_in

    for number, label in enumerate(LABELS, 1):
        sold_in(card_of(label), cents=700 + number)


def note() -> None:
    """Write down what there is, and when: nobody is at work meanwhile."""
    from django.db import connections

    folder = Path(os.environ["KREISLAUF_HOME"])
    call_command("inventory", "--to", str(folder / "before.json"), stdout=sys.stderr)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()::text")
        (folder / NOTES).write_text(json.dumps({"at": cursor.fetchone()[0]}))


def spend() -> None:
    """Every voucher is used up."""
    from kreislauf.regions import stepping_into
    from marketplace.vouchers.models import Voucher
    from marketplace.vouchers.till.redeem import redeem
    from tests.make import NOON

    for label in LABELS:
        with stepping_into(card_of(label)):
            for voucher in Voucher.objects.filter(left_cents__gt=0).select_related("business"):
                shop, key = voucher.business, f"rest-{voucher.pk}"
                redeem(voucher.code, by=shop, actor="Jan", amount_cents=voucher.left_cents, at=NOON, key=key)


def sell() -> None:
    """A voucher in each region, without a file."""
    from uuid import uuid4

    from django.db import transaction

    from billing.ledger.accounts import money, through
    from billing.ledger.post import post
    from kreislauf.regions import stepping_into
    from marketplace.vouchers.models import Offer
    from marketplace.vouchers.orders.issue import issue_paid_order
    from tests.make import NOON, make_order

    for label in LABELS:
        with stepping_into(card_of(label)), transaction.atomic():
            order = make_order(offer=Offer.objects.earliest("pk"), token=uuid4().hex)
            lines = [(money("sandbox", None), order.unit_cents), (through("voucher"), -order.unit_cents)]
            post(f"charge:{order.pk}", at=NOON, memo="Zahlung", lines=lines)
            issue_paid_order(order.pk, amount_cents=order.unit_cents, at=NOON)


def ruin() -> None:
    """Somebody empties Husum: rows that may be changed are, and every file is deleted."""
    from kreislauf.regions import stepping_into
    from marketplace.businesses.models import Business
    from tenants.engine.media import drop_media

    card = card_of("husum")
    with stepping_into(card):
        Business.objects.update(name="gelöscht", picture="")
    drop_media(card)


VERBS = {verb.__name__: verb for verb in (prepare, fill, more, note, spend, sell, ruin)}

if __name__ == "__main__":
    django.setup()
    from tests import make

    make._numbers = count(time.time_ns() // 1000 % 10**12)  # each of these processes would count from 1
    for name in sys.argv[1:]:
        VERBS[name]()
