"""On a real cluster: a coordinator and its workers, regions spread over them by their schemas (``CITUS_URL``)."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.engine import citus
from tenants.fleet.migrate import migrate_fleet
from tenants.fleet.prepare import prepare_everything
from tenants.models import Region, Status
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.provision import provision
from tests.citus.asks import distributed, shape
from tests.citus.moving import in_use, move
from tests.conftest import make_client
from tests.ledger import balances
from tests.make import NOON
from tests.plugin.cluster import nodes_of, place_of
from tests.plugin.servers import SERVERS
from tests.tenants.archive.sold import make_region, sold_in
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, OTHER_CATEGORY, ROWS, TABLE, Tomorrow
from tests.tenants.signup.apply_form import KEY, signup_data

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


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


def test_somebody_applies_and_gets_a_region(transactional_db: None) -> None:
    application = approve(confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON), by="Robin", at=NOON)

    assert provision(application.pk)

    region = Region.objects.get(label="flensburg")
    assert (region.status, distributed(region.schema_name)) == (Status.DRAFT, 1)
    assert shape(region) == shape(Region.objects.get(label="kiel"))


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
