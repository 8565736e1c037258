"""A pot's rule in one sentence, how long it lasts, and when it is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.money import format_euro_short
from marketplace.businesses.models import Category
from marketplace.campaigns.funds.rules import is_open
from marketplace.campaigns.models import Match, MatchFund

USUAL_CENTS = 2500  # of a pledge, where a pot has not matched any yet
LATEST = 50


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


def about_how_many(fund: MatchFund) -> int:
    """For how many pledges more the pot lasts, if they are like its latest ones."""
    latest = list(
        Match.objects.filter(fund=fund, released_at__isnull=True)
        .order_by("-reserved_at", "-pk")
        .values_list("cents", flat=True)[:LATEST]
    )
    usual = sum(latest) // len(latest) if latest else USUAL_CENTS * fund.factor_percent // 100
    if fund.cap_per_pledge is not None:
        usual = min(usual, fund.cap_per_pledge)
    return fund.left_cents // max(usual, 1)


def rest(fund: MatchFund, at: datetime) -> str:
    """How it stands, in a sentence: open and for how many, not open yet, empty, or over."""
    if fund.closed_at or at >= fund.ends_at:
        return _("Dieser Topf ist zu Ende.")
    if fund.left_cents == 0:
        return _("Der Topf ist leer: Neue Unterstützungen bekommen daraus nichts mehr.")
    if not is_open(fund, at):
        return _("Offen ab %(when)s.") % {"when": _when(next_opening(fund, at))}
    n = about_how_many(fund)
    if n == 0:
        return _("Fast leer: Der Rest reicht nur noch für einen Teil einer Unterstützung.")
    return ngettext("Reicht noch für etwa eine Unterstützung.", "Reicht noch für etwa %(n)s Unterstützungen.", n) % {
        "n": n
    }


def next_opening(fund: MatchFund, at: datetime) -> datetime:
    """The first moment from ``at`` on at which it is open, to the hour; its end if it does not open any more."""
    moment = max(at, fund.starts_at)
    while moment < fund.ends_at:
        if is_open(fund, moment):
            return moment
        local = timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
        moment = local.astimezone(timezone.get_fixed_timezone(0)) + timedelta(hours=1)
    return fund.ends_at


def _when(moment: datetime) -> str:
    return _("%(day)s, %(time)s Uhr") % {
        "day": date_format(timezone.localtime(moment), "j. F Y"),
        "time": date_format(timezone.localtime(moment), "H:i"),
    }
