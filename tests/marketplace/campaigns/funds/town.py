"""A town with pots for one seeded run, and an onlooker who works out once more what each pot owes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.campaigns.funds import match
from marketplace.campaigns.funds.granting.grant import Decision, NothingToGrant, grant, mark_paid, refuse
from marketplace.campaigns.funds.keep import close, reopen
from marketplace.campaigns.models import Campaign, Grant, Match, MatchFund, Pledge
from tests.billing.machine.of_matches import (
    a_pot_holds_what_it_has_not_reserved,
    limits_of_a_pot_hold,
    only_what_is_paid_is_matched,
    the_ledger_says_what_pots_promised,
)
from tests.ledger import balances
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.marketplace.crash import Died, dying_at

SENTENCES: list[Any] = [
    *(a_pot_holds_what_it_has_not_reserved, only_what_is_paid_is_matched),
    *(limits_of_a_pot_hold, the_ledger_says_what_pots_promised),
]
BOXES = ("ute@gmail.com", "u.te+kiel@googlemail.com", "jan@example.org", "jan+2@example.org", "kim@example.org")


@dataclass
class Town:
    """A few pots and campaigns, and what an onlooker thinks that each pledge has from each pot, in cents."""

    random: Random
    funds: list[MatchFund] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    wanted: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pick = self.random.choice
        self.campaigns = [make_campaign() for _ in range(3)]
        for number in range(3):
            self.funds.append(
                make_fund(
                    name=f"Topf {number}",
                    budget_cents=pick([3000, 9000, 20_000]),
                    factor_percent=pick([33, 100, 200]),
                    cap_per_pledge=pick([None, 2000]),
                    cap_per_person=pick([None, 4000]),
                    cap_per_campaign=pick([None, 7000]),
                    only=pick([{}, {}, {"first": 2}]),
                )
            )

    def step(self) -> None:
        """Something happens, in a transaction of its own; now and then the process dies in the middle."""
        act = self.random.choice([pay, pay, pay, again, give_back, win, decide, door])
        before, last = dict(self.wanted), self.random.choice([4, 8, 12, 999, 999, 999])
        begin = transaction.savepoint()  # outside: dead is also who dies while he commits
        try:
            with dying_at(last), transaction.atomic():
                act(self)
        except Died:
            transaction.savepoint_rollback(begin)
            self.wanted = before

    def differs(self) -> list[object]:
        kept = Match.objects.filter(released_at=None).values_list("fund", "pledge", "cents")
        found = {(fund, pledge): cents for fund, pledge, cents in kept}
        wanted = {key: cents for key, cents in self.wanted.items() if cents}
        books = SimpleNamespace(balances=balances())
        broken = [f"{one.__doc__} – {what}" for one in SENTENCES for what in one(books)]
        return [*broken, *sorted(set(found.items()) ^ set(wanted.items()))]


def pay(town: Town) -> None:
    cents = town.random.choice([1000, 1999, 2500, 6000])
    email = town.random.choice(BOXES)
    campaign = Campaign.objects.get(pk=town.random.choice(town.campaigns).pk)
    _reserved(town, make_pledge(campaign, support_cents=cents, email=email, withdrawable_until=None))


def again(town: Town) -> None:
    if pledge := _any(town, Pledge.objects.filter(refunded_at=None, charged_back_cents=0)):
        _reserved(town, pledge)


def win(town: Town) -> None:
    """The dispute about a pledge is won."""
    if pledge := _any(town, Pledge.objects.filter(charged_back_cents__gt=0)):
        Pledge.objects.filter(pk=pledge.pk).update(charged_back_cents=0)
        pledge.refresh_from_db()
        _reserved(town, pledge)


def give_back(town: Town) -> None:
    """What was granted stays: such a pledge is of no use here."""
    granted = Match.objects.exclude(grant=None).values("pledge")
    open_ones = Pledge.objects.filter(refunded_at=None, charged_back_cents=0).exclude(pk__in=granted)
    if (pledge := _any(town, open_ones)) is None:
        return
    for _ in range(town.random.choice([1, 2])):
        match.release(pledge, "refunded", timezone.now())
    refunded = town.random.random() < 0.5
    gone = {"refunded_at": timezone.now()} if refunded else {"charged_back_cents": pledge.support_cents}
    Pledge.objects.filter(pk=pledge.pk).update(**gone)
    for fund in town.funds:
        town.wanted.pop((fund.pk, pledge.pk), None)


def decide(town: Town) -> None:
    pk, fund = town.random.choice(town.campaigns).pk, town.random.choice(town.funds)
    if town.random.random() < 0.5:
        return
    Campaign.objects.filter(pk=pk).update(ended_at=timezone.now(), succeeded=True)
    campaign = Campaign.objects.get(pk=pk)
    with suppress(NothingToGrant):
        if town.random.random() < 0.3:
            refuse(fund, campaign, by="Ute", at=timezone.now())
            of_campaign = set(Pledge.objects.filter(campaign=campaign).values_list("pk", flat=True))
            town.wanted = {
                key: cents for key, cents in town.wanted.items() if key[0] != fund.pk or key[1] not in of_campaign
            }
        else:
            made = grant(fund, campaign, Decision("1"), by="Ute", at=timezone.now())
            for _ in range(2):
                mark_paid(made, by="Ute", at=timezone.now())


def door(town: Town) -> None:
    fund = town.random.choice(town.funds)
    town.random.choice([close, reopen, reopen])(fund, by="Ute", at=timezone.now())


def _reserved(town: Town, pledge: Pledge) -> None:
    match.reserve(pledge, timezone.now())
    for fund in MatchFund.objects.order_by("pk"):
        shut = fund.closed_at or Grant.objects.filter(fund=fund, campaign=pledge.campaign).exists()
        if not shut and not town.wanted.get((fund.pk, pledge.pk)):
            town.wanted[fund.pk, pledge.pk] = _owed(town, fund, pledge)


def _owed(town: Town, fund: MatchFund, pledge: Pledge) -> int:
    """What the pot owes the pledge, by what the onlooker has noted so far."""
    rows = {one.pk: one for one in Pledge.objects.all()}
    mine = {rows[key[1]]: cents for key, cents in town.wanted.items() if key[0] == fund.pk and cents}
    of_campaign = [cents for one, cents in mine.items() if one.campaign_id == pledge.campaign_id]
    name = _name(pledge)
    of_person = sum(cents for one, cents in mine.items() if _name(one) == name)
    if len(of_campaign) >= fund.only.get("first", 10**9):
        return 0
    rests = [pledge.support_cents * fund.factor_percent // 100, fund.budget_cents - sum(mine.values())]
    rests += [cap for cap in [fund.cap_per_pledge] if cap is not None]
    rests += [cap - of_person for cap in [fund.cap_per_person] if cap is not None]
    rests += [cap - sum(of_campaign) for cap in [fund.cap_per_campaign] if cap is not None]
    return max(min(rests), 0)


def _name(pledge: Pledge) -> str:
    """Who it is: the first three letters do, in this small town."""
    return pledge.email.replace(".", "")[:3]


def _any(town: Town, rows: Any) -> Pledge | None:
    found = list(rows.order_by("pk"))
    return town.random.choice(found) if found else None
