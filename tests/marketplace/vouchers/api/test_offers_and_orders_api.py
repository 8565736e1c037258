"""A shop system writes offers; somebody else's site sells them."""

from __future__ import annotations

import pytest

from billing.payments.models import Attempt
from kreislauf.audit.models import Entry as AuditEntry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.offers.edit import stop_offer
from tests.make import NOON, make_business, make_offer, make_order, make_voucher
from tests.marketplace.vouchers.api.cast import KEY, TillSystem, till_of

BREAKFAST = {"kind": "service", "title": "Frühstück für zwei", "price_cents": 2450, "stock_left": 20}


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def shop(bakery: Business, kiel: RegionCard) -> TillSystem:
    return till_of(kiel, bakery)


@pytest.fixture
def anybody(kiel: RegionCard) -> TillSystem:
    return TillSystem(kiel)


def test_an_offer_is_written_and_seen_by_everybody(shop: TillSystem, anybody: TillSystem, bakery: Business) -> None:
    written = shop.post("offers/", BREAKFAST, key="")

    assert written.status_code == 201
    body = written.json()
    assert (body["state"], body["price_cents"], body["vat_kind"], body["business"]["name"]) == (
        "on_sale",
        2450,
        "multi",
        "Bäckerei Jansen",
    )
    assert anybody.get("offers/").json()["results"] == [body]
    assert anybody.get(f"offers/{body['id']}/").json() == body
    actions = AuditEntry.objects.order_by("pk").values_list("action", "actor")
    assert list(actions) == [("offer.drafted", "Kasse 1 (API)"), ("offer.published", "Kasse 1 (API)")]


def test_a_draft_is_seen_by_its_business_only(shop: TillSystem, anybody: TillSystem, kiel: RegionCard) -> None:
    draft = shop.post("offers/", BREAKFAST | {"publish": False}, key="").json()
    stranger = till_of(kiel, make_business(name="Buchhandlung Hafen"))

    assert draft["state"] == "draft"
    assert anybody.get("offers/").json()["results"] == []
    assert anybody.get("offers/", mine="true").status_code == 401
    assert len(shop.get("offers/", mine="true").json()["results"]) == 1
    for system, status in ((anybody, 404), (stranger, 404), (shop, 200)):
        assert system.get(f"offers/{draft['id']}/").status_code == status
    assert shop.patch(f"offers/{draft['id']}/", {"publish": True}).json()["state"] == "on_sale"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"price_cents": None}, "price_cents"),
        ({"price_cents": 99}, "price_cents"),
        ({"kind": "free"}, "min_cents"),
        ({"kind": "free", "min_cents": 5000, "max_cents": 1000}, "max_cents"),
        ({"vat_kind": "single", "vat_rate": 8}, "vat_rate"),
        ({"validity_years": 2}, "validity_reason"),
        ({"stock_left": -1}, "stock_left"),
        ({"kind": "gold"}, "kind"),
    ],
)
def test_what_is_wrong_is_named(shop: TillSystem, changes: dict[str, object], field: str) -> None:
    answer = shop.post("offers/", BREAKFAST | changes, key="")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field] or field in answer.json()["fields"]
    assert not Offer.objects.exists()


def test_a_change_touches_what_it_names(shop: TillSystem, bakery: Business) -> None:
    offer = make_offer(business=bakery, stock_left=7, terms="Bitte anrufen.")

    changed = shop.patch(f"offers/{offer.pk}/", {"title": "Frühstück für drei"})
    free = shop.patch(f"offers/{offer.pk}/", {"kind": "free", "min_cents": 500, "max_cents": 5000})

    assert (changed.status_code, free.status_code) == (200, 200)
    offer.refresh_from_db()
    assert (offer.title, offer.stock_left, offer.terms) == ("Frühstück für drei", 7, "Bitte anrufen.")
    assert (offer.kind, offer.price_cents, offer.min_cents, offer.max_cents) == ("free", None, 500, 5000)
    assert AuditEntry.objects.order_by("pk").values_list("detail", flat=True)[0] == {"fields": ["title"]}


def test_nobody_changes_what_is_not_theirs_to_decide(shop: TillSystem, bakery: Business) -> None:
    offer = make_offer(business=bakery)
    other = make_business(name="Buchhandlung Hafen")

    shop.patch(f"offers/{offer.pk}/", {"business": other.pk, "published_at": None, "id": 99, "stopped_by": "x"})

    offer.refresh_from_db()
    assert (offer.business, offer.published_at, offer.stopped_by) == (bakery, NOON, "")
    assert shop.patch(f"offers/{make_offer(business=other).pk}/", {"title": "Meins"}).status_code == 404


def test_stop_and_resume(shop: TillSystem, bakery: Business) -> None:
    offer = make_offer(business=bakery)

    assert shop.patch(f"offers/{offer.pk}/", {"stopped": True}).json()["state"] == "stopped"
    assert shop.patch(f"offers/{offer.pk}/", {"stopped": True}).json()["code"] == "not_possible"
    assert shop.patch(f"offers/{offer.pk}/", {"stopped": False}).json()["state"] == "on_sale"
    stop_offer(offer, by="Ute", at=NOON, by_staff=True)
    refused = shop.patch(f"offers/{offer.pk}/", {"stopped": False, "title": "Neu"})
    assert (refused.status_code, refused.json()["code"]) == (409, "stopped_by_staff")
    offer.refresh_from_db()
    assert offer.title == "Frühstück für zwei"


