"""A second partner is asked to sign a text, and answers from the mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import masked
from marketplace.advice import emails
from marketplace.advice.links import SignersLink
from marketplace.advice.models import Article, CoSignature
from marketplace.advice.people import owner_of
from marketplace.advice.shared.card import share
from marketplace.partners.models import Body
from marketplace.partners.people.addresses import editors_by_user, editors_of
from marketplace.review.decisions import locked


class OwnBody(Exception):
    """Whoever wrote a text signs it anyway."""


class Unreachable(Exception):
    """The partner has no editor and no address."""


class Outdated(Exception):
    """The text says something else by now."""


class NotTheirs(Exception):
    """Whoever the link was mailed to does not answer for the partner any more."""


class Answered(Exception):
    """Somebody of the partner has answered already."""


@transaction.atomic
def ask_to_sign(article: Article, body: Body, *, by: Actor, at: datetime) -> CoSignature:
    """Write to the editors of ``body`` about the newest text. Asked again for the same text, nothing happens.

    Refuses with ``OwnBody`` or ``Unreachable``.
    """
    row = locked(article)
    addresses = editors_by_user(body) or {0: body.email}
    if body.pk == row.body_id:
        raise OwnBody
    if not any(addresses.values()):
        raise Unreachable
    facts = {"of_hash": row.proposed().signed_hash, "asked_at": at}
    asked, is_new = CoSignature.objects.get_or_create(article=row, body=body, version=row.version, defaults=facts)
    if is_new:
        record("article.signature_asked", row, by=by, at=at, partner=str(body), version=row.version)
        for user_id, address in addresses.items():
            emails.co_signature.queue(asked, to=address, sent_to=masked(address), user_id=user_id)
    return asked


@transaction.atomic
def sign(asked: CoSignature, *, link: SignersLink, by: Actor, at: datetime) -> CoSignature:
    """The partner's logo stands beside this text from now on. Refuses like ``check_open``."""
    row = _open(asked, link)
    row.signed_at, row.signed_by = at, str(by)[:254]
    return _answer(row, by=by, at=at)


@transaction.atomic
def refuse(asked: CoSignature, *, link: SignersLink, reason: str, by: Actor, at: datetime) -> CoSignature:
    """Not this text; ``reason`` goes to its owner. Refuses like ``check_open``."""
    row = _open(asked, link)
    row.refused_at, row.reason = at, reason
    return _answer(row, by=by, at=at, reason=reason)


def check_open(asked: CoSignature, link: SignersLink) -> None:
    """Refuses with ``NotTheirs``, ``Answered`` or ``Outdated``. Needs the article and the partner."""
    if not _answers_for(asked.body, link):
        raise NotTheirs
    if asked.signed_at or asked.refused_at:
        raise Answered
    if asked.article.is_ended or asked.article.proposed().signed_hash != asked.of_hash:
        raise Outdated


def _answers_for(body: Body, link: SignersLink) -> bool:
    if body.left_at is not None:
        return False
    if link.user_id:
        return link.user_id in editors_by_user(body)
    known = [body.email] if link.user_id == 0 else [body.email, *editors_of(body)]
    return link.sent_to in [masked(address) for address in known if address]


def _open(asked: CoSignature, link: SignersLink) -> CoSignature:
    """The row and its article as they are now, locked."""
    row = CoSignature.objects.select_for_update(of=("self",)).select_related("body").get(pk=asked.pk)
    row.article = (
        Article.objects.select_for_update(of=("self",)).select_related("body", "author").get(pk=row.article_id)
    )
    check_open(row, link)
    return row


def _answer(row: CoSignature, *, by: Actor, at: datetime, **detail: str) -> CoSignature:
    row.save()
    action = "article.signed" if row.signed_at else "article.signature_refused"
    record(action, row.article, by=by, at=at, partner=str(row.body), version=row.version, **detail)
    share(row.article)
    emails.co_signed.queue(row, to=owner_of(row.article))
    return row
