"""A demo region's advice: rows in bulk, with the states that they would have come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.advice.demo.articles import write_articles
from marketplace.advice.demo.noted import note
from marketplace.advice.models import Adviser, Article, Topic
from marketplace.partners.models import Body

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoAdviser
    from marketplace.demo.shape import DemoRegion


@transaction.atomic
def demo(data: DemoRegion, by: Actor) -> None:
    """Once, where the region has a hub."""
    if not data.hub.articles or Article.objects.exists():
        return
    bodies = {one.key: body for one in data.hub.bodies for body in Body.objects.filter(name=one.name)}
    topics = _topics(data)
    advisers = _advisers(data, bodies, topics, by=by)
    articles = write_articles(data, bodies=bodies, advisers=advisers, topics=topics, by=by)
    note(data, articles, bodies)


def _topics(data: DemoRegion) -> dict[str, Topic]:
    """Instead of what every new region begins with."""
    Topic.objects.filter(parent__isnull=False).delete()
    Topic.objects.all().delete()
    found: dict[str, Topic] = {}
    for position, one in enumerate(data.hub.topics, start=1):
        facts = {"title": one.title, "lead": one.lead, "glyph": one.glyph, "position": position}
        found[one.slug] = Topic.objects.create(slug=one.slug, **facts)
    below = [
        Topic(parent=found[one.slug], slug=slug, title=title, lead=lead, glyph=one.glyph, position=position)
        for one in data.hub.topics
        for position, (slug, title, lead) in enumerate(one.below, start=1)
    ]
    return found | {one.slug: one for one in Topic.objects.bulk_create(below)}


def _advisers(data: DemoRegion, bodies: dict[str, Body], topics: dict[str, Topic], *, by: Actor) -> dict[str, Adviser]:
    rows = [_adviser(data, one, number, bodies[one.body], by=by) for number, one in enumerate(data.hub.advisers)]
    made = dict(zip((one.key for one in data.hub.advisers), Adviser.objects.bulk_create(rows), strict=True))
    Through = Adviser.topics.through
    Through.objects.bulk_create(
        Through(adviser=made[one.key], topic=topics[slug]) for one in data.hub.advisers for slug in one.topics
    )
    return made


def _adviser(data: DemoRegion, one: DemoAdviser, number: int, body: Body, *, by: Actor) -> Adviser:
    at = days_ago(70, hour=9 + number % 7)
    return Adviser(
        body=body,
        name=one.name,
        role=one.role,
        phone=one.phone,
        email=f"{one.key}@{one.body}.{data.label}.example",
        languages=list(one.languages),
        hours=one.spans,
        hours_note=one.note,
        position=number,
        on_flyer=one.on_flyer,
        shown_at=at,
        assured_on=timezone.localdate(at),
        assured_by=str(by),
        numbers_changed_at=at,
        key=f"demo-{data.label}-{one.key}",
    )
