"""The texts of a demo region's hub, in all their languages."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.demo.clock import days_ago
from marketplace.advice.models import Adviser, Article, ArticleText, Topic
from marketplace.advice.models.derived import html_of
from marketplace.partners.models import Body

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoArticle, DemoText
    from marketplace.demo.shape import DemoRegion

Articles = dict[str, Article]
_STEPS = {"body_id": None, "adviser_id": None, "url": ""}


def write_articles(
    data: DemoRegion, *, bodies: dict[str, Body], advisers: dict[str, Adviser], topics: dict[str, Topic], by: Actor
) -> Articles:
    """By the keys of the demo's data."""
    rows = {one.key: _article(data, one, bodies, advisers, topics, by=by) for one in data.hub.articles}
    texts = [_text(one, rows[one.article], advisers, by=by) for one in data.hub.texts]
    for article in rows.values():
        article.derive()
    Article.objects.bulk_create(rows.values())
    ArticleText.objects.bulk_create(texts)
    Through = Article.topics.through
    Through.objects.bulk_create(
        Through(article=rows[one.key], topic=topics[slug])
        for one in data.hub.articles
        if rows[one.key].approved_at
        for slug in one.topics
    )
    Entry.objects.bulk_create(_entry(one, by=by) for one in rows.values() if one.approved_at)
    return rows


def _article(
    data: DemoRegion,
    one: DemoArticle,
    bodies: dict[str, Body],
    advisers: dict[str, Adviser],
    topics: dict[str, Topic],
    *,
    by: Actor,
) -> Article:
    at = days_ago(one.days_ago, hour=8 + len(one.key) % 9)
    today = timezone.localdate()
    return Article(
        kind=one.kind,
        body=bodies.get(one.body),
        title=one.title,
        lead=one.lead,
        text_md=_with_numbers(one.text, advisers),
        steps=[
            _STEPS
            | {"title": step.title, "text": step.text}
            | ({"adviser_id": advisers[step.adviser].pk} if step.adviser else {})
            | ({"body_id": bodies[step.body].pk} if step.body and not step.adviser else {})
            for step in one.steps
        ],
        links=[{"label": label, "url": url} for label, url in one.links],
        topic_ids=[topics[slug].pk for slug in one.topics],
        audiences=list(one.audiences),
        valid_until=None if one.until is None else today + timedelta(days=one.until),
        amount=one.amount,
        who=one.who,
        authority=one.authority,
        shared_with=one.shared,
        author=_author(bodies.get(one.body), one.state),
        key=f"demo-{data.label}-{one.key}",
        written_at=at,
        changed_at=at,
        submitted_at=at,
        **_state(one, at, today, by=by),
    )


def _with_numbers(text: str, advisers: dict[str, Adviser]) -> str:
    return re.sub(r"kontakt:([a-z]+)", lambda match: f"kontakt:{advisers[match[1]].pk}", text)


def _author(body: Body | None, state: str) -> User | None:
    """Of those who write for it, an author where a text still waits for the partner's editors."""
    people = body.people.select_related("user").order_by("role" if state == "editors" else "pk") if body else None
    first = people.first() if people is not None else None
    return first.user if first else None


def _state(one: DemoArticle, at: datetime, today: date, *, by: Actor) -> dict[str, Any]:
    if one.state == "draft":
        return {}
    if one.state == "editors":
        return {"for_editors_at": at}
    if one.state == "waiting":
        return {"handed_in_at": at}
    approved = min(at + timedelta(minutes=50), timezone.now())
    return {
        "handed_in_at": at,
        "approved_at": approved,
        "released_at": approved,
        "assured_on": timezone.localdate(at),
        "assured_by": str(by)[:254],
        "review_due_on": today + timedelta(days=one.review_in),
    }


def _text(one: DemoText, article: Article, advisers: dict[str, Adviser], *, by: Actor) -> ArticleText:
    """Also noted in the article, from which the next approval writes the rows anew."""
    article.derive()
    at = article.approved_at or article.written_at
    text_md = _with_numbers(one.text, advisers)
    said = {
        "title": one.title,
        "lead": one.lead,
        "text_md": text_md,
        "steps": [{"title": title, "text": text} for title, text in one.steps],
        "of_hash": "" if one.stale else article.content_hash,
        "machine": False,
        "by": str(by)[:254],
    }
    article.translations[one.language] = said | {"at": at.isoformat()}
    return ArticleText(article=article, language=one.language, text_html=html_of(text_md), at=at, **said)


def _entry(article: Article, *, by: Actor) -> Entry:
    return Entry(
        at=article.approved_at or article.submitted_at,
        actor=str(by),
        action="article.approved",
        subject=article._meta.label,
        subject_id=article.pk,
        title=str(article)[:200],
    )
