"""A made sheet is kept, sealed, and never shown to another region or after a change."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.sheet import kept
from marketplace.vouchers.sheet.document import voucher_sheet
from tenants.branding.models import Branding
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import ordered, pay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clear_cache")]


@pytest.fixture
def order(in_kiel: RegionCard) -> Order:
    return pay(ordered(make_offer()))


@pytest.fixture
def ute(kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel)


def page(order: Order) -> str:
    return f"{order.get_absolute_url()}gutschein-1.pdf"


def test_a_sheet_is_set_once(ute: Client, order: Order) -> None:
    with patch.object(kept, "voucher_pdf", wraps=kept.voucher_pdf) as setting:
        answers = [ute.get(page(order)) for _ in range(3)]
    assert {answer.content[:5] for answer in answers} == {b"%PDF-"}
    assert setting.call_count == 1


def test_who_has_it_gets_no_second_copy_and_costs_nothing(ute: Client, order: Order) -> None:
    first = ute.get(page(order))
    again = ute.get(page(order), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-store")


def test_a_change_of_look_or_code_is_another_sheet(ute: Client, order: Order) -> None:
    seen = {ute.get(page(order))["ETag"]}
    Branding.objects.update(title="Kiel kauft ein")
    seen.add(ute.get(page(order))["ETag"])
    Voucher.objects.update(code="K7QM4XPD9WTZ3HB8")
    seen.add(ute.get(page(order))["ETag"])
    assert len(seen) == 3


def test_a_withdrawn_or_blocked_voucher_is_printed_no_more(ute: Client, order: Order) -> None:
    etag = ute.get(page(order))["ETag"]
    for column in ("refund_pending_at", "refunded_at", "blocked_at"):
        Voucher.objects.update(refund_pending_at=None, refunded_at=None, blocked_at=None)
        Voucher.objects.update(**{column: timezone.now()})
        assert ute.get(page(order), headers={"if-none-match": etag}).status_code == 410


def test_the_cache_holds_neither_code_nor_paper_to_whoever_reads_it(ute: Client, order: Order) -> None:
    ute.get(page(order))
    voucher = Voucher.objects.select_related("order__offer", "business__category").get()
    sealed = cache.get(f"sheet:{kept.sheet_digest(voucher_sheet(voucher))}")
    assert b"%PDF" not in sealed
    assert voucher.code.encode() not in sealed


def test_no_region_finds_another_ones_sheet(order: Order, dortmund: RegionCard) -> None:
    voucher = Voucher.objects.select_related("order__offer", "business__category").get()
    sheet = voucher_sheet(voucher)
    kept.kept_pdf(sheet)
    with stepping_into(dortmund):
        assert cache.get(f"sheet:{kept.sheet_digest(sheet)}") is None


def test_one_network_opens_sixty_in_ten_minutes(ute: Client, order: Order) -> None:
    with patch("marketplace.vouchers.orders.views.PDFS", 2):
        answers = [ute.get(page(order)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Das PDF wurde gerade sehr oft geöffnet." in answers[2].content.decode()