def test_somebody_orders_and_follows_the_order(anybody: TillSystem, bakery: Business) -> None:
    offer = make_offer(business=bakery, stock_left=5)
    wish = {
        "offer": offer.pk,
        "quantity": 2,
        "unit_cents": 2500,
        "email": "Ute@Example.org",
        "gift": {"recipient_name": "Opa Heinz", "greeting": "Guten Appetit!"},
    }

    placed = anybody.post("orders/", wish)
    again = anybody.post("orders/", wish)

    assert placed.status_code == 201
    body = placed.json()
    assert (body["state"], body["total_cents"], body["is_gift"], body["vouchers"]) == ("waiting", 5000, True, [])
    assert body["checkout_url"].startswith("http")
    assert (again.content, again.headers["Idempotency-Replayed"]) == (placed.content, "true")
    order = Order.objects.get()
    assert (order.email, order.recipient_name, order.token) == ("ute@example.org", "Opa Heinz", body["token"])
    assert Attempt.objects.count() == 1
    offer.refresh_from_db()
    assert offer.stock_left == 3
    followed = anybody.get(f"orders/{body['token']}/").json()
    assert followed == {name: value for name, value in body.items() if name not in ("checkout_url", "unprintable")}


def test_without_an_api_key_a_name_answers_to_its_own_body_only(anybody: TillSystem, bakery: Business) -> None:
    offer = make_offer(business=bakery)
    wish = {"offer": offer.pk, "unit_cents": 2500, "email": "ute@example.org"}

    mine = anybody.post("orders/", wish).json()
    theirs = anybody.post("orders/", wish | {"email": "dieb@example.org"})

    assert theirs.status_code == 201
    assert mine["token"] != theirs.json()["token"]
    guessable = anybody.post("orders/", wish, key="bestellung-000123")
    assert (guessable.status_code, guessable.json()["code"]) == (400, "idempotency_key_unfit")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"unit_cents": 2400}, 409, "price_changed"),
        ({"quantity": 6}, 409, "out_of_stock"),
        ({"quantity": 11}, 400, "invalid"),
        ({"email": "ute"}, 400, "invalid"),
        ({"offer": 2**61}, 404, "not_found"),
    ],
)
def test_what_cannot_be_ordered(
    anybody: TillSystem, bakery: Business, changes: dict[str, object], status: int, code: str
) -> None:
    offer = make_offer(business=bakery, stock_left=5)
    wish = {"offer": offer.pk, "unit_cents": 2500, "email": "ute@example.org"} | changes

    answer = anybody.post("orders/", wish)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Order.objects.exists()


def test_a_stopped_offer_and_an_amount_out_of_range(anybody: TillSystem, bakery: Business) -> None:
    stopped = stop_offer(make_offer(business=bakery), by="Jan", at=NOON)
    free = make_offer(business=bakery, kind="free", price_cents=None, min_cents=1000, max_cents=5000)
    wish = {"unit_cents": 500, "email": "ute@example.org"}

    not_on_sale = anybody.post("orders/", wish | {"offer": stopped.pk})
    too_little = anybody.post("orders/", wish | {"offer": free.pk}, key=KEY.replace("0001", "0002"))

    assert (not_on_sale.status_code, not_on_sale.json()["code"]) == (409, "not_on_sale")
    body = too_little.json()
    assert (body["code"], body["min_cents"], body["max_cents"]) == ("price_out_of_range", 1000, 5000)


def test_an_order_that_is_paid_shows_its_vouchers_to_who_knows_its_token(
    anybody: TillSystem, shop: TillSystem, bakery: Business
) -> None:
    voucher = make_voucher(order=make_order(offer=make_offer(business=bakery), fulfilled_at=NOON), value_cents=2500)

    followed = anybody.get(f"orders/{voucher.order.token}/").json()
    listed = shop.get("orders/").json()

    assert (followed["state"], followed["vouchers"]) == (
        "paid",
        [{"code": voucher.code, "value_cents": 2500, "left_cents": 2500, "expires_on": "2029-12-31"}],
    )
    assert len(listed["results"]) == 1
    for secret in (voucher.code, voucher.order.token, voucher.order.email):
        assert secret not in str(listed)
    assert anybody.get("orders/erfunden/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_the_same_with_one_row_and_with_three(
    anybody: TillSystem,
    shop: TillSystem,
    bakery: Business,
    rows: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for _ in range(rows):
        make_order(offer=make_offer(business=bakery))
    anybody.get("offers/")

    with django_assert_num_queries(2):  # whether vouchers are on, offers
        anybody.get("offers/")
    with django_assert_num_queries(
        6
    ):  # whether vouchers are on, token and its last use, business, orders, their vouchers
        shop.get("orders/")
