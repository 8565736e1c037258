"""Somebody writes a text, or writes it anew. Nobody but its desk sees it before it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.accounts.models import User
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.advice.models import Article
from marketplace.partners.models import Body
from marketplace.review.change import Ended as Ended
from marketplace.review.change import change, changeable


def write(
    kind: str, texts: Mapping[str, Any], *, body: Body | None, author: User | None, key: str, by: Actor, at: datetime
) -> Article:
    """A draft of ``body``, or of the region itself. ``key`` names the form: sent twice, it makes one.

    News need a body and an end (``IntegrityError``). A name in ``texts`` that nobody approves is a TypeError.
    """
    if unknown := set(texts) - set(Article.TEXTS):
        raise TypeError(f"An article has no {', '.join(sorted(unknown))}.")
    facts = {"written_at": at, "changed_at": at, "submitted_at": at}
    try:
        with transaction.atomic():
            article = Article.objects.create(**texts, kind=kind, body=body, author=author, key=key, **facts)
            record("article.written", article, by=by, at=at)
    except IntegrityError:
        first = Article.objects.filter(key=key).first()
        if first is None:
            raise
        return first
    return article


@transaction.atomic
def rewrite(article: Article, texts: Mapping[str, Any], *, answer: str = "", by: Actor, at: datetime) -> Article:
    """The public keeps seeing the approved text, and the new one is a draft again, which nobody decides on.

    Nothing happens where nothing differs. ``answer`` goes to whoever asked back. Refuses with ``Ended``.
    """
    current = changeable(article, texts, allowed=Article.TEXTS)
    shown = current.proposed()
    is_same = all(getattr(shown, name) == value for name, value in texts.items())
    if is_same and not answer:
        return current
    asked = current.question if current.is_asked else current.reject_reason
    # Before the change: what is a draft asks nobody.
    Article.objects.filter(pk=current.pk).update(
        handed_in_at=None, for_editors_at=None, changed_at=at, author=_writer(current, by)
    )
    row = change(current, texts, by=by, at=at)
    if asked:
        Article.objects.filter(pk=row.pk).update(question=asked, answer=answer)
    return Article.objects.select_related("body").get(pk=row.pk)


def _writer(article: Article, by: Actor) -> User | None:
    """The first stays its author; who has gone is followed by whoever writes next."""
    return article.author or (by if isinstance(by, User) else None)
