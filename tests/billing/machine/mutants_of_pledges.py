"""Mistakes with pledges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from marketplace.campaigns.funds import match
from marketplace.campaigns.pledges import close, deliver, fulfil, losses, refund, stock
from marketplace.vouchers.orders import reward
from tests.billing.machine.mutants import mistake, put_in_place, put_in_purpose
from tests.billing.machine.mutants_of_subsidies import MUTANTS

__all__ = ["MUTANTS"]


@mistake
def piece_kept(patch: pytest.MonkeyPatch) -> None:
    """A pledge that nobody paid keeps its piece of the reward"""
    put_in_place(patch, stock.return_reward, lambda reward_id: None)


@mistake
def late_pledge_free(patch: pytest.MonkeyPatch) -> None:
    """A pledge paid late takes no piece of the reward"""
    patch.setattr(fulfil, "take_reward", lambda reward_id: True)


@mistake
def paid_pledge_closed(patch: pytest.MonkeyPatch) -> None:
    """A pledge that is closed a second time gives its piece back a second time"""
    real = close.close_unpaid

    def again(pledge_id: int, *, at: datetime) -> None:
        expired = close.Pledge.objects.filter(pk=pledge_id, expired_at__isnull=False)
        expired.update(expired_at=None, holds_reward=True)
        real(pledge_id, at=at)

    put_in_purpose(patch, "pledge", closed=again)


@mistake
def voucher_kept(patch: pytest.MonkeyPatch) -> None:
    """A pledge's money goes back and its voucher still pays"""
    put_in_place(patch, reward.reserve_reward, lambda order, *, at: None)


@mistake
def failed_refund_lost(patch: pytest.MonkeyPatch) -> None:
    """A refund of a pledge that fails leaves it waiting"""
    real = refund.finish_refund

    def only_good_news(subject_id: int, *, succeeded: bool, **more: Any) -> None:
        if succeeded:
            real(subject_id, succeeded=succeeded, **more)

    put_in_purpose(patch, "pledge", refunded=only_good_news)


@mistake
def pot_pays_on(patch: pytest.MonkeyPatch) -> None:
    """What a pot had set aside stays although the money went back"""
    put_in_place(patch, match.release, lambda pledge, because, at: None)


@mistake
def loss_of_the_voucher_only(patch: pytest.MonkeyPatch) -> None:
    """A bank takes money back, and the voucher is worth what it was"""
    patch.setattr(losses, "block_charged_back", lambda order_id, *, amount_cents, at: None)


@mistake
def sent_for_nothing(patch: pytest.MonkeyPatch) -> None:
    """What was sent stays owed in the books"""
    patch.setattr(deliver, "_move", lambda pledge, sign, *, at: None)


@mistake
def paid_whatever_it_costs(patch: pytest.MonkeyPatch) -> None:
    """A pledge takes money although its campaign was stopped, and none while it runs"""
    patch.setattr(fulfil, "_takes_money", lambda pledge: pledge.campaign.stopped_at is not None)
