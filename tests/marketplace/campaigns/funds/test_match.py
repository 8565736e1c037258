"""What pots give for a pledge, and what goes back into them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from billing.ledger.models import Journal
from kreislauf.regions import RegionCard
from marketplace.campaigns.funds.forget import forget_people, funds_to_forget
from marketplace.campaigns.funds.granting.grant import Decision, grant
from marketplace.campaigns.funds.match import release, reserve
from marketplace.campaigns.funds.person import mailbox, person_hash
from marketplace.campaigns.models import Campaign, Match, MatchFund, Pledge
from tests.ledger import balances
from tests.make import make_business, make_category
from tests.make_campaign import make_campaign, make_fund, make_pledge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
DAY = timedelta(days=1)


def matched(fund: MatchFund, pledge: Pledge, *, at: datetime | None = None) -> int:
    """What this pot gives for a pledge that was just paid, in cents."""
    reserve(pledge, at or timezone.now())
    found = Match.objects.filter(fund=fund, pledge=pledge, released_at=None).first()
    return found.cents if found else 0


def left(fund: MatchFund) -> int:
    fund.refresh_from_db()
    return fund.left_cents


def test_a_pot_doubles_what_was_paid_but_the_shipping() -> None:
    fund, campaign = make_fund(), make_campaign()
    pledge = make_pledge(campaign, support_cents=5000)
    assert (matched(fund, pledge), left(fund)) == (5000, 95_000)
    assert balances() == {f"match-for:{campaign.pk}": 5000, f"match-promised:{fund.pk}": -5000}


def test_the_factor_rounds_in_favour_of_the_pot() -> None:
    fund = make_fund(factor_percent=33)
    assert matched(fund, make_pledge(make_campaign(), support_cents=1001)) == 330


def test_the_last_cents_go_to_the_pledge_that_empties_the_pot() -> None:
    fund, campaign = make_fund(budget_cents=7000), make_campaign()
    assert [matched(fund, make_pledge(campaign)) for _ in range(3)] == [5000, 2000, 0]
    assert left(fund) == 0


def test_the_same_payment_twice_is_matched_once() -> None:
    fund, pledge = make_fund(), make_pledge(make_campaign())
    assert (matched(fund, pledge), matched(fund, pledge), left(fund)) == (5000, 5000, 95_000)
    assert Journal.objects.filter(key__startswith="match:").count() == 1


def test_a_refund_after_the_pot_is_empty_gives_it_back_to_the_next() -> None:
    fund, campaign = make_fund(budget_cents=5000), make_campaign()
    first, second = make_pledge(campaign), make_pledge(campaign)
    assert (matched(fund, first), matched(fund, second)) == (5000, 0)
    release(first, "refunded", timezone.now())
    assert left(fund) == 5000
    assert (matched(fund, make_pledge(campaign)), left(fund)) == (5000, 0)


def test_released_twice_goes_back_once() -> None:
    fund, pledge = make_fund(), make_pledge(make_campaign())
    matched(fund, pledge)
    for _ in range(2):
        release(pledge, "refunded", timezone.now())
    assert (left(fund), set(balances().values())) == (100_000, {0})
    match = Match.objects.get()
    assert (match.release_reason, match.released_at is not None) == ("refunded", True)


def test_a_dispute_that_is_won_sets_aside_again_what_is_left() -> None:
    fund, campaign = make_fund(budget_cents=6000), make_campaign()
    pledge = make_pledge(campaign)
    matched(fund, pledge)
    release(pledge, "charged_back", timezone.now())
    assert matched(fund, make_pledge(campaign, support_cents=4000)) == 4000
    assert (matched(fund, pledge), left(fund)) == (2000, 0)
    release(pledge, "charged_back", timezone.now())
    assert (matched(fund, pledge), left(fund)) == (2000, 0)
    assert balances()[f"match-for:{campaign.pk}"] == 6000
    keys = set(Journal.objects.filter(key__contains=f"match:{pledge.pk}:").values_list("key", flat=True))
    name = f"match:{pledge.pk}:{fund.pk}"
    assert keys == {name, f"un{name}", f"{name}:2", f"un{name}:2", f"{name}:3"}


def test_two_pots_on_one_pledge_give_each_by_its_own_rule() -> None:
    half, whole = make_fund(name="Halb", factor_percent=50), make_fund(name="Ganz", cap_per_pledge=2000)
    pledge = make_pledge(make_campaign())
    reserve(pledge, timezone.now())
    assert dict(Match.objects.values_list("fund__name", "cents")) == {"Halb": 2500, "Ganz": 2000}
    release(pledge, "refunded", timezone.now())
    assert (left(half), left(whole)) == (100_000, 100_000)


def test_one_person_under_many_spellings_has_one_cap() -> None:
    fund, campaign = make_fund(cap_per_person=6000), make_campaign()
    spelled = ["ute.brandt@gmail.com", "UteBrandt+licht@googlemail.com", "utebrandt@gmail.com"]
    assert [matched(fund, make_pledge(campaign, email=one)) for one in spelled] == [5000, 1000, 0]
    assert matched(fund, make_pledge(campaign, email="jan@example.org")) == 5000


def test_a_mailbox_has_one_name(dortmund: RegionCard) -> None:
    assert mailbox("Jan.Ohm+x@Example.org") == "jan.ohm@example.org"
    assert mailbox("+x@example.org") == "+x@example.org"
    here = person_hash("jan@example.org")
    from kreislauf.regions import stepping_into

    with stepping_into(dortmund):
        assert person_hash("jan@example.org") != here


def test_a_campaign_and_a_pledge_have_caps_of_their_own() -> None:
    fund = make_fund(cap_per_campaign=8000, cap_per_pledge=4500)
    one, other = make_campaign(), make_campaign()
    assert [matched(fund, make_pledge(one)) for _ in range(3)] == [4500, 3500, 0]
    assert matched(fund, make_pledge(other)) == 4500


def test_only_the_first_of_each_campaign() -> None:
    fund, campaign = make_fund(only={"first": 2}), make_campaign()
    first = make_pledge(campaign)
    assert [matched(fund, first), matched(fund, make_pledge(campaign)), matched(fund, make_pledge(campaign))] == [
        *(5000, 5000, 0)
    ]
    release(first, "refunded", timezone.now())
    assert matched(fund, make_pledge(campaign)) == 5000


@pytest.mark.parametrize("which", ["category", "postcode", "own", "closed", "over", "not yet"])
def test_a_pot_is_for_some(which: str) -> None:
    theatre, now = make_category(name="Kultureinrichtungen"), timezone.now()
    business = make_business(category=theatre, postcode="44137")
    rules: dict[str, Any] = {
        "category": {"only": {"categories": [theatre.pk]}},
        "postcode": {"only": {"postcodes": ["44137"]}},
        "own": {"business": make_business()},
        "closed": {},
        "over": {"ends_at": now + DAY},
        "not yet": {"starts_at": now - DAY},
    }[which]
    fund = make_fund(**rules)
    assert matched(fund, make_pledge(make_campaign(business=business))) == 5000
    stranger = make_campaign(business=fund.business if which == "own" else make_business())
    if which == "closed":
        MatchFund.objects.update(closed_at=now)
    if which == "over":
        MatchFund.objects.update(ends_at=now)
    if which == "not yet":
        MatchFund.objects.update(starts_at=now + DAY)
    assert matched(fund, make_pledge(stranger)) == 0


def test_what_was_ordered_in_the_matched_hours_counts_when_it_is_paid_after_them() -> None:
    fund, campaign = make_fund(only={"hours": [17, 19]}, starts_at=_clock(0) - DAY), make_campaign()
    paid = {"created_at": _clock(18), "paid_at": _clock(20)}
    assert matched(fund, make_pledge(campaign, **paid), at=_clock(20)) == 5000
    assert matched(fund, make_pledge(campaign, created_at=_clock(16)), at=_clock(18)) == 5000
    assert matched(fund, make_pledge(campaign, created_at=_clock(19)), at=_clock(20)) == 0


def test_nothing_is_given_for_nothing() -> None:
    fund = make_fund(factor_percent=1, budget_cents=100)
    assert matched(fund, make_pledge(make_campaign(), support_cents=100)) == 1
    MatchFund.objects.update(left_cents=0)
    assert reserve(make_pledge(make_campaign()), timezone.now()) == []


def test_after_the_decision_nothing_moves_any_more() -> None:
    fund, campaign = make_fund(), make_campaign()
    pledge = make_pledge(campaign, withdrawable_until=None)
    matched(fund, pledge)
    Campaign.objects.update(ended_at=timezone.now(), succeeded=True)
    campaign.refresh_from_db()
    grant(fund, campaign, Decision(number="40/2026"), by="Ute", at=timezone.now())
    release(pledge, "charged_back", timezone.now())
    late = make_pledge(campaign)
    assert (matched(fund, late), left(fund)) == (0, 95_000)
    assert Match.objects.get().released_at is None


def test_who_was_matched_is_forgotten_long_after_the_pot_is_over() -> None:
    fund, now = make_fund(), timezone.now()
    matched(fund, make_pledge(make_campaign()))
    MatchFund.objects.update(ends_at=now + DAY)
    assert (funds_to_forget(now + 181 * DAY).count(), forget_people(at=now + 180 * DAY)) == (0, 0)
    later = now + 182 * DAY
    assert (funds_to_forget(later).count(), forget_people(at=later), forget_people(at=later)) == (1, 1, 0)
    assert Match.objects.get().person == ""


def _clock(hour: int) -> datetime:
    return timezone.localtime().replace(hour=hour, minute=5, second=0, microsecond=0)
