"""What backers of a campaign do, and what its business and staff do with their pledges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F

from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Pledge, Reward
from marketplace.campaigns.pledges.back import back, pay
from marketplace.campaigns.pledges.choice import Backer, Choice
from marketplace.campaigns.pledges.deliver import receive, send, unsend
from marketplace.campaigns.pledges.forms import price_of
from marketplace.campaigns.pledges.hold import release_holds
from marketplace.campaigns.pledges.refund import refund_pledge
from marketplace.campaigns.pledges.reopen import reopen
from marketplace.campaigns.pledges.withdraw import withdraw
from tests.make import make_offer
from tests.make_campaign import make_campaign, make_fund, make_reward

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


class PledgeForm(TypedDict):
    """What a backer sends: the key names the form, so that sending it twice backs once."""

    choice: Choice
    backer: Backer
    key: str


def begin_campaign(town: Town, business: Business) -> None:
    """With a thing and a voucher of which there are few, thanks without end, and two pots that are soon empty."""
    campaign = make_campaign(business=business)
    thing = {"kind": "thing", "shipping_cents": 500, "deliver_by": campaign.ends_on}
    make_reward(campaign, title="Plakat", price_cents=2000, total=town.random.randint(1, 3), **thing)
    offer = make_offer(business=business, price_cents=2500, stock_left=0)
    town.notes.shelf[offer.pk] = 0
    voucher = {"kind": "voucher", "offer": offer, "vat_rate": None}
    make_reward(campaign, title="Gutschein", price_cents=2500, total=town.random.randint(1, 3), **voucher)
    make_reward(campaign, title="Dank", price_cents=1000)
    make_fund(budget_cents=4000, factor_percent=50)
    make_fund(budget_cents=3000, cap_per_person=town.random.choice([900, 1500]), cap_per_pledge=1200)


def backing(town: Town) -> Act | None:
    campaign = Campaign.objects.select_related("business").first()
    if campaign is None:
        return None
    again = town.pledge_forms and town.random.random() < 0.2
    form = town.random.choice(town.pledge_forms) if again else _filled_in(town)
    return partial(back, campaign, at=town.now, **form)


def _filled_in(town: Town) -> PledgeForm:
    reward = town.random.choice([None, *Reward.objects.order_by("pk")])
    support = town.random.choice([0, 300, 1000]) if reward else 1000
    choice = Choice(reward=reward, seen_cents=price_of(reward) if reward else 0, support_cents=support)
    backer = Backer(email=town.random.choice(["ute@example.org", "ute+2@example.org", "jan@example.org"]))
    form: PledgeForm = {"choice": choice, "backer": backer, "key": f"pledge-{len(town.pledge_forms)}"}
    town.pledge_forms.append(form)
    town.notes.promised[form["key"]] = choice.total_cents
    if town.random.random() < 0.15 and reward:
        Reward.objects.filter(pk=reward.pk).update(price_cents=F("price_cents") + 100)  # while they fill it in
    return form


def paying_on(town: Town) -> Act | None:
    """In another tab, or once more after it was closed."""
    pledge = town.any(Pledge.objects.select_related("campaign"))
    if pledge is None:
        return None
    if pledge.expired_at is None:
        return partial(pay, pledge, at=town.now)
    return lambda: pay(reopen(pledge.pk, at=town.now), at=town.now)


def change_of_mind(town: Town) -> Act | None:
    """The backer withdraws, or the business gives the money back by itself."""
    pledge = town.any(Pledge.objects.all())
    if pledge is None:
        return None
    if town.random.random() < 0.7:
        return partial(withdraw, pledge, at=town.now)
    return partial(refund_pledge, pledge, reason="Kulanz", by="Jan", at=town.now)


def delivery(town: Town) -> Act | None:
    pledge = town.any(Pledge.objects.exclude(paid_at=None))
    if pledge is None:
        return None
    verb = town.random.choices([send, unsend, receive], [5, 2, 1])[0]
    return partial(verb, pledge, by="Jan", at=town.now)


def holds(town: Town) -> Act | None:
    return partial(release_holds, at=town.now) if Campaign.objects.exists() else None


def stopping(town: Town) -> Act | None:
    """Staff stops the campaign for a while."""
    campaign = Campaign.objects.first()
    if campaign is None:
        return None
    stopped = campaign.stopped_at is None
    columns = {"stopped_at": town.now, "stop_reason": "geprüft"} if stopped else {"stopped_at": None, "stop_reason": ""}
    return lambda: Campaign.objects.filter(pk=campaign.pk).update(**columns)
