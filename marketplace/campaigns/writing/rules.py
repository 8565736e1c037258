"""What a campaign must have, what a clerk looks at twice, and what about it may still change afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.payments.ways import ways_to_pay
from kreislauf.money import format_euro_short
from kreislauf.slices import Text
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Pledge, Reward, RewardKind, Update
from marketplace.campaigns.models.campaign import MOST_DAYS
from marketplace.vouchers.models import Offer

SHORTEST, LONGEST = timedelta(days=7), timedelta(days=MOST_DAYS)
MOST_REWARDS, MOST_COSTS, MOST_STRETCH = 20, 15, 5
USUAL_DAYS = timedelta(days=30)


def takes_money(campaign: Campaign) -> bool:
    return bool(ways_to_pay(campaign.business_id))


def doubts_about_rewards(campaign: Campaign) -> Iterator[Text]:
    """For staff, once it is handed in: the end may have moved behind a day of delivery since."""
    if campaign.approved_at is None:
        for reward in campaign.rewards.filter(withdrawn_at=None).select_related("offer"):
            yield from refused_of_reward(reward, campaign)


def refused_of_reward(reward: Reward, campaign: Campaign) -> Iterator[Text]:
    """Each must be deliverable: after the end, and a voucher that is on sale."""
    if reward.kind == RewardKind.VOUCHER and not is_sellable(reward.offer):
        yield _("Der Gutschein „%(title)s“ ist nicht im Verkauf.") % {"title": reward.title}
    if reward.deliver_by and reward.deliver_by < campaign.ends_on:
        yield _("„%(title)s“ soll vor dem Ende der Kampagne geliefert werden.") % {"title": reward.title}


def is_sellable(offer: Offer | None) -> bool:
    return offer is not None and Offer.objects.on_sale().filter(pk=offer.pk).exists()


def doubts_about_money(campaign: Campaign) -> Iterator[str]:
    """What a clerk looks at twice."""
    needed = sum(one["cents"] for one in campaign.costs)
    if campaign.costs and needed < campaign.goal_cents:
        yield _("Das Ziel (%(goal)s) liegt über den genannten Kosten (%(costs)s).") % {
            "goal": format_euro_short(campaign.goal_cents),
            "costs": format_euro_short(needed),
        }
    if any(one["cents"] <= campaign.goal_cents for one in campaign.stretch):
        yield _("Ein weiteres Ziel liegt nicht über dem ersten.")


def doubts_about_time(campaign: Campaign) -> Iterator[str]:
    today = timezone.localdate()
    if campaign.approved_at is None and campaign.ends_on < today + SHORTEST:
        yield _("Das Ende ist nah. Mit der Freigabe bekommt die Kampagne sieben Tage von heute an.")


def owes_an_update(business: Business) -> Campaign | None:
    """The newest campaign of this business that is over and whose backers, who have paid, never heard of it again."""
    paid = Exists(Pledge.objects.paid().filter(campaign=OuterRef("pk")))
    heard = Exists(Update.objects.filter(campaign=OuterRef("pk"), rejected_at__isnull=True))
    over = Campaign.objects.filter(paid, ~heard, business=business, ended_at__isnull=False)
    return over.order_by("-ended_at", "-pk").first()


def is_still_written(reward: Reward, campaign: Campaign) -> bool:
    """Whether its words are the owner's to change: nobody outside has seen it yet."""
    return campaign.approved_at is None or reward.handed_in_at is not None
