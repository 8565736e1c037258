"""What billing calls when money of a pledge moves."""

from __future__ import annotations

from datetime import datetime

from kreislauf.purposes import Purpose
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import PURPOSE
from marketplace.campaigns.models.campaign import SCOPE
from marketplace.campaigns.pledges.addresses import pledge_number, pledge_path
from marketplace.campaigns.pledges.close import close_unpaid
from marketplace.campaigns.pledges.fulfil import fulfil
from marketplace.campaigns.pledges.losses import charge_back, recover
from marketplace.campaigns.pledges.refund import finish_refund
from marketplace.campaigns.pledges.withdraw import withdrawal_declared


def show_payable(business_id: int | None, *, ready: bool, at: datetime) -> None:
    """Whether a business can be paid is asked when somebody backs; the pages that say so are made anew."""
    void_pages(SCOPE)


PLEDGE = Purpose(
    PURPOSE,
    paid=fulfil,
    closed=close_unpaid,
    refunded=finish_refund,
    charged_back=charge_back,
    recovered=recover,
    sellable=show_payable,
    page="campaigns:pledges:office_pledge",
    number=pledge_number,
    buyer_page=pledge_path,
    withdrawal_declared=withdrawal_declared,
)
