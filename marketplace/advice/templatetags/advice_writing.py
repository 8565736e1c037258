"""What desks say of a text's state, and where their pages are."""

from __future__ import annotations

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.advice.models import Article
from marketplace.advice.writing.desk import Desk
from marketplace.advice.writing.rules import is_overdue

register = template.Library()


@register.simple_tag
def desk_url(desk: Desk, name: str, *args: object) -> str:
    """``{% desk_url desk "edit" article.pk %}``"""
    return desk.url(name, *args)


@register.filter
def article_stage(article: Article) -> str:
    """A few words: where its newest text is. Needs the body."""
    if article.archived_at or article.hidden_at:
        return _("archiviert") if article.archived_at else _("ausgeblendet")
    if article.for_editors_at:
        return _("bei Ihrer Redaktion") if article.approved_at is None else _("Änderung bei Ihrer Redaktion")
    if article.is_draft:
        return _("Entwurf") if article.approved_at is None else _("öffentlich, Änderung ist ein Entwurf")
    words = {
        "waiting": _("wartet auf die Verwaltung"),
        "asked": _("Rückfrage offen"),
        "rejected": _("abgelehnt"),
        "changed": _("öffentlich, Änderung wartet"),
    }
    return words.get(article.state) or _public_stage(article)


def _public_stage(article: Article) -> str:
    if article.is_over:
        return _("abgelaufen")
    if not article.is_public:
        return _("freigegeben, noch nicht zu sehen")
    if is_overdue(article, timezone.localdate()):
        return _("öffentlich, Prüfung überfällig")
    due = article.review_due_on is not None and article.review_due_on <= timezone.localdate()
    return _("öffentlich, bitte prüfen") if due else _("öffentlich")


@register.filter
def article_stage_kind(article: Article) -> str:
    """The badge's colour."""
    if article.is_ended or article.is_over:
        return ""
    if article.state in ("asked", "rejected"):
        return {"asked": "warning", "rejected": "danger"}[article.state]
    if article.is_draft or article.for_editors_at or article.state in ("waiting", "changed"):
        return "info"
    due = article.review_due_on is not None and article.review_due_on <= timezone.localdate()
    return "warning" if due else "success"
