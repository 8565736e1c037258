"""What is bought, spent and booked in a region that lies on another server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction

from billing.ledger.models import Entry, Journal
from billing.providers.sandbox import world
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Order, Redemption, Voucher
from marketplace.vouchers.till.redeem import KeyReused, redeem
from tests.conftest import make_client
from tests.ledger import balances
from tests.make import NOON, make_offer
from tests.marketplace.vouchers.buying.steps import bought_by_hand, checkout_of, look
from tests.tenants.archive.sold import sold_in

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


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
