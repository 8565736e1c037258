"""A region that lies on another server, in an archive and back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from billing.ledger.models import Journal
from billing.ledger.post import post
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.archive.export import export
from tenants.archive.import_archive import import_archive
from tenants.archive.restore import drop_old, restore
from tenants.models import Region
from tests.citus.asks import distributed
from tests.citus.moving import move
from tests.ledger import balances
from tests.make import NOON
from tests.plugin.cluster import nodes_of, place_of
from tests.plugin.servers import SERVERS
from tests.tenants.archive.seen import card_of, rows
from tests.tenants.archive.sold import sold_in

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


def test_a_region_goes_into_an_archive_and_comes_back(husum: Region, card: RegionCard, tmp_path: Path) -> None:
    sold_in(card, cents=5000, spent=1250)
    export(husum, tmp_path / "husum.zip", at=NOON)
    before = rows(card)
    with stepping_into(card):
        expected = balances()
        redeem(Voucher.objects.get().code, by=Business.objects.get(), actor="Jan", amount_cents=1, at=NOON, key="tap-2")

    restore(husum, tmp_path / "husum.zip", by="Robin", at=timezone.now())
    drop_old(husum)

    after = rows(card)
    assert (before.pop("mail_outgoingmail") != [], after.pop("mail_outgoingmail")) == (True, [])
    assert after == before
    Region.objects.filter(pk=husum.pk).update(origin=uuid4())  # as if the archive came from another installation
    clone = card_of(import_archive(tmp_path / "husum.zip", label="toenning", by="Robin", at=NOON))
    assert distributed(clone.schema) == 1
    with stepping_into(clone):
        assert balances() == expected
        redeem(Voucher.objects.get().code, by=Business.objects.get(), actor="Jan", amount_cents=1, at=NOON, key="tap-3")
        assert Redemption.objects.count() == 2


def test_accounts_go_on_opening_wherever_a_region_lies(husum: Region, card: RegionCard, tmp_path: Path) -> None:
    """Each server counts numbers of its own, and an archive brings numbers that any of them has counted."""
    lines = {"a": 5, "b": -5}
    with stepping_into(card):
        post("first", at=NOON, memo="", lines=lines.items())
    export(husum, tmp_path / "husum.zip", at=NOON)
    restore(husum, tmp_path / "husum.zip", by="Robin", at=timezone.now())

    for number, node in enumerate(nodes_of(SERVERS.cluster_url)):
        if place_of(SERVERS.admin_url, card.schema) != node:
            move(card.schema, to=node)
        with stepping_into(card):
            post(f"verb-{number}", at=NOON, memo="", lines=[(f"c{number}", 5), ("b", -5)])
            lines |= {"b": lines["b"] - 5, f"c{number}": 5}
            with suppress(DatabaseError), transaction.atomic():  # past the verb: all of it, or nothing
                Journal.objects.create(key=f"row-{number}", at=NOON, memo="", codes=["a", f"d{number}"], cents=[5, -5])
                lines |= {"a": lines["a"] + 5, f"d{number}": -5}
            assert balances() == lines
