"""What backers get: a voucher of the business's own, a thing, a service, or thanks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.models import Campaign, Reward
from marketplace.campaigns.writing.rules import MOST_REWARDS, is_still_written
from marketplace.campaigns.writing.say import in_words
from marketplace.campaigns.writing.words_of import forbidden_in
from marketplace.review.change import Ended as Ended
from marketplace.review.change import change
from marketplace.review.decisions import locked

# Of a reward that somebody may have chosen, nothing but a later day changes.
COLUMNS = ("kind", "offer", "title", "text", "price_cents", "vat_rate", "shipping_cents", "deliver_by", "total")


class TooMany(Exception):
    """A page of more rewards than this is read by nobody."""


class Promised(Exception):
    """It is public: what it holds out stays as it is, and its day may only be later."""


@transaction.atomic
def add_reward(campaign: Campaign, values: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Reward:
    """Below the others. Of a public campaign it waits for staff. ``key`` names the form: sent twice, it makes one.

    Refuses with ``TooMany`` or ``Ended``.
    """
    row = _open(campaign)
    if known := row.rewards.filter(key=key).first():
        return known
    if row.rewards.count() >= MOST_REWARDS:
        raise TooMany
    last = row.rewards.aggregate(last=Max("position"))["last"] or 0
    waits = {"handed_in_at": at, "withdrawn_at": at} if row.approved_at is not None else {}
    reward = Reward.objects.create(campaign=row, **values, left=values["total"], position=last + 1, key=key, **waits)
    record("reward.added", reward, by=by, at=at, campaign=row.pk)
    _read_again(row, by=by, at=at)
    return reward


@transaction.atomic
def change_reward(reward: Reward, values: Mapping[str, Any], *, by: Actor, at: datetime) -> Reward:
    """Refuses with ``Promised`` where it is public; there ``move_delivery`` is all. With ``Ended`` where it is over."""
    campaign = _open(reward.campaign)
    row = Reward.objects.select_for_update().get(pk=reward.pk)
    if not is_still_written(row, campaign):
        raise Promised
    changed = [name for name in COLUMNS if getattr(row, name) != values[name]]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.left = row.total
        row.save()
        record("reward.changed", row, by=by, at=at, fields=changed)
        _read_again(campaign, by=by, at=at)
    return row


@transaction.atomic
def withdraw_reward(reward: Reward, *, by: Actor, at: datetime) -> None:
    """Nobody can choose it from now on; what was chosen is owed. One that nobody has seen is deleted. Repeatable."""
    campaign = _open(reward.campaign)
    row = Reward.objects.select_for_update().filter(pk=reward.pk).first()
    if row is None or (row.withdrawn_at is not None and row.handed_in_at is None):
        return
    record("reward.withdrawn", row, by=by, at=at, campaign=campaign.pk)
    if is_still_written(row, campaign):
        row.delete()
        _read_again(campaign, by=by, at=at)
        return
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])


@transaction.atomic
def move_delivery(reward: Reward, day: date, *, by: Actor, at: datetime) -> None:
    """To a later day; everybody who has paid for it and waits hears of it. Refuses with ``Promised`` an earlier one."""
    row = Reward.objects.select_for_update().get(pk=reward.pk)
    if row.deliver_by is None or day < row.deliver_by:
        raise Promised
    if day > row.deliver_by:
        before, row.deliver_by, row.move_mail_due_at = row.deliver_by, day, at
        row.save(update_fields=["deliver_by", "move_mail_due_at"])
        record("reward.moved", row, by=by, at=at, before=before.isoformat(), after=day.isoformat())


def release_rewards(campaign: Campaign) -> None:
    """Staff has read those that were added meanwhile: from now on they can be chosen."""
    campaign.rewards.filter(handed_in_at__isnull=False).update(handed_in_at=None, withdrawn_at=None)
    campaign.new_rewards = []
    campaign.save(update_fields=["new_rewards"])


def to_be_read(campaign: Campaign) -> list[dict[str, Any]]:
    """The rewards that staff has not released yet, as it reads them: ``[{"id": 7, "said": "Patenschaft, 25 €"}]``."""
    rows = campaign.rewards.order_by("position", "pk")
    rows = rows.filter(handed_in_at__isnull=False) if campaign.approved_at else rows.filter(withdrawn_at=None)
    return [{"id": one.pk, "said": in_words(one)} for one in rows]


def _open(campaign: Campaign) -> Campaign:
    """Locked. Refuses with ``Ended``."""
    row = locked(campaign)
    if row.is_ended or row.ended_at is not None:
        raise Ended
    return row


def _read_again(campaign: Campaign, *, by: Actor, at: datetime) -> None:
    """Another version for staff, so that it decides on the rewards that stand there now."""
    if campaign.handed_in_at is not None:
        waiting, is_proven = to_be_read(campaign), not forbidden_in(campaign)
        change(campaign, {"new_rewards": waiting}, by=by, at=at, is_proven=is_proven)
