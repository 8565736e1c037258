"""Neighbours' campaigns beside our own, in the list and among what is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.searches import Hit
from marketplace.campaigns.public.filter import ALL, CampaignFilter
from marketplace.campaigns.sharing.card import KIND
from marketplace.search.question import question
from tenants.sharing.adopted import Adopted, adopted


def beside(filters: CampaignFilter, *, at: datetime) -> list[Adopted]:
    """Those that a filter leaves. Categories are ours, and of a neighbour's only what runs is shown."""
    if filters.categories or filters.state not in ("", ALL):
        return []
    holds = question(filters.words).stands_in
    return [one for one in _running(at) if _is_in(one, filters.places) and holds(_searched(one))]


def hits_of_neighbours(holds: Callable[[str], bool], place: str) -> list[Hit]:
    """Among the results over all slices, with whose it is and until when; one query."""
    places = (place,) if place else ()
    found = [one for one in _running(timezone.now()) if _is_in(one, places)]
    return [_hit(one) for one in found if holds(_searched(one))]


def _running(at: datetime) -> list[Adopted]:
    return adopted(KIND, ends_after=at)


def _is_in(one: Adopted, places: tuple[str, ...]) -> bool:
    return not places or one.facts.get("place") in places


def _searched(one: Adopted) -> str:
    facts = one.facts
    return one.searched(facts.get("business", ""), facts.get("place", ""))


def _hit(one: Adopted) -> Hit:
    facts = one.facts
    notes = [one.named(facts.get("business") or one.origin_name)]
    if facts.get("ends_in_words"):
        notes.append(_("bis %(day)s") % {"day": facts["ends_in_words"]})
    return Hit(one.title, one.lead, " · ".join(notes), one.get_absolute_url())
