"""The ledger's accounts of vouchers that the region sells and others take. Debit is positive, credit negative.

======================  ==================================================================  =======
account                 what stands there                                                   balance
======================  ==================================================================  =======
``owed:<business>``     the region owes it for such vouchers, until it is transferred       any
``settled:<business>``  transferred to it, outside of this platform                         ≤ 0
======================  ==================================================================  =======

``redeem:<redemption>`` at another's counter moves from ``open`` of the region to ``owed``, and
``reverse:<reversal>`` back. ``settle:<settlement>`` moves from ``owed`` to ``settled``, ``unsettle:<settlement>`` back
again (a second time with ``:2`` at the end of both keys), and so does ``repaid:<participation>:<number>`` when the
business has paid back what it owed. ``owed`` is minus the business's claims that are in no
settlement that was paid; above zero it owes the region, which the next settlement takes off.
"""

from __future__ import annotations


def owed_of(business_id: int) -> str:
    return f"owed:{business_id}"


def settled_of(business_id: int) -> str:
    return f"settled:{business_id}"
