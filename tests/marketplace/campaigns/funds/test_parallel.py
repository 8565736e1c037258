"""A hundred who pay at once for a pot that lasts for fifty, and workers that die anywhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.campaigns.funds.match import release, reserve
from marketplace.campaigns.models import Match, MatchFund, Pledge
from tests.ledger import balances
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.marketplace.crash import dies_everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PEOPLE, MATCHED, AT_ONCE = 100, 50, 25  # connections: the server takes no hundred
CENTS = 2500


def at_once(kiel: RegionCard, pledges: list[Pledge], act: Callable[[Pledge], object]) -> None:
    start = Barrier(AT_ONCE)

    def work(pledge: Pledge) -> None:
        try:
            start.wait()
            with stepping_into(kiel):
                act(pledge)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(work, pledges))


def kept(fund: MatchFund) -> list[int]:
    return list(Match.objects.filter(fund=fund, released_at=None).values_list("cents", flat=True))


def test_a_hundred_at_once_empty_a_pot_of_fifty_to_the_cent(kiel: RegionCard) -> None:
    """Two pots on each pledge: whoever waits for one holds nothing that the other waits for."""
    with stepping_into(kiel):
        fund, other = make_fund(budget_cents=MATCHED * CENTS), make_fund(budget_cents=1_000_000, factor_percent=50)
        campaigns = [make_campaign(), make_campaign()]
        pledges = [make_pledge(campaigns[n % 2], support_cents=CENTS) for n in range(PEOPLE)]

    at_once(kiel, pledges, lambda pledge: reserve(Pledge.objects.get(pk=pledge.pk), timezone.now()))

    with stepping_into(kiel):
        fund.refresh_from_db()
        other.refresh_from_db()
        assert (kept(fund), fund.left_cents) == ([CENTS] * MATCHED, 0)
        assert (kept(other), other.left_cents) == ([CENTS // 2] * PEOPLE, 1_000_000 - PEOPLE * CENTS // 2)
        assert balances()[f"match-promised:{fund.pk}"] == -MATCHED * CENTS

    lucky = [one for one in pledges if one.pk in _of(kiel, fund)]
    at_once(kiel, lucky, lambda pledge: release(pledge, "refunded", timezone.now()))

    with stepping_into(kiel):
        fund.refresh_from_db()
        assert (kept(fund), fund.left_cents, balances()[f"match-promised:{fund.pk}"]) == ([], MATCHED * CENTS, 0)


def _of(kiel: RegionCard, fund: MatchFund) -> set[int]:
    with stepping_into(kiel):
        return set(Match.objects.filter(fund=fund, released_at=None).values_list("pledge", flat=True))


def test_one_person_in_many_tabs_gets_no_more_than_one_person_may(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        fund, campaign = make_fund(cap_per_person=6000, cap_per_campaign=100_000), make_campaign()
        names = [f"ute+{n}@example.org" for n in range(AT_ONCE)]
        pledges = [make_pledge(campaign, support_cents=CENTS, email=name) for name in names]

    at_once(kiel, pledges, lambda pledge: reserve(Pledge.objects.get(pk=pledge.pk), timezone.now()))

    with stepping_into(kiel):
        assert sorted(kept(fund)) == [1000, CENTS, CENTS]


def test_a_process_that_dies_anywhere_has_matched_nothing_at_all(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        fund, pledge = make_fund(), make_pledge(make_campaign(), support_cents=CENTS)
        assert dies_everywhere(lambda: reserve(pledge, timezone.now()), of=kiel) > 5
        assert kept(fund) == [CENTS]
        assert dies_everywhere(lambda: release(pledge, "refunded", timezone.now()), of=kiel) > 5
        fund.refresh_from_db()
        assert (kept(fund), fund.left_cents, set(balances().values())) == ([], fund.budget_cents, {0})
