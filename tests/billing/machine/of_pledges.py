"""What must be so of pledges, after any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from marketplace.campaigns.models import Pledge, Reward
from marketplace.campaigns.pledges.parts import is_voucher, owed_cents
from marketplace.campaigns.public.bar import bar_of
from marketplace.vouchers.models import Voucher
from tests.billing.machine.books import Books, back
from tests.billing.machine.sentences import invariant


@invariant
def a_pledge_is_paid_or_closed(books: Books) -> Iterator[object]:
    """A pledge is paid if it took money, all of it, and closed if it did not; nothing of it is left hanging."""
    for pledge in books.pledges:
        charge = books.taken_by_pledges.get(pledge.pk)
        ended = (bool(pledge.paid_at), pledge.is_closed, bool(pledge.refund_pending_at))
        if ended != ((True, False, False) if charge else (False, True, False)):
            yield pledge.pk, ended
        if charge and charge.amount_cents != pledge.total_cents:
            yield pledge.pk, charge.amount_cents, pledge.total_cents


@invariant
def a_running_campaign_takes_money(books: Books) -> Iterator[object]:
    """Where staff never stopped the campaign, the whole of a pledge without a return gift is taken when it comes."""
    if "stopping" in books.town.notes.acts:
        return
    kept = [one for one in books.every_charge if one.attempt.purpose == "pledge" and not one.chargebacks.all()]
    paid = {(one.attempt.order_id, one.amount_cents) for one in kept}
    for pledge in books.pledges:
        waits = pledge.reward_id is None and pledge.paid_at is None and pledge.cancelled_at is None
        if waits and (pledge.pk, pledge.total_cents) in paid:
            yield pledge.pk, pledge.total_cents


@invariant
def a_backer_pays_what_stood_there(books: Books) -> Iterator[object]:
    """The backer is asked for the price that stood on the page, and each form backs once."""
    for pledge in books.pledges:
        asked = {
            one.amount_cents for one in books.every_attempt if (one.purpose, one.order_id) == ("pledge", pledge.pk)
        }
        if asked != {books.town.notes.promised[pledge.key]}:
            yield pledge.pk, asked


@invariant
def a_pledge_takes_one_charge(books: Books) -> Iterator[object]:
    """A pledge takes one charge at most; what it does not take goes back."""
    counted: Counter[int] = Counter()
    for charge in books.every_charge:
        if charge.attempt.purpose == "pledge":
            counted[charge.attempt.order_id] += charge.taken
            if not charge.taken and back(charge) != charge.amount_cents:
                yield charge.provider_ref, charge.amount_cents, back(charge)
    yield from ((pk, count) for pk, count in counted.items() if count > 1)


@invariant
def a_paid_voucher_is_there_once(books: Books) -> Iterator[object]:
    """A paid pledge of a voucher has it, worth its price; it goes back with the pledge, and no other has one."""
    for pledge in books.pledges:
        found = list(Voucher.objects.filter(order__purpose="pledge", order__payment_id=pledge.pk))
        wanted = [pledge.reward_cents] if pledge.paid_at and is_voucher(pledge) else []
        if [one.value_cents for one in found] != wanted:
            yield pledge.pk, [one.value_cents for one in found], wanted
        for one in found:
            if bool(one.refunded_at) != bool(pledge.refunded_at) or one.reserved_cents or one.refund_pending_at:
                yield pledge.pk, one.refunded_at, pledge.refunded_at, one.reserved_cents


@invariant
def what_is_lost_adds_up(books: Books) -> Iterator[object]:
    """What was fetched back of a pledge is known to the cent, and where it came off."""
    for pledge in books.pledges:
        charge = books.taken_by_pledges.get(pledge.pk)
        gone = sum(loss.amount_cents for loss in charge.chargebacks.all() if not loss.won_at) if charge else 0
        parts = pledge.lost_support_cents + pledge.lost_reward_cents + pledge.claim_cents
        if not gone == pledge.charged_back_cents == parts:
            yield pledge.pk, gone, pledge.charged_back_cents, parts
        refunded = back(charge) - gone if charge else 0
        if refunded != (pledge.total_cents if pledge.refunded_at else 0):
            yield pledge.pk, refunded, pledge.refunded_at
        if pledge.claim_cents and not (pledge.sent_at or pledge.refunded_at):
            yield pledge.pk, "a claim for nothing", pledge.claim_cents


@invariant
def accounts_are_what_pledges_say(books: Books) -> Iterator[object]:
    """``support``, ``reward`` and ``delivered`` of each business are what its pledges gave, less what went back."""
    wanted: Counter[str] = Counter()
    for pledge in books.pledges:
        if pledge.paid_at is None or pledge.refunded_at is not None:
            continue
        business = pledge.campaign.business_id
        wanted[f"support:{business}"] -= pledge.support_cents - pledge.lost_support_cents
        if not is_voucher(pledge):
            kind = "delivered" if pledge.sent_at else "reward"
            wanted[f"{kind}:{business}"] -= owed_cents(pledge) - pledge.lost_reward_cents
    kinds = ("support:", "reward:", "delivered:")
    for account in {*wanted, *(code for code in books.balances if code.startswith(kinds))}:
        if books.balances[account] != wanted[account]:
            yield account, books.balances[account], wanted[account]
    if books.balances["through:pledge"]:
        yield "through:pledge", books.balances["through:pledge"]


@invariant
def rewards_add_up(books: Books) -> Iterator[object]:
    """What a reward began with is what is left of it and what pledges hold; it is never given too often."""
    for reward in Reward.objects.exclude(total=None):
        held = Pledge.objects.filter(reward=reward, holds_reward=True).count()
        if reward.total != (reward.left or 0) + held:
            yield reward.pk, reward.total, reward.left, held
    for pledge in books.pledges:
        gone = pledge.refunded_at and not pledge.sent_at
        if pledge.holds_reward != (pledge.reward is not None and bool(pledge.paid_at) and not gone):
            yield pledge.pk, pledge.holds_reward


@invariant
def the_bar_never_says_more_than_there_is(books: Books) -> Iterator[object]:
    """What the bar says is paid is what pledges took, less all that went back."""
    there: Counter[int] = Counter()
    for pledge in books.pledges:
        charge = books.taken_by_pledges.get(pledge.pk)
        if charge is not None:
            there[pledge.campaign_id] += charge.amount_cents - back(charge)
    for pk, bar in bar_of({pledge.campaign_id for pledge in books.pledges}).items():
        # Where a bank took back more than was left, the claim is the business's loss.
        if bar.paid + bar.withdrawable > max(there[pk], 0):
            yield pk, bar, there[pk]
