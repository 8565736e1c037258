"""A demo region's campaigns, pots and subsidies: set up as rows, backed by the real verbs with the sandbox's money."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from kreislauf.german import midnight
from marketplace.businesses.models import Business, Category
from marketplace.campaigns.demo.backers import add_backers, call_in
from marketplace.campaigns.demo.rows import make_campaign
from marketplace.campaigns.ending.end import end_due
from marketplace.campaigns.ending.settle import settle_due
from marketplace.campaigns.ending.work import do_batches
from marketplace.campaigns.funds.keep import enter
from marketplace.campaigns.models import Campaign, GiverKind, MatchFund
from marketplace.partners.models import Body
from marketplace.subsidies.actions.edit import draft, publish
from marketplace.subsidies.models import Action

if TYPE_CHECKING:
    from marketplace.demo.campaigns.shape import DemoCampaign, DemoFund, DemoSubsidy
    from marketplace.demo.shape import DemoRegion

DAY = timedelta(days=1)
BACKED = ("running", "stopped", "succeeded", "failed", "called", "settled")


def demo(data: DemoRegion, by: Actor) -> None:
    """Make each part once, so that a demo that is started again keeps its data."""
    if not Action.objects.exists():
        for subsidy in data.campaigns.subsidies:
            _add_subsidy(data, subsidy, by)
    if not MatchFund.objects.exists():
        for fund in data.campaigns.funds:
            _add_fund(data, fund, by)
    if not Campaign.objects.exists():
        _add_campaigns(data, by)


def _add_subsidy(data: DemoRegion, one: DemoSubsidy, by: Actor) -> None:
    facts = {
        "name": one.title,
        "giver": data.name,
        "rate_percent": one.percent,
        "budget_cents": one.euros * 100,
        "cap_per_person_cents": one.per_person * 100,
        "starts_at": days_ago(one.began),
        "ends_at": midnight(timezone.localdate() + one.lasts * DAY),
    }
    publish(draft(facts, by=by, at=days_ago(one.began)), by=by, at=days_ago(one.began))


def _add_fund(data: DemoRegion, one: DemoFund, by: Actor) -> None:
    bodies = {body.key: body.name for body in data.hub.bodies}
    only: dict[str, object] = {}
    if one.categories:
        only["categories"] = list(Category.objects.filter(slug__in=one.categories).values_list("pk", flat=True))
    if one.hours:
        only["hours"] = list(one.hours)
    facts = {
        "name": one.name,
        "lead": one.lead,
        "giver_kind": GiverKind.PUBLIC if one.public else GiverKind.PRIVATE,
        "body": Body.objects.filter(name=bodies.get(one.giver, "")).first(),
        "business": Business.objects.filter(name=one.giver).first() if one.giver not in bodies else None,
        "budget_cents": one.euros * 100,
        "factor_percent": one.factor,
        "cap_per_pledge": _cents(one.per_pledge),
        "cap_per_person": _cents(one.per_person),
        "cap_per_campaign": _cents(one.per_campaign),
        "only": only,
        "starts_at": days_ago(one.began),
        "ends_at": midnight(timezone.localdate() + one.lasts * DAY),
        "is_de_minimis": one.public,
        "authority": one.authority,
    }
    enter(facts, key=f"demo-{data.label}-{one.key}", by=by, at=days_ago(one.began))


def _cents(euros: int | None) -> int | None:
    return None if euros is None else euros * 100


def _add_campaigns(data: DemoRegion, by: Actor) -> None:
    businesses = {business.name: business for business in Business.objects.all()}
    made: list[tuple[DemoCampaign, Campaign]] = []
    for one in data.campaigns.campaigns:
        with transaction.atomic():
            made.append((one, make_campaign(data, one, businesses[one.business])))
    for one, campaign in made:
        if one.state in BACKED:
            add_backers(one, campaign, by=by)
    _end(made)


def _end(made: list[tuple[DemoCampaign, Campaign]]) -> None:
    """Each at its own hour, as the sweep would have; the last ones are paid what was promised to them."""
    for moment in sorted({campaign.ends_at for _one, campaign in made if campaign.ends_at < timezone.now()}):
        end_due(at=moment + timedelta(minutes=1))
        _do_batches(moment)
    for one, campaign in made:
        if one.state == "called":
            call_in(campaign)
    settle_due(at=timezone.now())


def _do_batches(moment: datetime) -> None:
    do_batches(at=moment + timedelta(minutes=2))
