"""Signed links in letters about articles: one purpose each, and none of them signs anybody in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.advice.models import Article, CoSignature

CO_SIGNATURE, REVIEW = "advice co-signature", "advice review"
VALID = timedelta(days=60)


class SignersLink(NamedTuple):
    """What a partner is asked to sign, and whose link it is.

    ``sent_to`` is the address, masked; ``user_id`` is the editor's account, 0 for the partner's own address, None in
    links from before they named it.
    """

    pk: int
    sent_to: str
    user_id: int | None = None


def co_signature_address(asked: CoSignature, *, sent_to: str, user_id: int | None) -> str:
    """To one version of one text, for one partner; see ``SignersLink``."""
    token = sign(CO_SIGNATURE, [asked.pk, sent_to, user_id], expires=VALID, at=asked.asked_at)
    return _absolute("advice:co_signature", token)


def review_address(owner: str, *, at: datetime) -> str:
    """To the page of what is due, for whoever reads the mail of ``owner``."""
    return _absolute("advice:review", sign(REVIEW, owner, expires=VALID, at=at))


def read_co_signature(token: str) -> SignersLink:
    """Refuses with ``BadLink``."""
    return SignersLink(*unsign(CO_SIGNATURE, token))


def read_review(token: str) -> str:
    """The owner's address. Refuses with ``BadLink``."""
    owner: str = unsign(REVIEW, token)
    return owner


def edit_address(article: Article) -> str:
    """Where its partner changes it, behind the sign-in; the office's page where it has none."""
    frame = "partner" if article.body_id else "office"
    path = reverse(f"advice:{frame}:edit", urlconf="kreislauf.urls_region", args=[article.pk])
    return current_region().url + path


def desk_address(article: Article) -> str:
    frame = "partner" if article.body_id else "office"
    path = reverse(f"advice:{frame}:article", urlconf="kreislauf.urls_region", args=[article.pk])
    return current_region().url + path


def _absolute(route: str, token: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", kwargs={"token": token})
