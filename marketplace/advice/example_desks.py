"""For the walker of the tests: what the routes of desks take, and those of letters about articles."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.mail.address import masked
from kreislauf.slices import Example
from marketplace.advice.links import co_signature_address, review_address
from marketplace.advice.models import Adviser, Article, CoSignature, Topic
from marketplace.advice.people import owner_of
from marketplace.partners.models import Body

OF_ARTICLE = (
    *("article", "edit", "handing_in", "giving_back", "assurance", "archiving", "restoring", "signing"),
    *("language", "unspeaking"),
)
OF_ADVISER = ("adviser", "adviser_hiding", "adviser_showing", "adviser_assurance")


def desk_examples(article: Article, adviser: Adviser, topic: Topic) -> dict[str, Example]:
    found: dict[str, Example] = {}
    for desk in ("partner", "office"):
        found |= {f"advice:{desk}:{name}": Example(article, {"language": "en"}) for name in OF_ARTICLE}
        found |= {f"advice:{desk}:{name}": Example(adviser) for name in OF_ADVISER}
        found[f"advice:{desk}:new"] = Example(article, {"kind": "guide"})
    found |= {f"advice:office:{name}": Example(article) for name in ("hiding", "showing", "handing_over", "sharing")}
    return found | {f"advice:office:{name}": Example(topic) for name in ("topic", "topic_place", "topic_removal")}


def letter_examples(secret: str, article: Article, made: dict[str, Any]) -> dict[str, Example]:
    """Of a link to sign, and of one to what is due."""
    now, word = timezone.now(), secret.lower()
    signer = Body.objects.create(
        name=f"Mitzeichner {secret}", slug=f"mit-{word}", email=f"mit-{word}@example.org", shown_at=now, created_at=now
    )
    asked = CoSignature.objects.create(
        article=article, body=signer, version=article.version, of_hash=article.signed_hash, asked_at=now
    )
    due = {"token": _token(review_address(owner_of(article), at=now))}
    link = co_signature_address(asked, sent_to=masked(signer.email), user_id=0)
    return {
        "advice:co_signature": Example(article, {"token": _token(link)}),
        **{f"advice:{name}": Example(article, due) for name in ("review", "assurance", "archiving")},
    }


def _token(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
