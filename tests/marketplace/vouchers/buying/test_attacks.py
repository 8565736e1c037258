"""What strangers, machines and the curious try with withdrawals and codes."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Declaration, Voucher, Withdrawal
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import ordered, pay
from tests.marketplace.vouchers.buying.test_withdrawal import CONFIRM
from tests.marketplace.vouchers.buying.test_withdrawal_by_number import link_in, typed
from tests.post import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def voucher(in_kiel: RegionCard) -> Voucher:
    order = pay(ordered(make_offer(price_cents=2500, title="Röstkurs")))
    deliver_all()
    return order.vouchers.get()


def test_a_stranger_who_declares_first_takes_the_link_from_nobody(ute: Client, voucher: Voucher) -> None:
    """The buyer has thrown that letter away, and declares on another day."""
    ute.post(CONFIRM, typed(voucher, name="Jemand Fremdes"))
    deliver_all()
    cache.clear()  # the next day

    ute.post(CONFIRM, typed(voucher))
    ute.post(CONFIRM, typed(voucher))

    (letter,) = deliver_all()
    assert (letter.to, Declaration.objects.count()) == (["ute@example.org"], 1)
    assert ute.post(link_in(letter)).status_code == 302
    assert Withdrawal.objects.get().accepted is True


def test_a_program_that_opens_the_link_of_a_confirmed_withdrawal_sends_no_money_back(
    ute: Client, voucher: Voucher
) -> None:
    ute.post(CONFIRM, typed(voucher))
    page = link_in(deliver_all()[0])
    now = timezone.now()
    tap = redeem(voucher.code, by=voucher.business, actor="Kasse", amount_cents=500, at=now, key="tap-1")
    ute.post(page)
    reverse(tap, reason="Vertippt", by="Kasse", at=now)

    receipt = ute.get(page)["Location"]

    assert ute.get(receipt).status_code == 200
    assert [withdrawal.refusal for withdrawal in Withdrawal.objects.all()] == ["used"]
    voucher.refresh_from_db()
    assert (voucher.left_cents, voucher.refund_pending_at) == (2500, None)


def test_no_code_is_asked_out_of_the_office_s_list_sign_by_sign(rathaus: Client, voucher: Voucher) -> None:
    def found(signs: int) -> bool:
        page = rathaus.get(f"/verwaltung/gutscheine/?q={voucher.code[-signs:]}").content.decode()
        return f"…{voucher.code[-4:]}" in page

    assert {signs: found(signs) for signs in (4, 5, 6, 15, 16)} == {4: True, 5: False, 6: False, 15: False, 16: True}


def test_who_refunds_a_stranger_s_declaration_is_told_that_it_is_a_stranger_s(
    ute: Client, rathaus: Client, voucher: Voucher
) -> None:
    """An order number may be read over a shoulder; the voucher of somebody else would be void."""
    for email in ("ute@example.org", "fremd@example.org"):
        ute.post(CONFIRM, typed(voucher, email=email))
    pages = [
        rathaus.get(f"/verwaltung/gutscheine/widerrufe/{one.pk}/ausfuehrung/").content.decode()
        for one in Declaration.objects.order_by("-fits")
    ]

    assert ["andere als bestellt" in page for page in pages] == [False, True]
