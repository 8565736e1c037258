"""How a campaign's money, days and rewards are said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.money import format_euro_short
from marketplace.campaigns.models import Reward, RewardKind


def in_words(reward: Reward) -> str:
    """``Platzpatenschaft, 50 €, Sache, bis 24. Dezember 2026, 20 Stück``, and below it what it says."""
    facts = [reward.title, format_euro_short(reward.price_cents), RewardKind(reward.kind).label]
    if reward.vat_rate is not None:
        facts.append(_("%(rate)s %% Umsatzsteuer") % {"rate": reward.vat_rate})
    if reward.shipping_cents:
        facts.append(_("Versand %(cost)s") % {"cost": format_euro_short(reward.shipping_cents)})
    if reward.deliver_by:
        facts.append(_("bis %(day)s") % {"day": date_format(reward.deliver_by, "j. F Y")})
    if reward.total is not None:
        facts.append(_("%(n)s Stück") % {"n": reward.total})
    return "\n".join(filter(None, [", ".join(str(one) for one in facts), reward.text]))


def costs_in_words(costs: Iterable[Mapping[str, Any]]) -> str:
    """``Heizkessel 8.000 € · Einbau 2.000 €``"""
    return " · ".join(f"{one['what']} {format_euro_short(one['cents'])}" for one in costs)


def stretch_in_words(stretch: Iterable[Mapping[str, Any]]) -> str:
    """``ab 12.000 €: neue Vorhänge``"""
    return " · ".join(
        _("ab %(sum)s: %(what)s") % {"sum": format_euro_short(one["cents"]), "what": one["text"]} for one in stretch
    )
