"""A pot's rule in one sentence, how long it lasts, and when it is open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db.models import Avg
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.money import format_euro_short
from marketplace.businesses.models import Category
from marketplace.campaigns.funds.rules import is_open
from marketplace.campaigns.models import Match, MatchFund

USUAL_CENTS = 2500  # of a pledge, where a pot has not matched any yet


def rule(fund: MatchFund) -> str:
    """„Aus 20 € werden 40 €. Höchstens 50 € je Unterstützung.“"""
    first = _("Aus %(before)s werden %(after)s.") % {
        "before": format_euro_short(2000),
        "after": format_euro_short(2000 + 20 * fund.factor_percent),
    }
    return " ".join([first, *_caps(fund), *_conditions(fund)])


def _caps(fund: MatchFund) -> list[str]:
    caps = [
        (fund.cap_per_pledge, _("%(cents)s je Unterstützung")),
        (fund.cap_per_person, _("%(cents)s je Person")),
        (fund.cap_per_campaign, _("%(cents)s je Kampagne")),
    ]
    said = [text % {"cents": format_euro_short(cents)} for cents, text in caps if cents is not None]
    return [_("Höchstens %(caps)s.") % {"caps": ", ".join(said)}] if said else []


def _conditions(fund: MatchFund) -> list[str]:
    found = []
    if categories := fund.only.get("categories"):
        names = Category.objects.filter(pk__in=categories).in_order().values_list("name", flat=True)
        found.append(_("Nur für: %(names)s.") % {"names": ", ".join(names)})
    if postcodes := fund.only.get("postcodes"):
        found.append(_("Nur für Betriebe in %(postcodes)s.") % {"postcodes": ", ".join(postcodes)})
    if first := fund.only.get("first"):
        found.append(
            ngettext(
                "Nur die erste Unterstützung jeder Kampagne.",
                "Nur die ersten %(n)s Unterstützungen jeder Kampagne.",
                first,
            )
            % {"n": first}
        )
    if hours := fund.only.get("hours"):
        found.append(_("Nur von %(begin)s bis %(end)s Uhr.") % {"begin": hours[0], "end": hours[1]})
    return found


def usual_cents(funds: Collection[MatchFund]) -> dict[int, int]:
    """By the pot's number: what it gives for a pledge on average. One query for all."""
    kept = Match.objects.filter(fund__in=funds, released_at__isnull=True).order_by()
    means = dict(kept.values_list("fund").annotate(mean=Avg("cents")))
    return {one.pk: _usual(one, means.get(one.pk)) for one in funds}


def _usual(fund: MatchFund, mean: Decimal | None) -> int:
    usual = int(mean) if mean is not None else USUAL_CENTS * fund.factor_percent // 100
    return max(min(usual, fund.cap_per_pledge or usual), 1)


def about_how_many(fund: MatchFund) -> int:
    """For how many pledges more the pot lasts, if they are like those before."""
    return fund.left_cents // usual_cents([fund])[fund.pk]


def rest(fund: MatchFund, at: datetime, *, usual: int | None = None) -> str:
    """How it stands, in a sentence: open and for how many, not open yet, empty, or over.

    ``usual`` is what it gives for a pledge, in cents, where somebody has asked for many pots at once.
    """
    if fund.is_over(at):
        return _("Dieser Topf ist zu Ende.")
    if fund.left_cents == 0:
        return _("Der Topf ist leer: Neue Unterstützungen bekommen daraus nichts mehr.")
    if not is_open(fund, at):
        opening = next_opening(fund, at)
        return _("Offen ab %(when)s.") % {"when": _when(opening, at)} if opening else _("Dieser Topf ist zu Ende.")
    n = fund.left_cents // usual if usual else about_how_many(fund)
    if n == 0:
        return _("Fast leer: Der Rest reicht nur noch für einen Teil einer Unterstützung.")
    return ngettext("Reicht noch für etwa eine Unterstützung.", "Reicht noch für etwa %(n)s Unterstützungen.", n) % {
        "n": n
    }


def next_opening(fund: MatchFund, at: datetime) -> datetime | None:
    """The first moment from ``at`` on at which it is open, to the hour; None if it does not open any more."""
    moment = max(at, fund.starts_at)
    while moment < fund.ends_at:
        if is_open(fund, moment):
            return moment
        # In UTC, whose hours are all of one length, also in the nights when the clocks change.
        moment = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return None


def _when(moment: datetime, at: datetime) -> str:
    if timezone.localdate(moment) == timezone.localdate(at):
        return _("heute, %(time)s Uhr") % {"time": date_format(timezone.localtime(moment), "H:i")}
    return _("%(day)s, %(time)s Uhr") % {
        "day": date_format(timezone.localtime(moment), "j. F Y"),
        "time": date_format(timezone.localtime(moment), "H:i"),
    }
