"""An article as its page says it, in German or in one of its other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from kreislauf.rich_text import rich_text
from marketplace.advice.contacts import Contacts
from marketplace.advice.models import Adviser, Article, ArticleText
from marketplace.partners.models import Body


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a guide: what to do, and who helps with it."""

    title: str
    html: SafeString
    url: str
    body: Body | None
    adviser: Adviser | None


@dataclass(frozen=True, slots=True)
class ShownText:
    """``language`` and ``direction`` as HTML wants them."""

    title: str
    lead: str
    html: SafeString
    steps: list[Step]
    language: str = "de"
    direction: str = "ltr"
    is_outdated: bool = False
    is_machine: bool = False


def shown_text(article: Article, text: ArticleText | None, contacts: Contacts) -> ShownText:
    """``text`` is another language than German, if any. Links and people of the steps are the German ones."""
    said = text or article
    german: list[dict[str, Any]] = article.steps
    bodies = {one.pk: one for one in _bodies(german)}
    if text is None:
        steps = [_step(one, one, bodies, contacts) for one in german]
    else:
        of_step = [german[n] if n < len(german) else {} for n in range(len(text.steps))]
        steps = [_step(one, by, bodies, contacts) for one, by in zip(text.steps, of_step, strict=True)]
    return ShownText(
        title=said.title,
        lead=said.lead,
        html=contacts.put_into(said.text_html),
        steps=steps,
        language=text.language if text else "de",
        direction=text.direction if text else "ltr",
        is_outdated=text is not None and text.is_outdated,
        is_machine=text is not None and text.machine,
    )


def _bodies(steps: list[dict[str, Any]]) -> list[Body]:
    named = {one["body_id"] for one in steps if one.get("body_id")}
    return list(Body.objects.shown().filter(pk__in=named)) if named else []


def _step(words: Mapping[str, Any], facts: Mapping[str, Any], bodies: Mapping[int, Body], contacts: Contacts) -> Step:
    return Step(
        title=str(words.get("title", "")),
        html=contacts.put_into(rich_text(str(words.get("text", "")))),
        url=str(facts.get("url") or ""),
        body=bodies.get(facts.get("body_id") or 0),
        adviser=contacts.get(facts.get("adviser_id")),
    )
