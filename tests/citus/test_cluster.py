"""On a real cluster: a coordinator and its workers, regions spread over them by their schemas (``CITUS_URL``)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from billing.ledger.models import Entry, Journal
from billing.providers.sandbox import world
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Order, Redemption, Voucher
from marketplace.vouchers.till.redeem import KeyReused, redeem
from tenants.archive.export import export
from tenants.archive.import_archive import import_archive
from tenants.archive.restore import drop_old, restore
from tenants.engine import citus
from tenants.fleet.migrate import migrate_fleet
from tenants.fleet.prepare import prepare_everything
from tenants.models import Region, Status
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.provision import provision
from tests.citus.moving import in_use, move
from tests.conftest import make_client
from tests.ledger import balances
from tests.make import NOON, make_offer
from tests.marketplace.vouchers.buying.steps import bought_by_hand, checkout_of, look
from tests.plugin.cluster import nodes_of, place_of
from tests.plugin.servers import SERVERS
from tests.tenants.archive.seen import card_of, rows
from tests.tenants.archive.sold import make_region, sold_in
from tests.tenants.engine.shape import shape_of
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, OTHER_CATEGORY, ROWS, TABLE, Tomorrow
from tests.tenants.signup.apply_form import KEY, signup_data

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.fixture
def husum(db: None) -> Region:
    return make_region("husum")


@pytest.fixture
def card(husum: Region) -> RegionCard:
    return card_of(husum)


def on_each_node(question: str) -> list[Any]:
    """The one value that each server answers an administrator with, the coordinator first."""
    answers = []
    for url in SERVERS.nodes():
        with psycopg.connect(url) as admin:
            answers.append(admin.execute(question).fetchone()[0])  # type: ignore[call-overload, index]
    return answers


def distributed(schema: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citus_schemas WHERE schema_name = %s::regnamespace", [schema])
        return int(cursor.fetchone()[0])


def shape(region: Region) -> list[str]:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        return shape_of(cursor, region.schema_name)


def test_the_platform_stays_on_the_coordinator_and_regions_are_spread(husum: Region) -> None:
    reports: list[str] = []

    result = prepare_everything(report=reports.append)

    assert (result.failed, result.done, citus.problems()) == ({}, [], [])
    assert reports == ["Plattform"]
    assert [distributed(schema) for schema in ("public", "r_kiel", "r_dortmund", husum.schema_name)] == [0, 1, 1, 1]
    tables = "SELECT count(*) FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid WHERE relnamespace = "
    with psycopg.connect(SERVERS.admin_url) as admin:
        assert admin.execute(tables + "'public'::regnamespace").fetchone() == (0,)
        here = admin.execute(tables + "'r_husum'::regnamespace").fetchone()
        assert here == admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'r_husum'").fetchone()


def test_nothing_waits_for_commit_on_any_server(husum: Region) -> None:
    deferrable = r"SELECT count(*) FROM pg_{0} WHERE {1}deferrable"
    # The platform's own tables are the coordinator's, which commits them itself.
    regions = r" AND {0} IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'r\_%')"
    constraints = deferrable.format("constraint", "con") + regions.format("connamespace")
    triggers = deferrable.format("trigger JOIN pg_class c ON c.oid = tgrelid", "tg") + regions.format("relnamespace")
    assert on_each_node(constraints) == [0] * len(SERVERS.nodes())
    assert on_each_node(triggers) == [0] * len(SERVERS.nodes())


def test_no_region_sends_a_text_to_a_server(card: RegionCard) -> None:
    open_to_regions = (
        "SELECT count(*) FROM pg_proc WHERE has_function_privilege('r_husum', oid, 'EXECUTE')"
        " AND (proname LIKE 'run_command_on_%' OR proname LIKE 'worker_apply_%' OR proname IN"
        " ('master_run_on_worker', 'citus_run_local_command', 'set_config', 'query_to_xml'))"
    )
    assert on_each_node(open_to_regions) == [0] * len(SERVERS.nodes())
    for attack in (
        "SELECT * FROM run_command_on_workers('SELECT 1')",
        "SELECT * FROM run_command_on_all_nodes('SELECT 1')",
        "SELECT * FROM run_command_on_shards('vouchers_voucher', 'DELETE FROM %s')",
        "SELECT count(*) FROM r_kiel.accounts_user",
        "SELECT worker_apply_shard_ddl_command(1, 'r_kiel', 'RESET ROLE')",
    ):
        with (
            stepping_into(card),
            pytest.raises(DatabaseError, match="permission denied"),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)


def test_somebody_applies_and_gets_a_region(transactional_db: None) -> None:
    application = approve(confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON), by="Robin", at=NOON)

    assert provision(application.pk)

    region = Region.objects.get(label="flensburg")
    assert (region.status, distributed(region.schema_name)) == (Status.DRAFT, 1)
    assert shape(region) == shape(Region.objects.get(label="kiel"))


def test_a_voucher_is_bought_and_spent_and_the_same_tap_takes_once(card: RegionCard, at_once: None) -> None:
    with stepping_into(card):
        offer = make_offer(title="Frühstück für zwei", price_cents=2500, stock_left=10)
        bought_by_hand(make_client(card), offer, quantity="2")
        order = Order.objects.get()
        world.pay(checkout_of(order))
        look(order)
        voucher, other = Voucher.objects.order_by("position")
        tap = {"by": offer.business, "actor": "Jan", "at": NOON}

        def redeemed(_number: int) -> int:
            with stepping_into(card):
                try:
                    return redeem(voucher.code, amount_cents=1250, key="tap-1", **tap).pk
                finally:
                    connections.close_all()

        with ThreadPoolExecutor(8) as tills:
            assert len(set(tills.map(redeemed, range(16)))) == 1
        with pytest.raises(KeyReused):
            redeem(voucher.code, amount_cents=1, key="tap-1", **tap)
        redeem(other.code, amount_cents=2500, key="tap-2", **tap)

        assert list(Voucher.objects.order_by("position").values_list("left_cents", flat=True)) == [1250, 0]
        assert Redemption.objects.count() == 2
        business = offer.business_id
        assert balances() == {
            f"open:{business}": -1250,
            f"redeemed:{business}": -3750,
            "money:sandbox": 5000,
            "through:voucher": 0,
        }
    assert make_client(card).get(order.get_absolute_url()).status_code == 200


LOST = "INSERT INTO ledger_journal (key, at, memo, codes, cents) "
UNBALANCED = [
    LOST + "VALUES ('k', now(), '', ARRAY['a', 'b'], ARRAY[5, -4]::bigint[])",
    # By way of the coordinator: there COMMIT lost a deferred check and reported success.
    LOST + "SELECT 'k', now(), '', ARRAY['a', 'b'], ARRAY[5, -4]::bigint[] FROM (SELECT max(id) FROM ledger_journal) x",
    (
        "INSERT INTO ledger_entry (journal_id, account_id, cents) SELECT j.id, a.id, 5"
        " FROM (SELECT max(id) id FROM ledger_journal) j, (SELECT min(id) id FROM ledger_account) a"
    ),
    "UPDATE businesses_business SET category_id = 999999999",  # a foreign key
]
WHY = "violates check constraint|entries are written by their journal|violates foreign key constraint"


@pytest.mark.parametrize("statement", UNBALANCED)
def test_what_does_not_balance_is_refused_by_its_statement_and_nothing_is_lost(
    card: RegionCard, statement: str
) -> None:
    sold_in(card, cents=5000, spent=1250)
    with stepping_into(card):
        before = (Journal.objects.count(), Entry.objects.count(), balances())
        with transaction.atomic():
            # By way of the coordinator a refusal comes without its SQLSTATE: not as an IntegrityError.
            with connection.cursor() as cursor, pytest.raises(DatabaseError, match=WHY), transaction.atomic():
                cursor.execute(statement)
            Business.objects.update(description="geht weiter")

        assert (Journal.objects.count(), Entry.objects.count(), balances()) == before
        assert list(Business.objects.values_list("description", flat=True)) == ["geht weiter"]


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


def test_the_fleet_follows_the_code(card: RegionCard, tmp_path: Path) -> None:
    regions = [Region.objects.get(label="husum"), make_region("toenning"), make_region("garding")]
    sold_in(card)

    with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS, _0903=TABLE, _0904=INDEX, _0905=OTHER_CATEGORY):
        result = migrate_fleet(regions, by="Robin", workers=2)
        assert (result.failed, len(result.done)) == ({}, 3)

    first, second, third = (shape(region) for region in regions)
    assert first == second == third
    assert any("businesses_bench" in line for line in first)


def test_a_region_moves_to_another_server_while_people_use_it(card: RegionCard) -> None:
    voucher = sold_in(card, cents=500_000)
    here = place_of(SERVERS.admin_url, card.schema)
    there = next(node for node in nodes_of(SERVERS.cluster_url) if node != here)
    pages, taps = list[int](), list[int]()

    with in_use(card, voucher, pages=pages, taps=taps):
        move(card.schema, to=there)

    assert place_of(SERVERS.admin_url, card.schema) == there
    assert (set(pages), len(taps) > 0, len(set(taps))) == ({200}, True, len(taps))
    with stepping_into(card):
        assert Voucher.objects.get().left_cents == 500_000 - len(taps)
        assert sum(balances().values()) == 0
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=1, at=NOON, key="afterwards")
    assert make_client(card).get("/").status_code == 200
