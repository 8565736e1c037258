"""Who is written to about a partner's texts."""

from __future__ import annotations

from marketplace.advice.models import Article
from marketplace.partners.models import BodyMember
from marketplace.partners.people.addresses import editors_of
from marketplace.review.recipients import deciding_addresses


def owner_of(article: Article) -> str:
    """Who says whether it is still right: its author, else the partner, else the office. Needs author and body."""
    if article.author and article.author.is_active and _writes_for(article):
        return article.author.email
    if article.body and article.body.left_at is None and (article.body.email or editors_of(article.body)):
        return article.body.email or editors_of(article.body)[0]
    return next(iter(deciding_addresses("advice.approval")), "")


def submitter_of(article: Article) -> str:
    """Who hears of decisions: as above, but for the office, which made them."""
    if article.author and article.author.is_active:
        return article.author.email
    return article.body.email if article.body else ""


def _writes_for(article: Article) -> bool:
    author = article.author
    if author is None:
        return False
    return author.is_staff_member or BodyMember.objects.filter(user=author, body=article.body_id).exists()
