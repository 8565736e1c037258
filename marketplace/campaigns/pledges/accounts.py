"""The ledger's accounts of pledges. A voucher's part stands on ``open:<business>``, as every voucher's does.

========================  ===========================================================  =======
account                   what stands there                                            balance
========================  ===========================================================  =======
``support:<business>``    what backers gave without a return gift                      ≤ 0
``reward:<business>``     return gifts that are paid and owed, with their shipping     ≤ 0
``delivered:<business>``  the same, once they were sent or given                       ≤ 0
``claim:<business>``      charged back after the business had given something for it   ≥ 0
========================  ===========================================================  =======

========================  ========================  ========================  ==============================
journal (``key``)         debit                     credit                    written
========================  ========================  ========================  ==============================
``pledge:<pledge>``       ``through:pledge``        ``support``, ``reward``   when it is paid
``sent:<pledge>:<n>``     ``reward``                ``delivered``             when it was sent; ``n`` is odd
``sent:<pledge>:<n>``     ``delivered``             ``reward``                when that was a mistake
``unpledge:<pledge>``     ``support``, ``reward``…  ``through:pledge``        when the refund has arrived
``lost:<pledge>:<n>``     ``support``, ``reward``…  ``through:pledge``        money was charged back
``regained:<pledge>:<n>`` ``through:pledge``        the same                  a dispute was won
========================  ========================  ========================  ==============================
"""

from __future__ import annotations


def support_of(business_id: int) -> str:
    return f"support:{business_id}"


def reward_of(business_id: int) -> str:
    return f"reward:{business_id}"


def delivered_of(business_id: int) -> str:
    return f"delivered:{business_id}"
