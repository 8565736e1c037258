"""Mistakes with pots."""

from __future__ import annotations

from datetime import datetime

import pytest

from marketplace.campaigns.funds import match
from marketplace.campaigns.models import Match, MatchFund
from tests.billing.machine.mutants import mistake
from tests.billing.machine.mutants_of_pledges import MUTANTS

__all__ = ["MUTANTS"]


@mistake
def pot_not_refilled(patch: pytest.MonkeyPatch) -> None:
    """What goes back does not come into the pot again"""
    real = match.put_back

    def spilled(one: Match, fund: MatchFund, *, because: str, at: datetime) -> None:
        real(one, fund, because=because, at=at)
        MatchFund.objects.filter(pk=fund.pk).update(left_cents=fund.left_cents)

    patch.setattr(match, "put_back", spilled)


@mistake
def spelled_apart(patch: pytest.MonkeyPatch) -> None:
    """Each spelling of an address counts as a person"""
    patch.setattr(match, "person_hash", lambda email: email)
