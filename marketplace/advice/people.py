"""Whose a text is. One expression says it, so that a list asks for all of its owners with the rows themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from kreislauf.accounts.models import Role
from marketplace.advice.models import Article, Articles
from marketplace.partners.models import BodyMember, BodyRole
from marketplace.review.recipients import deciding_addresses

_PEOPLE = BodyMember.objects.filter(body=OuterRef("body"), body__left_at__isnull=True)
_EDITORS = _PEOPLE.filter(role=BodyRole.EDITOR, user__is_active=True).order_by("pk")
_OF_STAFF = Q(author__role__in=(Role.ADMINISTRATOR, Role.EDITOR))
_AUTHOR_WRITES = Q(author__is_active=True) & (_OF_STAFF | Exists(_PEOPLE.filter(user=OuterRef("author"))))
_PARTNER_STAYS = Q(body__isnull=False, body__left_at__isnull=True)
_AUTHOR = When(_AUTHOR_WRITES, then=F("author__email"))
_PARTNER = When(
    _PARTNER_STAYS,
    then=Coalesce(NullIf(F("body__email"), Value("")), Subquery(_EDITORS.values("user__email")[:1]), Value("")),
)


def with_owners(rows: Articles) -> QuerySet[Any]:
    """Each with ``owner``, as ``owner_of`` has it, in the same query."""
    office = next(iter(deciding_addresses("advice.approval")), "")
    of_people = NullIf(Case(_AUTHOR, _PARTNER, default=Value("")), Value(""))
    return rows.annotate(owner=Coalesce(of_people, Value(office)))


def owner_of(article: Article) -> str:
    """Who says whether it is still right: its author, else the partner, else the office."""
    return str(with_owners(Article.objects.filter(pk=article.pk)).values_list("owner", flat=True).get())


def submitter_of(article: Article) -> str:
    """Who hears of decisions: as above, but for the office, which made them."""
    return _address(article, Case(_AUTHOR, _PARTNER, default=Value("")))


def author_of(article: Article) -> str:
    """Its author's address; nobody's once they do not write for the partner any more."""
    return _address(article, Case(_AUTHOR, default=Value("")))


def _address(article: Article, expression: Case) -> str:
    found = Article.objects.filter(pk=article.pk).annotate(address=expression)
    return str(found.values_list("address", flat=True).get())
