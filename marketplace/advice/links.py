"""Signed links in letters about articles: one purpose each, and none of them signs anybody in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.advice.models import Article, CoSignature

CO_SIGNATURE, REVIEW = "advice co-signature", "advice review"
VALID = timedelta(days=60)


def co_signature_address(asked: CoSignature, *, sent_to: str) -> str:
    """To one version of one text, for one partner; ``sent_to`` is whose link it is, masked."""
    token = sign(CO_SIGNATURE, [asked.pk, sent_to], expires=VALID, at=asked.asked_at)
    return _absolute("advice:co_signature", token)


def review_address(owner: str, *, at: datetime) -> str:
    """To the page of what is due, for whoever reads the mail of ``owner``."""
    return _absolute("advice:review", sign(REVIEW, owner, expires=VALID, at=at))


def read_co_signature(token: str) -> tuple[int, str]:
    """The number of what was asked for, and whose link it is. Refuses with ``BadLink``."""
    pk, sent_to = unsign(CO_SIGNATURE, token)
    return pk, sent_to


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
