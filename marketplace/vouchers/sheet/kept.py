"""Made sheets are kept for an hour: setting one takes a third of a second, and nobody need wait for it twice."""

from __future__ import annotations

import base64
import json
import threading
from contextlib import suppress
from dataclasses import asdict

from cryptography.fernet import Fernet
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from marketplace.vouchers.sheet.pdf import TEMPLATE, VoucherSheet, voucher_pdf

KEPT_SECONDS = 3600
# One sheet is set at a time anyway; who waits for the same one finds it made.
_making = threading.Lock()


def sheet_digest(sheet: VoucherSheet) -> str:
    """Names everything that stands on the sheet, the code and the region's look too, and tells nothing of it."""
    shown = json.dumps(asdict(sheet), sort_keys=True, default=str)
    return salted_hmac("kreislauf.sheet", TEMPLATE.read_bytes() + shown.encode(), algorithm="sha256").hexdigest()


def kept_pdf(sheet: VoucherSheet) -> bytes:
    """The sheet as a PDF. What is kept can only be read by somebody who has the voucher's code."""
    name, seal = f"sheet:{sheet_digest(sheet)}", _seal(sheet)
    if (pdf := _kept(name, seal)) is not None:
        return pdf
    with _making:
        if (pdf := _kept(name, seal)) is not None:
            return pdf
        pdf = voucher_pdf(sheet)
        with suppress(RedisError, OSError):
            cache.set(name, seal.encrypt(pdf), timeout=KEPT_SECONDS)
    return pdf


def _kept(name: str, seal: Fernet) -> bytes | None:
    with suppress(RedisError, OSError):
        sealed = cache.get(name)
        return seal.decrypt(sealed) if sealed is not None else None
    return None


def _seal(sheet: VoucherSheet) -> Fernet:
    key = salted_hmac("kreislauf.sheet.seal", sheet.code, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
