"""Every voucher that is still worth something, for a region's archive and for the question whether it may leave."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kreislauf.german import german_order
from kreislauf.slices import OpenBalance
from marketplace.vouchers.codes import grouped
from marketplace.vouchers.models import Voucher

AT_ONCE = 2000


def open_balances() -> Iterator[OpenBalance]:
    """By business and code. What is on its way back to the buyer counts until it has arrived."""
    found = (
        Voucher.objects.annotate(open_cents=F("left_cents") + F("reserved_cents"))
        .filter(open_cents__gt=0)
        .select_related("business")
        .order_by(german_order("business__name"), "business_id", "code")
    )
    today = timezone.localdate()
    for voucher in found.iterator(AT_ONCE):
        yield OpenBalance(
            code=grouped(voucher.code),
            business=voucher.business.name,
            value_cents=voucher.value_cents,
            left_cents=voucher.open_cents,
            issued_on=timezone.localdate(voucher.issued_at),
            expires_on=voucher.expires_on,
            note=_note(voucher, run_out=voucher.expires_on < today),
        )


def _note(voucher: Voucher, *, run_out: bool) -> str:
    # The administration reads an archive, in German, even if somebody asked for it on an English page.
    with override("de"):
        said = [
            (voucher.blocked_at is not None, _("gesperrt")),
            (voucher.reserved_cents > 0, _("Erstattung unterwegs")),
            (run_out, _("abgelaufen")),
        ]
    return ", ".join(word for true, word in said if true)
