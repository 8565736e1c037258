"""The chart of accounts and every journal. Debit is positive, credit negative; all amounts in euro cents.

========================  =============================================================  =======
account                   what stands there                                              balance
========================  =============================================================  =======
``money:m<merchant>``     what stands at the provider: came in, not gone back or out     any
``money:<provider>``      the same, of attempts from before merchants were told apart    ≥ 0
``fees:m<merchant>``      what the provider kept                                         ≥ 0
``paid-out:m<merchant>``  what the provider sent to the merchant's bank account          any
``outside:m<merchant>``   moved at the provider by something else than our payments            any
``through:<purpose>``     between a payment and what was bought with it                  0
``open:<business>``       what its vouchers are still good for, reserved and blocked too ≤ 0
``redeemed:<business>``   what it gave for its vouchers                                  ≤ 0
``claim:<business>``      charged back by the buyer's bank after it was spent            ≥ 0
``surplus``               came in without being owed, and is on its way back             ≤ 0
========================  =============================================================  =======

========================  ================  ====================  ================================
journal (``key``)         debit             credit                written by
========================  ================  ====================  ================================
``charge:<charge>``       ``money``         ``through``           billing, when an order takes it
``charge:<charge>``       ``money``         ``surplus``           billing, when no order takes it
``issue:<order>``         ``through``       ``open``              the slice, in the same transaction
``redeem:<redemption>``   ``open``          ``redeemed``          the slice
``reverse:<reversal>``    ``redeemed``      ``open``              the slice
``refund:<refund>``       ``through``       ``money``             billing, when it has arrived
``refund:<refund>``       ``surplus``       ``money``             the same, for surplus
``return:<refund>``       ``open``          ``through``           the slice, in the same transaction
``taken-back:<id>``       ``through``       ``money``             billing: dispute, dashboard refund
``taken-back:<id>``       ``surplus``       ``money``             the same, for surplus
``won:<chargeback>``      ``money``         ``through``           billing: a dispute was won
``won:<chargeback>``      ``money``         ``surplus``           the same, for surplus
``fee:<charge>``          ``fees``          ``money``             billing, once the fee is known
``fee-dispute:<id>``      ``fees``          ``money``             billing, of a chargeback
``fee-line:<line>``       ``fees``          ``money``             billing, of a payout: no charge's fee
``outside:<line>``        ``money``         ``outside``           billing, of a payout: no payment of ours
``inside:<line>``         ``outside``       ``money``             billing: it was a payment of ours after all
``payout:<payout>``       ``paid-out``      ``money``             billing, when it has arrived
``unpaid:<payout>``       ``money``         ``paid-out``          billing, when it came back after all
``block:<order>:<n>``     ``open, claim``   ``through``           the slice, in the same transaction
``block:<order>:<n>``     ``open``          ``claim``             the slice, if a refund fails after that
========================  ================  ====================  ================================

What holds after every transaction:

- each journal sums to zero (the database refuses any other), hence all accounts together do;
- ``through:<purpose>`` is zero: money that an order took has bought something, money that left came out of it;
- ``open:<business>`` is minus what its vouchers have left plus what they have reserved;
- ``redeemed:<business>`` is minus its redemptions that were not reversed;
- ``surplus`` is minus the charges that no order took, less what went back of them;
- ``money`` is the charges, less the refunds that arrived, the chargebacks not won, the fees and the payouts, and what
  moved ``outside``.
"""

from __future__ import annotations

OVERPAYMENT = "surplus"


def money(provider: str, merchant_id: int | None) -> str:
    return f"money:{provider}" if merchant_id is None else f"money:m{merchant_id}"


def fees_of(merchant_id: int) -> str:
    return f"fees:m{merchant_id}"


def paid_out_of(merchant_id: int) -> str:
    return f"paid-out:m{merchant_id}"


def outside_of(merchant_id: int) -> str:
    return f"outside:m{merchant_id}"


def accounts_of(merchant_id: int) -> list[str]:
    """A merchant's. Whatever books on one of them opens them all, before it opens any other account."""
    return [fees_of(merchant_id), money("", merchant_id), outside_of(merchant_id), paid_out_of(merchant_id)]


def through(purpose: str) -> str:
    return f"through:{purpose}"


def open_of(business_id: int) -> str:
    return f"open:{business_id}"


def redeemed_of(business_id: int) -> str:
    return f"redeemed:{business_id}"


def claim_of(business_id: int) -> str:
    return f"claim:{business_id}"
