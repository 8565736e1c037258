"""The ledger's accounts of pots. They show what was promised, outside of all money that came in.

=========================  ======================================================  =======
account                    what stands there                                       balance
=========================  ======================================================  =======
``match-for:k<campaign>``  what pots have set aside for a campaign, paid or not    ≥ 0
``match-promised:f<fund>`` what a pot has set aside and not paid                   ≤ 0
``match-paid:f<fund>``     what the giver has paid                                 ≤ 0
=========================  ======================================================  =======

================================  ==================  ==================  ===============================
journal (``key``)                 debit               credit              written
================================  ==================  ==================  ===============================
``match:<pledge>:<fund>``         ``match-for``       ``match-promised``  when the pledge is paid
``unmatch:<pledge>:<fund>``       ``match-promised``  ``match-for``       when its money goes back
``grant:<fund>:<campaign>``       ``match-promised``  ``match-paid``      when the giver has paid
================================  ==================  ==================  ===============================

A pledge that was matched again after a dispute was won has ``:2``, ``:3`` … at the end of both keys.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from marketplace.campaigns.models import Campaign, MatchFund


def match_for(campaign_id: int) -> str:
    return f"match-for:k{campaign_id}"


def match_promised(fund_id: int) -> str:
    return f"match-promised:f{fund_id}"


def match_paid(fund_id: int) -> str:
    return f"match-paid:f{fund_id}"


def owner_names(owners: Collection[str]) -> Mapping[str, str]:
    """``f3`` → „Topf der Sparkasse“, ``k7`` → the campaign's title."""
    funds, campaigns = ([int(one[1:]) for one in owners if one[:1] == sign and one[1:].isdecimal()] for sign in "fk")
    names = {f"f{pk}": name for pk, name in MatchFund.objects.filter(pk__in=funds).values_list("pk", "name")}
    titles = {f"k{pk}": title for pk, title in Campaign.objects.filter(pk__in=campaigns).values_list("pk", "title")}
    return names | titles
