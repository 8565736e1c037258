"""Neighbours' articles among our own hits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone

from kreislauf.searches import Hit
from marketplace.advice.public.filter import ArticleFilter
from marketplace.advice.shared.card import KIND
from marketplace.search.question import question
from tenants.sharing.adopted import Adopted, adopted

FACTS = ("kind", "amount", "who", "authority")


def matching(filters: ArticleFilter) -> list[Adopted]:
    """Those that the list shows besides, where it is asked for words alone: topics, readers and partners are ours."""
    by_words = filters.words and not replace(filters, words="").any
    return _holding(question(filters.words).stands_in) if by_words else []


def hits_of_neighbours(holds: Callable[[str], bool], place: str) -> list[Hit]:
    """Among the results over all slices; one query. Articles stand at no place."""
    return [_hit(one) for one in _holding(holds)]


def _holding(holds: Callable[[str], bool]) -> list[Adopted]:
    now = timezone.now()
    return [one for one in adopted(KIND) if (one.ends_at is None or one.ends_at > now) and holds(_searched(one))]


def _searched(one: Adopted) -> str:
    facts = one.facts
    return one.searched(*facts.get("hosts", ()), *(facts.get(name, "") for name in FACTS))


def _hit(one: Adopted) -> Hit:
    facts = one.facts
    hosts = ", ".join(facts.get("hosts", ())) or one.origin_name
    notes = (facts.get("kind", ""), one.named(hosts))
    return Hit(one.title, one.lead, " · ".join(filter(None, notes)), one.get_absolute_url())
