"""A voucher that the region sold, in the books of the business that took it."""

from __future__ import annotations

from billing.ledger.accounts import claim_of, redeemed_of
from marketplace.regionwide.accounts import owed_of, settled_of
from marketplace.vouchers.books.datev.journals import Written


def seen_by_taker(journal: Written, business_id: int) -> Written:
    """What the region owes is the business's claim: it is revenue where it arises, and gone where it is paid.

    The region's liability to the holder of the voucher is none of the business's; the other journals stay as they are.
    """
    owed = owed_of(business_id)
    if owed not in journal.codes:
        return journal
    # The ledger has the region's side: what it no longer owes is money at the business.
    taken = journal.key.startswith(("redeem:", "reverse:"))
    here, there = (redeemed_of, claim_of) if taken else (settled_of, claim_of)
    return journal._replace(codes=[(here if code == owed else there)(business_id) for code in journal.codes])
