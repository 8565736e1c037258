"""Mistakes with vouchers that the region sells and others take."""

from __future__ import annotations

from typing import Any

import pytest

from billing.bank.payouts import pay
from billing.bank.payouts.kind import AnyPayouts
from marketplace.regionwide.models import Claim, Settlement
from marketplace.vouchers.till import for_the_region
from tests.billing.machine.mutants import mistake
from tests.billing.machine.mutants_of_matches import MUTANTS

__all__ = ["MUTANTS"]


@mistake
def reversal_still_claimed(patch: pytest.MonkeyPatch) -> None:
    """A redemption that was reversed is paid to the business all the same"""
    real = for_the_region.note_claim

    def greedy(business_id: int, *, cents: int, **more: Any) -> Claim | None:
        return real(business_id, cents=cents, **more) if cents > 0 else None

    patch.setattr(for_the_region, "note_claim", greedy)


@mistake
def owed_to_the_issuer(patch: pytest.MonkeyPatch) -> None:
    """The ledger owes a redemption to the region itself"""
    patch.setattr(for_the_region, "owed_of", lambda business_id: "owed:0")


@mistake
def paid_at_each_click(patch: pytest.MonkeyPatch) -> None:
    """A settlement that is noted as paid twice is booked twice"""
    real = pay._locked

    def forgetful(payouts: AnyPayouts, settlement: Settlement) -> Settlement:
        found: Settlement = real(payouts, settlement)
        found.paid_at = None
        return found

    patch.setattr(pay, "_locked", forgetful)


@mistake
def ledger_hears_no_return(patch: pytest.MonkeyPatch) -> None:
    """A transfer that came back is owed again in the rows, and not in the ledger"""
    real = pay.post

    def deaf(key: str, **more: Any) -> None:
        if not key.startswith("unsettle:"):
            real(key, **more)

    patch.setattr(pay, "post", deaf)
