"""What tills and staff do with vouchers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from marketplace.vouchers.block import block, unblock
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


def till(town: Town) -> Act | None:
    voucher = town.any(Voucher.objects.select_related("business"))
    if voucher is None:
        return None
    cents = town.random.choice([voucher.left_cents or 100, 700, 1250])
    key = f"tap-{town.random.randint(1, 6)}"
    counter = town.random.choice(town.takers) if voucher.business.is_region else voucher.business
    return partial(redeem, voucher.code, by=counter, actor="Jan", amount_cents=cents, at=town.now, key=key)


def reversal(town: Town) -> Act | None:
    redemption = town.any(Redemption.objects.all())
    return redemption and partial(reverse, redemption, reason="vertippt", by="Jan", at=town.now)


def office(town: Town) -> Act | None:
    voucher = town.any(Voucher.objects.all())
    if voucher is None:
        return None
    if town.random.random() < 0.5:
        return partial(block, voucher, reason="gestohlen", by="Ute", at=town.now)
    return partial(unblock, voucher, by="Ute", at=town.now)
