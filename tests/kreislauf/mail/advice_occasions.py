"""What makes each kind of mail about articles be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from marketplace.advice import emails
from marketplace.advice.models import CheckedLink, CoSignature
from marketplace.advice.reviewed import REVIEW
from marketplace.search.models import Missed
from tests.make import NOON, make_author, make_body
from tests.make_article import make_article


def about_articles() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    body, signer = make_body(), make_body(name="Handwerkskammer Lübeck")
    author = make_author(body)
    article = make_article(body, author=author)
    draft = make_article(body, author=author, released_at=None, for_editors_at=NOON)
    returned = make_article(body, author=author, released_at=None, editors_note="Bitte kürzer.")
    waiting = make_article(body, author=author, released_at=None, handed_in_at=NOON)
    asked = make_article(
        body, author=author, released_at=None, handed_in_at=NOON, asked_at=NOON, question="Für wen gilt das?"
    )
    refused = make_article(
        body, author=author, released_at=None, handed_in_at=NOON, rejected_at=NOON, reject_reason="Das ist Werbung."
    )
    request = {"article": article, "of_hash": article.signed_hash, "version": 1, "asked_at": NOON}
    open_ = CoSignature.objects.create(**request, body=signer)
    signed = CoSignature.objects.create(**request | {"version": 2}, body=signer, signed_at=NOON, signed_by="Jan")
    CheckedLink.objects.create(article=article, url="https://weg.example/", failures=3, failed_since=NOON)
    return {
        "advice.for_editors": lambda to: emails.for_editors.queue(draft, to=to, version=draft.version),
        "advice.given_back": lambda to: emails.given_back.queue(returned, to=to, version=returned.version),
        "advice.approved": lambda to: emails.approved.queue(article, to=to, version=article.version),
        "advice.review": lambda to: (_due(to), emails.review.queue(None, to=to)),
        "advice.missing": lambda to: (_missed(), emails.missing.queue(None, to=to, month="2026-10-01")),
        "advice.co_signature": lambda to: emails.co_signature.queue(open_, to=to, sent_to="j…@h….example"),
        "advice.co_signed": lambda to: emails.co_signed.queue(signed, to=to),
        "advice.broken_links": lambda to: emails.broken_links.queue(article, to=to),
        "advice.approval": lambda to: REVIEW.letters.approval.queue(waiting, to=to, version=waiting.version),
        "advice.question": lambda to: REVIEW.letters.question.queue(asked, to=to, version=asked.version),
        "advice.delay": lambda to: REVIEW.letters.delay.queue(waiting, to=to, version=waiting.version),
        "advice.rejected": lambda to: REVIEW.letters.rejected.queue(refused, to=to, version=refused.version),
    }


def _due(to: str) -> None:
    make_article(make_body(email=to), title="Längst fällig", review_due_on=timezone.localdate() - timedelta(days=9))


def _missed() -> None:
    Missed.objects.create(monday=date(2026, 10, 5), folded="schanklizenz", shown="schanklizenz", number=7)
