"""The buyer pays 20 €, the voucher is worth 25 €: the difference comes out of the budget, once, and goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from billing.providers.sandbox import world
from kreislauf.regions import RegionCard
from marketplace.subsidies.actions.edit import LongOver, change, stop
from marketplace.subsidies.forget import forget
from marketplace.subsidies.reserve import SubsidyChanged
from marketplace.vouchers.models import OfferKind, Order, Voucher
from marketplace.vouchers.orders.hold import TooManyAtOnce, release_holds
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.orders.reopen import reopen_order
from tests.make import make_business, make_category, make_offer
from tests.marketplace.subsidies.steps import left, lines_of, make_action, order_of, subsidy_of
from tests.marketplace.vouchers.buying.steps import balances, checkout_of, look, pay

pytestmark = pytest.mark.django_db


def worth() -> list[tuple[int, int, int]]:
    return list(Voucher.objects.order_by("pk").values_list("value_cents", "left_cents", "subsidy_cents"))


def test_who_pays_20_euros_gets_a_voucher_worth_25(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    assert (order.total_cents, order.value_cents, order.subsidy_by) == (20_00, 25_00, "Kreis Plön")
    assert worth() == [(25_00, 25_00, 5_00)]
    assert (left(action), lines_of(order)) == (95_00, [("issue", 5_00)])
    assert balances() == {
        "money:sandbox": 20_00,
        f"subsidy-promised:{action.pk}": 5_00,
        f"open:{order.offer.business_id}": -25_00,
    }


def test_without_an_action_everything_is_as_before(in_kiel: RegionCard) -> None:
    order = pay(order_of())
    assert worth() == [(20_00, 20_00, 0)]
    assert balances() == {"money:sandbox": 20_00, f"open:{order.offer.business_id}": -20_00}


def test_what_an_unpaid_order_holds_goes_back_when_its_time_is_over(in_kiel: RegionCard) -> None:
    action = make_action()
    order = order_of()
    assert left(action) == 95_00
    release_holds(at=timezone.now() + timedelta(minutes=14))
    assert left(action) == 95_00
    release_holds(at=timezone.now() + timedelta(minutes=16))
    release_holds(at=timezone.now() + timedelta(minutes=17))
    assert (left(action), lines_of(order), subsidy_of(order).remaining_cents) == (100_00, [], 0)


def test_an_order_that_is_called_off_at_the_provider_gives_it_back(in_kiel: RegionCard) -> None:
    action = make_action()
    order = order_of()
    world.abort(checkout_of(order))
    look(order)
    assert left(action) == 100_00


def test_paid_too_late_it_takes_again_what_is_still_there(in_kiel: RegionCard) -> None:
    action = make_action()
    order = order_of()
    release_holds(at=timezone.now() + timedelta(minutes=16))
    order = pay(order)
    assert (order.fulfilled_at is not None, left(action), worth()) == (True, 95_00, [(25_00, 25_00, 5_00)])


def test_paid_too_late_and_the_budget_is_empty_the_money_goes_back(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=5_00)
    offer = make_offer(price_cents=20_00, stock_left=5)
    order = order_of(offer)
    release_holds(at=timezone.now() + timedelta(minutes=16))
    pay(order_of(make_offer(price_cents=20_00), key="other", email="jan@example.org"))
    order = pay(order)
    offer.refresh_from_db()
    assert (order.fulfilled_at, order.vouchers.count(), offer.stock_left, left(action)) == (None, 0, 5, 0)


def test_an_order_is_fulfilled_once(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    with transaction.atomic():
        assert not issue_paid_order(order.pk, amount_cents=20_00, at=timezone.now())
    look(order)
    assert (left(action), lines_of(order), len(worth())) == (95_00, [("issue", 5_00)], 1)


def test_a_form_that_is_sent_twice_reserves_once(in_kiel: RegionCard) -> None:
    action, offer = make_action(), make_offer(price_cents=20_00)
    assert order_of(offer, subsidy_cents=5_00) == order_of(offer, subsidy_cents=5_00)
    assert left(action) == 95_00


def test_what_is_left_is_given_and_no_cent_more(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=7_00)
    pay(order_of())
    pay(order_of(key="second"))
    pay(order_of(key="third"))
    assert (worth(), left(action)) == ([(25_00, 25_00, 5_00), (22_00, 22_00, 2_00), (20_00, 20_00, 0)], 0)


def test_a_buyer_who_saw_more_is_asked_again(in_kiel: RegionCard) -> None:
    make_action(budget_cents=7_00)
    pay(order_of())
    with pytest.raises(SubsidyChanged) as refused:
        order_of(key="second", subsidy_cents=5_00)
    assert refused.value.unit_cents == 2_00
    assert order_of(key="second", subsidy_cents=2_00).value_cents == 22_00


def test_a_buyer_who_saw_nothing_is_asked_again_too(in_kiel: RegionCard) -> None:
    make_action()
    with pytest.raises(SubsidyChanged):
        order_of(subsidy_cents=0)
    assert Order.objects.count() == 0


def test_a_cent_is_not_divided(in_kiel: RegionCard) -> None:
    make_action(rate_percent=33)
    order = order_of(make_offer(price_cents=10_01))
    assert order.value_cents == 13_31


def test_an_order_gets_no_more_than_its_cap_which_its_pieces_share(in_kiel: RegionCard) -> None:
    action = make_action(cap_per_order_cents=10_00)
    order = pay(order_of(quantity=3))
    assert (worth(), left(action)) == ([(23_33, 23_33, 3_33)] * 3, 90_01)
    assert balances()[f"open:{order.offer.business_id}"] == -69_99


def test_a_person_gets_no_more_than_their_cap_under_any_alias(in_kiel: RegionCard) -> None:
    make_action(cap_per_person_cents=8_00)
    assert order_of(email="ute.brandt@gmail.com").subsidy_cents == 5_00
    assert order_of(key="b", email="Ute.Brandt+zwei@googlemail.com").subsidy_cents == 3_00
    assert order_of(key="c", email="utebrandt@gmail.com").subsidy_cents == 0
    assert order_of(key="d", email="jan@example.org").subsidy_cents == 5_00


def test_what_a_person_gave_back_counts_no_more(in_kiel: RegionCard) -> None:
    make_action(cap_per_person_cents=5_00)
    order_of()
    release_holds(at=timezone.now() + timedelta(minutes=16))
    assert order_of(key="b").subsidy_cents == 5_00


def test_only_the_action_s_branches_get_something(in_kiel: RegionCard) -> None:
    culture = make_category(name="Kultur")
    make_action(categories=[culture.pk])
    theatre = make_offer(business=make_business(name="Theater", category=culture), price_cents=20_00)
    assert order_of().subsidy_cents == 0
    assert order_of(theatre, key="b").subsidy_cents == 5_00


def test_a_voucher_for_a_product_gets_nothing(in_kiel: RegionCard) -> None:
    make_action()
    assert order_of(make_offer(kind=OfferKind.SERVICE, price_cents=20_00)).value_cents == 20_00


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"stopped_at": timezone.now()},
        {"starts_at": timezone.now() + timedelta(hours=1)},
        {"ends_at": timezone.now() - timedelta(hours=1), "starts_at": timezone.now() - timedelta(days=2)},
    ],
    ids=["draft", "stopped", "early", "over"],
)
def test_only_an_action_that_runs_adds_something(in_kiel: RegionCard, fields: dict[str, object]) -> None:
    make_action(**fields)
    assert order_of().subsidy_cents == 0


def test_of_two_actions_the_better_one_gives(in_kiel: RegionCard) -> None:
    make_action(rate_percent=10, giver="Stadt Kiel")
    make_action(rate_percent=25, giver="Kreis Plön", budget_cents=6_00)
    assert order_of().subsidy_by == "Kreis Plön"
    assert order_of(key="b").subsidy_by == "Stadt Kiel"


def test_what_was_stopped_is_kept_by_orders_that_have_it(in_kiel: RegionCard) -> None:
    action = make_action()
    order = order_of()
    stop(action, by="Ute", at=timezone.now())
    pay(order)
    assert worth() == [(25_00, 25_00, 5_00)]


def test_an_order_opened_anew_takes_its_subsidy_again_or_is_refused(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=5_00)
    order = order_of()
    release_holds(at=timezone.now() + timedelta(minutes=16))
    reopen_order(order.pk, at=timezone.now())
    assert left(action) == 0
    release_holds(at=timezone.now() + timedelta(minutes=40))
    order_of(key="b", email="jan@example.org")
    with pytest.raises(SubsidyChanged):
        reopen_order(order.pk, at=timezone.now())


def test_one_network_cannot_hold_more_than_half_of_the_budget_unpaid(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=20_00)
    offer = make_offer(price_cents=20_00)
    for number in range(2):
        order_of(offer, key=f"a{number}", email=f"a{number}@example.org", network="wlan")
    with pytest.raises(TooManyAtOnce):
        order_of(offer, key="a3", email="a3@example.org", network="wlan")
    order_of(offer, key="b", email="b@example.org", network="other")
    assert left(action) == 5_00


def test_the_first_order_cannot_either(in_kiel: RegionCard) -> None:
    action = make_action(budget_cents=300_00)
    offer = make_offer(price_cents=200_00)
    with pytest.raises(TooManyAtOnce) as refused:
        order_of(offer, key="a", quantity=10, network="wlan")
    assert refused.value.most == 3
    assert left(action) == 300_00
    order_of(offer, key="b", quantity=3, network="wlan")
    assert left(action) == 150_00


@pytest.mark.parametrize(("budget", "price", "quantity"), [(60_00, 40_00, 5), (300_00, 1000_00, 1)])
def test_of_what_is_nearly_used_up_it_can(in_kiel: RegionCard, budget: int, price: int, quantity: int) -> None:
    action = make_action(budget_cents=budget)
    order_of(make_offer(price_cents=price), key="a", quantity=quantity, network="wlan")
    assert left(action) == budget - price // 4 * quantity


def test_who_bought_is_forgotten_when_the_action_is_long_over(in_kiel: RegionCard) -> None:
    action = make_action()
    order = order_of()
    forget(at=action.ends_at + timedelta(days=59))
    assert subsidy_of(order).person != ""
    assert (forget(at=action.ends_at + timedelta(days=61)), subsidy_of(order).person) == (1, "")


def test_an_action_whose_buyers_are_forgotten_is_not_extended(in_kiel: RegionCard) -> None:
    action = make_action()
    later = {"ends_at": action.ends_at + timedelta(days=99)}
    with pytest.raises(LongOver):
        change(action, later, by="Ute", at=action.ends_at + timedelta(days=61))
    change(action, {"name": "Anders"}, by="Ute", at=action.ends_at + timedelta(days=61))
    change(action, later, by="Ute", at=action.ends_at + timedelta(days=59))
