"""Who backs the demo's campaigns: by the real verbs, with the sandbox's money, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt
from billing.providers.sandbox import world
from billing.providers.sandbox.models import SandboxCharge, SandboxCheckout
from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.campaigns.models import PURPOSE, Campaign, Mode, Pledge, Reward
from marketplace.campaigns.paper.enter import enter
from marketplace.campaigns.pledges.back import pay, place_pledge
from marketplace.campaigns.pledges.choice import Backer, Choice
from marketplace.campaigns.promises.confirm import confirm
from marketplace.campaigns.promises.promise import promise

if TYPE_CHECKING:
    from marketplace.demo.campaigns.shape import DemoCampaign

_NAMES = (
    *("Ute Brandt", "Karim Haddad", "Lena Voss", "Piotr Nowak", "Gesa Thomsen", "Ali Demir", "Hanne Kruse"),
    *("Tom Wegner", "Aylin Kaya", "Werner Schulte", "Mia Olsen", "Jusuf Begić", "Rosi Plath", "Nils Ahrens"),
)
_POSTCODES = ("44137", "44139", "44145", "44263", "44309")
_MINUTES = timedelta(minutes=3)


def add_backers(one: DemoCampaign, campaign: Campaign, *, by: Actor) -> None:
    """Spread over the days since it began, until ``share`` of the goal is there."""
    chance = random.Random(f"backers:{campaign.key}")
    rewards = list(campaign.rewards.all())
    choices = list(_choices(one, campaign, rewards, chance))
    days = min(one.began, one.lasts)
    for number, choice in enumerate(choices):
        at = days_ago(one.began - days * (number + 0.5) / (len(choices) + 1), hour=chance.randint(9, 20))
        backer = _backer(one, campaign, number, choice)
        if campaign.mode == Mode.PROMISE:
            _promise(campaign, choice, backer, f"{campaign.key}-{number}", at)
        else:
            _pay_in(campaign, choice, backer, f"{campaign.key}-{number}", at)
    for number in range(one.on_paper):
        _on_paper(campaign, number, by=by, at=days_ago(one.began - 2, hour=15))


def call_in(campaign: Campaign) -> None:
    """Most of those who promised have paid by now."""
    asked = Pledge.objects.promised().filter(campaign=campaign, called_at__isnull=False).order_by("pk")
    for pledge in list(asked.select_related("campaign"))[:-2]:
        at = timezone.now() - timedelta(hours=pledge.pk % 40)
        pay(pledge, at=at)
        _paid(pledge, at)


def _choices(one: DemoCampaign, campaign: Campaign, rewards: list[Reward], chance: random.Random) -> Iterator[Choice]:
    """Return gifts first, as many as fit; plain support makes up the rest."""
    rest = round(campaign.goal_cents * one.share)
    for number in range(one.backers, 0, -1):
        fair = rest // number
        affordable = [reward for reward in rewards if _price(reward) <= max(fair * 2, 1000) and _price(reward) < rest]
        reward = chance.choice(affordable) if affordable and number % 3 else None
        seen = _price(reward) if reward else 0
        rounded = max(fair - seen, 0) // 500 * 500 if number > 1 else max(rest - seen, 0) // 100 * 100
        support = max(rounded, 0 if reward else 500)
        rest -= seen + support
        yield Choice(reward=reward, seen_cents=seen, support_cents=min(support, 150_000))


def _price(reward: Reward) -> int:
    return reward.price_cents + (reward.shipping_cents or 0)


def _backer(one: DemoCampaign, campaign: Campaign, number: int, choice: Choice) -> Backer:
    name = _NAMES[(number + campaign.pk) % len(_NAMES)]
    shown, message = one.lines[number] if number < len(one.lines) else (name.split()[0] if number % 2 else "", "")
    sent = choice.reward is not None and choice.reward.shipping_cents is not None
    postcode = _POSTCODES[number % len(_POSTCODES)]
    return Backer(
        email=f"{name.split()[0].lower().replace('ć', 'c')}{campaign.pk}.{number}@nachbarn.example",
        name=name,
        public_name=shown,
        message=message,
        address={"street": "Musterweg 3", "postcode": postcode, "town": "Dortmund"} if sent else None,
        postcode=postcode,
    )


def _pay_in(campaign: Campaign, choice: Choice, backer: Backer, key: str, at: datetime) -> None:
    pledge = place_pledge(campaign, choice, backer, key=key, at=at)
    pay(pledge, at=at)
    _paid(pledge, at + _MINUTES)
    _show_line(pledge, at)


def _paid(pledge: Pledge, at: datetime) -> None:
    attempt = Attempt.objects.of(PURPOSE, pledge.pk).latest("pk")
    checkout = SandboxCheckout.objects.get(key=attempt.key)
    if not checkout.charges.exists():
        world.pay(checkout)
        SandboxCharge.objects.filter(checkout=checkout).update(paid_at=at)
    converge(attempt.pk, at=at)
    # No mail for what was given last month: it would only confuse readers of the demo's mailbox.
    Pledge.objects.filter(pk=pledge.pk).update(mailed_at=at + _MINUTES)


def _promise(campaign: Campaign, choice: Choice, backer: Backer, key: str, at: datetime) -> None:
    pledge = promise(
        campaign,
        reward=choice.reward,
        support_cents=choice.support_cents,
        email=backer.email,
        name=backer.name,
        key=key,
        at=at,
        public_name=backer.public_name,
        message=backer.message,
        address=backer.address,
        postcode=backer.postcode,
    )
    confirm(pledge, at=at + _MINUTES)
    _show_line(pledge, at)


def _show_line(pledge: Pledge, at: datetime) -> None:
    if pledge.message:
        Pledge.objects.filter(pk=pledge.pk).update(message_shown_at=at + timedelta(hours=5))


def _on_paper(campaign: Campaign, number: int, *, by: Actor, at: datetime) -> None:
    backer = Backer(email="", name=_NAMES[number])
    enter(
        campaign, backer, reward=None, support_cents=2000 + 1000 * number, in_cash=True, confirmed=True,
        key=f"{campaign.key}-papier-{number}", by=by, at=at,
    )  # fmt: skip
