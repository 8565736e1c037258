"""What pots would give for a pledge, said before anybody pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.money import format_euro
from marketplace.campaigns.funds.limits import Given, Limit, given
from marketplace.campaigns.funds.match import used_of
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.funds.rules import funds_for
from marketplace.campaigns.models import Campaign, MatchFund


@dataclass(frozen=True, slots=True)
class Share:
    """What one pot would give, and a sentence that says so."""

    fund: MatchFund
    given: Given
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Of all pots together. Without any, ``shares`` is empty and nothing is said."""

    shares: tuple[Share, ...] = ()

    @property
    def cents(self) -> int:
        return sum(share.given.cents for share in self.shares)

    @property
    def is_whole(self) -> bool:
        return all(share.given.limit == Limit.NONE for share in self.shares)


def preview(campaign: Campaign, *, cents: int, at: datetime, email: str = "") -> Preview:
    """For a pledge of ``cents`` without shipping. Without an address, what a person had before is not known.

    It sets nothing aside: what counts is what is left when the payment arrives.
    """
    person = person_hash(email) if email else ""
    return Preview(tuple(_share(one, campaign, cents, person=person) for one in funds_for(campaign, [at])))


def _share(fund: MatchFund, campaign: Campaign, cents: int, *, person: str) -> Share:
    found = given(fund, cents, used=used_of(fund, campaign, person=person))
    return Share(fund, found, _sentence(fund, found))


def _sentence(fund: MatchFund, found: Given) -> str:
    names = {
        "fund": fund.name,
        "cents": format_euro(found.cents),
        "whole": format_euro(found.whole_cents),
        "n": fund.only.get("first", 0),
    }
    if found.limit == Limit.NONE:
        return _("„%(fund)s“ legt %(cents)s dazu.") % names
    return (_nothing(fund, found.limit) if found.cents == 0 else _less(found.limit)) % names


def _nothing(fund: MatchFund, limit: Limit) -> str:
    if limit == Limit.LEFT:
        return _("„%(fund)s“ ist leer: Von dort kommt nichts mehr dazu.")
    if limit == Limit.FIRST:
        return ngettext(
            "„%(fund)s“ galt nur für die erste Unterstützung: Von dort kommt nichts mehr dazu.",
            "„%(fund)s“ galt nur für die ersten %(n)s Unterstützungen: Von dort kommt nichts mehr dazu.",
            fund.only.get("first", 0),
        )
    if limit == Limit.PERSON:
        return _("Aus „%(fund)s“ haben Ihre Unterstützungen schon alles bekommen, was für eine Person vorgesehen ist.")
    return _("Aus „%(fund)s“ hat diese Kampagne schon alles bekommen, was für eine Kampagne vorgesehen ist.")


def _less(limit: Limit) -> str:
    if limit == Limit.LEFT:
        return _("„%(fund)s“ ist fast leer: Statt %(whole)s kommen noch %(cents)s dazu.")
    if limit == Limit.PERSON:
        return _("„%(fund)s“ legt %(cents)s dazu: Mehr ist für eine Person nicht vorgesehen.")
    if limit == Limit.CAMPAIGN:
        return _("„%(fund)s“ legt %(cents)s dazu: Mehr ist für eine Kampagne nicht vorgesehen.")
    return _("„%(fund)s“ legt %(cents)s dazu: Mehr ist für eine Unterstützung nicht vorgesehen.")
