"""Mistakes with what the region adds."""

from __future__ import annotations

import pytest

from marketplace.subsidies import release_part, reserve
from marketplace.subsidies.models import Subsidy
from marketplace.vouchers.models import Voucher
from tests.billing.machine.mutants import MUTANTS, mistake, put_in_place

__all__ = ["MUTANTS"]


@mistake
def subsidy_kept(patch: pytest.MonkeyPatch) -> None:
    """An order that nobody paid keeps its subsidy"""
    put_in_place(patch, reserve.release, lambda order_id, *, at: None)


@mistake
def late_subsidy_free(patch: pytest.MonkeyPatch) -> None:
    """An order paid late takes nothing out of the budget"""

    def free(subsidy: Subsidy) -> None:
        Subsidy.objects.filter(pk=subsidy.pk).update(released_at=None)

    put_in_place(patch, reserve._hold_again, free)


@mistake
def only_the_buyer_s_part(patch: pytest.MonkeyPatch) -> None:
    """What the region had added stays with the business when the buyer's money goes back"""
    put_in_place(patch, release_part.release_part, lambda order_id, **more: 0)


@mistake
def subsidy_paid_out(patch: pytest.MonkeyPatch) -> None:
    """A withdrawal sends the buyer what the region had added, too"""
    patch.setattr(Voucher, "paid_cents", property(lambda voucher: voucher.value_cents))
