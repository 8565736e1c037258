"""Pots under random faults: whatever comes in whatever order, and wherever a process dies, they add up.

A failing seed fails again.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from marketplace.campaigns.funds import limits, match
from marketplace.campaigns.models import Campaign, Match, MatchFund
from tests.marketplace.campaigns.funds.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
SEEDS, NOTICED_WITHIN, STEPS = 6, 12, 40


def played(seed: int) -> list[object]:
    """What does not add up in the end; the town is gone then."""
    with transaction.atomic():
        town = Town(Random(seed))
        try:
            for _ in range(STEPS):
                town.step()
            return town.differs()
        except IntegrityError as surprise:
            return [surprise]
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_comes_pots_add_up(seed: int) -> None:
    assert played(seed) == []


def spelled_apart(patch: pytest.MonkeyPatch) -> None:
    """Each spelling of an address counts as a person"""
    patch.setattr(match, "person_hash", lambda email: email)


def counted_for_ever(patch: pytest.MonkeyPatch) -> None:
    """What went back into the pot still counts against the campaign"""

    def used(fund: MatchFund, campaign: Campaign, *, person: str) -> limits.Used:
        rows = Match.objects.filter(fund=fund)
        of_campaign, of_person = rows.filter(campaign=campaign), rows.filter(person=person)
        return limits.Used(_sum(of_campaign), of_campaign.count(), _sum(of_person))

    patch.setattr(match, "used_of", used)


def rounded_up(patch: pytest.MonkeyPatch) -> None:
    """A part of a cent comes out of the pot"""
    real = match.given

    def up(fund: MatchFund, cents: int, *, used: limits.Used) -> limits.Given:
        return real(fund, cents + (cents * fund.factor_percent % 100 > 0), used=used)

    patch.setattr(match, "given", up)


def kept_after_refund(patch: pytest.MonkeyPatch) -> None:
    """A refund leaves what the pot has set aside"""
    patch.setattr(match, "release", lambda pledge, because, at: None)


def not_put_back(patch: pytest.MonkeyPatch) -> None:
    """What a refund releases does not come back into the pot"""

    def forgetful(one: Match, fund: MatchFund, *, because: str, at: Any) -> None:
        Match.objects.filter(pk=one.pk).update(released_at=at)

    patch.setattr(match, "put_back", forgetful)


def booked_under_one_name(patch: pytest.MonkeyPatch) -> None:
    """A second match of a pledge is booked under the name of the first"""
    patch.setattr(match, "_key", lambda one: f"match:{one.pledge_id}:{one.fund_id}")


def after_the_decision(patch: pytest.MonkeyPatch) -> None:
    """A pot gives to a campaign for which it has decided"""
    patch.setattr(match, "_is_granted", lambda fund, campaign: False)


def first_pot_only(patch: pytest.MonkeyPatch) -> None:
    """Of two pots on a pledge one gives"""
    real = match._locked
    patch.setattr(match, "_locked", lambda pks: real(pks)[:1])


MUTANTS = [
    *(spelled_apart, counted_for_ever, rounded_up, kept_after_refund, not_put_back, booked_under_one_name),
    *(after_the_decision, first_pot_only),
]


@pytest.mark.parametrize("mutate", MUTANTS, ids=lambda mutate: mutate.__name__)
def test_a_mistake_is_noticed(mutate: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch)

    noticed = next((seed for seed in range(NOTICED_WITHIN) if played(seed)), None)

    assert noticed is not None, f"{mutate.__doc__}: not noticed in {NOTICED_WITHIN} runs"


def _sum(rows: Any) -> int:
    return int(rows.aggregate(cents=Sum("cents", default=0))["cents"])
