"""A voucher's sheet as pictures, for tests that look at it as a scanner does."""

from __future__ import annotations

import json

from kreislauf import typesetting
from marketplace.vouchers.sheet import pdf


def voucher_png(sheet: pdf.VoucherSheet, *, ppi: int) -> list[bytes]:
    """One picture per page."""
    template, inputs = typesetting._source(pdf.TEMPLATE), {"data": json.dumps(pdf._data(sheet))}
    pages = typesetting._compiler().compile(input=template, format="png", ppi=ppi, sys_inputs=inputs)
    return [pages] if isinstance(pages, bytes) else list(pages or [])
