"""A neighbour backs a campaign: the pledge is written down, then the payment begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, Sum

from billing.payments.checkout import AlreadyPaid, create_attempt, open_checkout
from billing.payments.models import Attempt
from billing.payments.ways import CannotBePaid
from billing.providers.bank_transfer.ask import BANK_TRANSFER
from kreislauf.audit.record import record
from kreislauf.locks import lock_number
from kreislauf.mail.address import as_stored
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.models import PURPOSE, Campaign, Pledge, PledgeKind, Reward
from marketplace.campaigns.models.pledge import MOST_SUPPORT, OPEN
from marketplace.campaigns.pledges import emails
from marketplace.campaigns.pledges.addresses import pledge_page
from marketplace.campaigns.pledges.choice import Backer, Choice, columns_of
from marketplace.campaigns.pledges.hold import HOLD, hold_for_days, refuse_hoarding
from marketplace.campaigns.pledges.stock import take_reward


class NotBacked(Exception):
    """Nothing was written down; each reason is a class of its own."""


class NotRunning(NotBacked):
    """The campaign takes no pledges: its time is over, it was stopped, or nobody can pay its business."""


class RewardGone(NotBacked):
    """Somebody was quicker, or the return gift is offered no more."""


class PriceChanged(NotBacked):
    """The return gift costs something else than the backer saw; they are asked again."""


class TooMuchSupport(NotBacked):
    """More than one person may give to one campaign without a return gift; ``left_cents`` is what they still may."""

    def __init__(self, left_cents: int = 0) -> None:
        super().__init__(left_cents)
        self.left_cents = left_cents


class OtherPledge(NotBacked):
    """The key names a pledge of something else or of somebody else, which is nobody else's business."""


def back(campaign: Campaign, choice: Choice, backer: Backer, *, key: str, at: datetime) -> str:
    """Write the pledge down, and return the address to go on at: the provider's, or the pledge's own page.

    ``key`` names the form: sent twice, it backs once. Refuses with a class of NotBacked or TooManyAtOnce.
    """
    return pay(place_pledge(campaign, choice, backer, key=key, at=at), at=at)


def place_pledge(campaign: Campaign, choice: Choice, backer: Backer, *, key: str, at: datetime) -> Pledge:
    """The promise on both sides: the reward as it is now, and a piece of it set aside. Refuses as ``back``."""
    try:
        with transaction.atomic():
            return _placed(campaign.pk, choice, backer, key=key, at=at)
    except IntegrityError:
        # The same form came twice at once, and the key let one of them through.
        first = _placed_before(campaign.pk, choice, backer, key=key)
        if first is None:
            raise
        return first


def _placed(campaign_id: int, choice: Choice, backer: Backer, *, key: str, at: datetime) -> Pledge:
    first = _placed_before(campaign_id, choice, backer, key=key)
    if first is not None:
        return first
    campaign = Campaign.objects.select_related("business").get(pk=campaign_id)
    if not campaign.takes_pledges(at):
        raise NotRunning
    reward = _offered(campaign, choice)
    refuse_too_much(campaign, backer.email, choice.support_cents)
    pledge = Pledge.objects.create(
        **columns_of(campaign, reward, choice.support_cents, backer),
        key=key,
        created_at=at,
        kind=PledgeKind.PAID,
        holds_reward=reward is not None,
        hold_until=at + HOLD if reward is not None and reward.left is not None else None,
        placed_from=backer.network,
    )
    pledge.total_cents = choice.total_cents
    if reward is not None:
        if not take_reward(reward.pk):
            raise RewardGone
        if reward.left is not None:
            refuse_hoarding(pledge, at=at)
    record("pledge.placed", pledge, by="backer", at=at, campaign=campaign_id, amount_cents=pledge.total_cents)
    wait_for_payment(pledge, note_payment(pledge, way=backer.way, at=at), at=at)
    return pledge


def _placed_before(campaign_id: int, choice: Choice, backer: Backer, *, key: str) -> Pledge | None:
    """The pledge of this form, sent once before. The key alone opens nothing: what was asked for must be the same."""
    first = Pledge.objects.filter(key=key).select_related("campaign").first()
    if first is None:
        return None
    asked = (campaign_id, choice.reward.pk if choice.reward else None, choice.support_cents, as_stored(backer.email))
    if (first.campaign_id, first.reward_id, first.support_cents, first.email) != asked or first.name != backer.name:
        raise OtherPledge
    return first


def _offered(campaign: Campaign, choice: Choice) -> Reward | None:
    if choice.reward is None:
        return None
    reward = Reward.objects.filter(pk=choice.reward.pk, campaign=campaign).first()
    if reward is None or not reward.is_offered:
        raise RewardGone
    if reward.price_cents + (reward.shipping_cents or 0) != choice.seen_cents:
        raise PriceChanged
    return reward


def refuse_too_much(campaign: Campaign, email: str, support_cents: int) -> None:
    """Inside a transaction: nobody else counts the same person's support until it is over. Refuses TooMuchSupport."""
    if not support_cents:
        return
    person = person_hash(email)
    with connection.cursor() as cursor:
        # Two forms of one person at once would each see room for themselves.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(f"support {campaign.pk} {person}")])
    counted = OPEN & (Q(kind=PledgeKind.PAID) | Q(paid_at__isnull=False)) & Q(refunded_at__isnull=True)
    given = Pledge.objects.filter(counted, campaign=campaign, person=person)
    left = MOST_SUPPORT - given.aggregate(cents=Sum("support_cents", default=0))["cents"]
    if support_cents > left:
        raise TooMuchSupport(max(left, 0))


def pay(pledge: Pledge, *, at: datetime, way: str = "") -> str:
    """Where the backer goes on: the checkout, or the pledge's own page if it is paid, closed or the provider away.

    Also for a promise that was called. Runs outside of transactions.
    """
    if pledge.is_closed or (pledge.kind == PledgeKind.PROMISE and pledge.called_at is None):
        return pledge_page(pledge)
    try:
        attempt = open_checkout(**_payment(pledge, way), at=at)
    except (AlreadyPaid, CannotBePaid):
        return pledge_page(pledge)
    return attempt.checkout_url or pledge_page(pledge)


def note_payment(pledge: Pledge, *, at: datetime, way: str = "") -> Attempt:
    """Write down that a payment is expected, in the pledge's own transaction. Refuses with NotRunning."""
    try:
        return create_attempt(**_payment(pledge, way), at=at)
    except CannotBePaid:
        raise NotRunning from None


def wait_for_payment(pledge: Pledge, attempt: Attempt, *, at: datetime) -> None:
    """A transfer takes days: the pledge is held for them, and the backer reads in a mail where the money goes."""
    if attempt.merchant is not None and attempt.merchant.hold_days is not None:
        hold_for_days(pledge, attempt.merchant.hold_days, at=at)
    if attempt.provider == BANK_TRANSFER:
        emails.queue(emails.transfer, pledge)


def _payment(pledge: Pledge, way: str = "") -> dict[str, Any]:
    return {
        "purpose": PURPOSE,
        "order_id": pledge.pk,
        "amount_cents": pledge.total_cents,
        "title": str(pledge.campaign),
        "email": pledge.email,
        "return_url": pledge_page(pledge),
        "business_id": pledge.campaign.business_id,
        "way": way,
    }
