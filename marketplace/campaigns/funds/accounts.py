"""The ledger's accounts of pots. They show what was promised, outside of all money that came in.

=========================  ======================================================  =======
account                    what stands there                                       balance
=========================  ======================================================  =======
``match-for:<campaign>``   what pots have set aside for a campaign, paid or not    ≥ 0
``match-promised:<fund>``  what a pot has set aside and not paid                   ≤ 0
``match-paid:<fund>``      what the giver has paid                                 ≤ 0
=========================  ======================================================  =======

================================  ==================  ==================  ===============================
journal (``key``)                 debit               credit              written
================================  ==================  ==================  ===============================
``match:<pledge>:<fund>``         ``match-for``       ``match-promised``  when the pledge is paid
``unmatch:<pledge>:<fund>``       ``match-promised``  ``match-for``       when its money goes back
``cut:<fund>:<campaign>``         ``match-promised``  ``match-for``       when less is granted
``grant:<fund>:<campaign>``       ``match-promised``  ``match-paid``      when the giver has paid
``ungrant:<fund>:<campaign>``     ``match-paid``      ``match-promised``  when they have not after all
================================  ==================  ==================  ===============================

A pledge that was matched again after a dispute was won has ``:2``, ``:3`` … at the end of both keys; so has a grant
that was paid again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from marketplace.campaigns.models import Campaign, MatchFund


def match_for(campaign_id: int) -> str:
    return f"match-for:{campaign_id}"


def match_promised(fund_id: int) -> str:
    return f"match-promised:{fund_id}"


def match_paid(fund_id: int) -> str:
    return f"match-paid:{fund_id}"


def _fund_names(pks: Collection[int]) -> Mapping[int, str]:
    return dict(MatchFund.objects.filter(pk__in=pks).values_list("pk", "name"))


def _campaign_titles(pks: Collection[int]) -> Mapping[int, str]:
    return dict(Campaign.objects.filter(pk__in=pks).values_list("pk", "title"))


ACCOUNT_OWNERS = {"match-for": _campaign_titles, "match-promised": _fund_names, "match-paid": _fund_names}
