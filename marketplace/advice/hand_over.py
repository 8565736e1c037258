"""A partner's texts and advisers go over to another, one by one or because it leaves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.advice.keeping.assure import archive
from marketplace.advice.models import Adviser, Article, CoSignature
from marketplace.advice.shared.card import share, share_all_naming
from marketplace.partners.models import Body
from marketplace.review.decisions import locked


@transaction.atomic
def hand_over(article: Article, heir: Body | None, *, by: Actor, at: datetime) -> Article:
    """From now on ``heir`` looks after it, None being the region itself, which takes no news.

    It is due at once: whoever has it now should read it.
    """
    row = locked(article)
    if row.body_id != (heir.pk if heir else None):
        before = str(row.body or "")
        row.body, row.author, row.review_mailed_at = heir, None, None
        if row.approved_at is not None:
            row.review_due_on = timezone.localdate(at)
        row.save(update_fields=["body", "author", "review_due_on", "review_mailed_at"])
        record("article.handed_over", row, by=by, at=at, before=before, after=str(heir or ""))
        share(row)
    return row


@transaction.atomic
def hand_over_all(body: Body, heir: Body | None, by: Actor, at: datetime) -> int:
    """A partner leaves: its texts and advisers go to ``heir``; without one, texts are archived and advisers hidden.

    Returns how many rows. Co-signatures that nobody has answered lapse.
    """
    CoSignature.objects.open().filter(body=body).delete()
    articles = list(Article.objects.filter(body=body, archived_at__isnull=True).order_by("pk"))
    advisers = list(Adviser.objects.filter(body=body).select_for_update().order_by("pk"))
    for article in articles:
        if heir is not None:
            hand_over(article, heir, by=by, at=at)
        else:
            archive(article, by=by, at=at)
    for adviser in advisers:
        adviser.body, adviser.shown_at = heir or adviser.body, adviser.shown_at if heir else None
        adviser.save(update_fields=["body", "shown_at"])
        settle_pictures(names_of(adviser))
        record("adviser.handed_over", adviser, by=by, at=at, before=str(body), after=str(heir or ""))
        share_all_naming(adviser)
    return len(articles) + len(advisers)
