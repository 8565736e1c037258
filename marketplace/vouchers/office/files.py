"""Orders and vouchers as tables for a spreadsheet, with the filters of their lists."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import Euros, stream_table
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.office.orders import found_orders
from marketplace.vouchers.office.vouchers import found_vouchers
from marketplace.vouchers.orders.state import state_of_order

AT_ONCE = 500


@allow(Audience.EDITOR, while_off=True)
@require_GET
def orders_file(request: HttpRequest) -> FileResponse:
    header = [
        *(_("Nummer"), _("Bestellt am"), _("Bezahlt am"), _("Stand"), _("Angebot"), _("Betrieb")),
        *(_("Gekauft von"), _("E-Mail-Adresse"), _("Anzahl"), _("Betrag in Euro")),
    ]
    name = f"bestellungen-{timezone.localdate():%Y-%m-%d}"
    return stream_table(request, name, header, map(_order_row, found_orders(request).iterator(chunk_size=AT_ONCE)))


@allow(Audience.EDITOR, while_off=True)
@require_GET
def vouchers_file(request: HttpRequest) -> FileResponse:
    """Without the codes: a table travels further than the page it comes from."""
    header = [
        *(_("Code endet auf"), _("Bestellung"), _("Betrieb"), _("Gekauft von"), _("Verkauft am"), _("gültig bis")),
        *(_("Wert in Euro"), _("offen in Euro"), _("gesperrt")),
    ]
    return stream_table(request, f"gutscheine-{timezone.localdate():%Y-%m-%d}", header, _voucher_rows(request))


def _order_row(order: Order) -> tuple[object, ...]:
    paid = f"{timezone.localtime(order.fulfilled_at):%d.%m.%Y %H:%M}" if order.fulfilled_at else ""
    return (
        order.number,
        f"{timezone.localtime(order.created_at):%d.%m.%Y %H:%M}",
        paid,
        state_of_order(order).label,
        order.title,
        order.offer.business.name,
        order.buyer_name,
        order.email,
        order.quantity,
        Euros(order.total_cents),
    )


def _voucher_rows(request: HttpRequest) -> Iterator[tuple[object, ...]]:
    for voucher in found_vouchers(request).iterator(chunk_size=AT_ONCE):
        yield _voucher_row(voucher)


def _voucher_row(voucher: Voucher) -> tuple[object, ...]:
    return (
        str(voucher),
        voucher.order.number,
        voucher.business.name,
        voucher.order.email,
        f"{timezone.localtime(voucher.issued_at):%d.%m.%Y}",
        f"{voucher.expires_on:%d.%m.%Y}",
        Euros(voucher.value_cents),
        Euros(voucher.left_cents),
        _("ja") if voucher.blocked_at else "",
    )
