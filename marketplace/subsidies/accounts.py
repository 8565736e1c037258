"""The ledger's accounts of subsidies. What the region owes stands as debit until it is paid.

=============================  ===========================================================  =======
account                        what stands there                                            balance
=============================  ===========================================================  =======
``subsidy-promised:<action>``  added to vouchers, and not yet transferred to the businesses  any
``subsidy-paid:<action>``      transferred to the businesses, outside of this platform       ≥ 0
=============================  ===========================================================  =======

``issue:<order>`` then has a third line: ``through`` and ``subsidy-promised`` against ``open``. ``return``, ``block``
and ``restore`` have it too; ``subsidy:<settlement>`` moves from one account to the other,
``unsubsidy:<settlement>`` back again (a second time with ``:2`` at the end of both keys), and so does
``subsidy-repaid:<action>:<business>:<n>`` what a business pays back. Both together are what the
action has added to paid orders less what came back, so never more than its budget.
"""

from __future__ import annotations


def promised_of(action_id: int) -> str:
    return f"subsidy-promised:{action_id}"


def paid_of(action_id: int) -> str:
    return f"subsidy-paid:{action_id}"
