"""A settlement claim by claim, as a table that leaves the house."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.web.table_file import Euros
from marketplace.regionwide.models import Settlement

AT_ONCE = 500


def statement_head() -> list[str]:
    return [_("Datum"), _("Zeit"), _("Vorgang"), _("Beleg"), _("Gutschein"), _("Betrag in Euro")]


def claim_rows(settlement: Settlement) -> Iterator[tuple[object, ...]]:
    """The oldest first, then the sum."""
    for one in settlement.claims.order_by("at", "pk").iterator(chunk_size=AT_ONCE):
        at = timezone.localtime(one.at)
        receipt = one.redemption_id or ""
        yield f"{at:%d.%m.%Y}", f"{at:%H:%M}", one.kind_word, receipt, one.voucher, Euros(one.cents)
    yield "", "", _("Summe"), settlement.number, "", Euros(settlement.cents)
