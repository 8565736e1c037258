"""One region goes back to what it was, and its neighbour notices nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone
from pytest_django import Settings

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.page_cache import VERSION
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.archive import restore as verb
from tenants.archive.export import export
from tenants.archive.restore import OtherRegion, drop_old, regions_with_old, restore
from tenants.models import Region
from tests.conftest import make_client
from tests.ledger import balances
from tests.make import NOON, PASSWORD
from tests.tenants.archive.seen import card_of, rows
from tests.tenants.archive.sold import make_region, sold_in
from tests.tenants.engine.shape import shape_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.fixture
def husum(db: None) -> Region:
    """A voucher over 50 euro, of which 12,50 are spent."""
    region = make_region("husum")
    sold_in(card_of(region), cents=5000, spent=1250)
    return region


@pytest.fixture
def file(husum: Region, tmp_path: Path) -> Path:
    export(husum, tmp_path / "husum.zip", at=NOON)
    return tmp_path / "husum.zip"


def spend_the_rest(card: RegionCard) -> None:
    with stepping_into(card):
        voucher, business = Voucher.objects.get(), Business.objects.get()
        redeem(voucher.code, by=business, actor="Jan", amount_cents=3750, at=NOON, key="tipp-2")


@contextmanager
def asked_all_the_time(card: RegionCard, answers: list[int]) -> Iterator[None]:
    """Somebody who looks at the region's pages without a pause."""
    over = Event()

    def ask() -> None:
        client = make_client(card)
        while not over.is_set():
            answers.append(client.get("/gutscheine/").status_code)
        connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_one_region_goes_back_while_the_other_serves(husum: Region, file: Path, dortmund: RegionCard) -> None:
    card = card_of(husum)
    before = rows(card)
    with stepping_into(card):
        expected = balances()
    spend_the_rest(card)
    answers: list[int] = []

    with asked_all_the_time(dortmund, answers):
        kept = restore(husum, file, by="Robin", at=timezone.now())

    after = rows(card)
    assert (before.pop("mail_outgoingmail") != [], after.pop("mail_outgoingmail")) == (
        True,
        [],
    )  # nothing is sent twice
    assert after == before  # passwords and all
    with stepping_into(card):
        assert balances() == expected
    assert set(answers) == {200}
    assert len(answers) > 5
    assert make_client(card).get("/").status_code == 200
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {kept}.vouchers_redemption")
        assert cursor.fetchone() == (2,)
    assert regions_with_old() == {husum.pk}
    assert drop_old(husum) == [kept]
    assert regions_with_old() == set()


def test_no_page_from_before_is_kept_any_longer(husum: Region, file: Path, settings: Settings) -> None:
    """Not even one that was begun before the exchange and is put into the cache after it."""
    settings.PAGE_CACHE_SECONDS = 60

    restore(husum, file, by="Robin", at=timezone.now())

    with stepping_into(card_of(husum)):
        assert cache.get(VERSION)


def test_what_came_back_is_like_any_other_region(husum: Region, file: Path, dortmund: RegionCard) -> None:
    card = card_of(husum)
    spend_the_rest(card)
    with stepping_into(card):
        last = Redemption.objects.order_by("-pk").values_list("pk", flat=True)[0]

    kept = restore(husum, file, by="Robin", at=timezone.now())

    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        assert shape_of(cursor, husum.schema_name) == shape_of(cursor, dortmund.schema)
        cursor.execute("SELECT has_schema_privilege('r_husum', %s, 'USAGE')", [kept])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'r_zurueck%'")
        assert cursor.fetchall() == []
    # Books, passwords and numbers go on.
    spend_the_rest(card)
    with stepping_into(card):
        assert Redemption.objects.order_by("-pk").values_list("pk", flat=True)[0] > last
        email = User.objects.get().email
    assert make_client(card).post("/anmelden/", {"email": email, "password": PASSWORD}).status_code == 302
    drop_old(husum)


def test_cut_off_before_the_exchange_nothing_has_changed(
    husum: Region, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(husum)
    spend_the_rest(card)
    before = rows(card)

    def fail(*_: object, **__: object) -> None:
        raise OSError("power")

    with monkeypatch.context() as patch:
        patch.setattr(verb, "swap_schema", fail)
        with pytest.raises(OSError, match="power"):
            restore(husum, file, by="Robin", at=timezone.now())

    assert rows(card) == before
    assert make_client(card).get("/").status_code == 200
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r_zurueck%' OR nspname LIKE 'r_alt%'")
        assert cursor.fetchall() == []


def test_another_region_s_archive_is_refused(file: Path, kiel: RegionCard) -> None:
    with pytest.raises(OtherRegion):
        restore(Region.objects.get(pk=kiel.id), file, by="Robin", at=timezone.now())
    with pytest.raises(CommandError, match="It is the archive of Stadt Husum"):
        call_command("region", "restore", "kiel", str(file))


def test_an_archive_is_not_restored_while_its_own_region_lives_under_another_name(
    husum: Region, file: Path, dortmund: RegionCard
) -> None:
    """Nor would it help that the labels are the same: each voucher would be worth twice."""
    theirs, ours = husum.origin, Region.objects.get(pk=dortmund.id).origin
    Region.objects.filter(pk=husum.pk).update(origin=uuid4())
    Region.objects.filter(pk=dortmund.id).update(origin=theirs)
    try:
        with pytest.raises(OtherRegion, match="lives here as dortmund"):
            restore(husum, file, by="Robin", at=timezone.now())
    finally:
        Region.objects.filter(pk=dortmund.id).update(origin=ours)
