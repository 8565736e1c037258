"""Runs in the image: every module of ours finds what it imports, and what it draws and asks with is whole."""

from __future__ import annotations

import importlib
import sys
from datetime import date
from pathlib import Path

import django

OURS = ("kreislauf", "tenants", "billing", "marketplace")
# Not for production: the demo with its servers, the sandbox's tables, what only a checkout's tools do.
NOT_HERE = ("demo", "embedded", "sandbox", "tools", "__main__", "migrations")


def main() -> None:
    django.setup()
    missing = [why for name in modules() if (why := refusal(name))]
    if missing:
        raise SystemExit("\n".join(missing))
    draws_and_asks()
    typesets_a_voucher()
    print(f"{len(modules())} modules")


def modules() -> list[str]:
    found = []
    for package in OURS:
        folder = Path(str(sys.modules[package].__file__)).parent
        for file in sorted(folder.rglob("*.py")):
            words = (package, *file.relative_to(folder).with_suffix("").parts)
            if not set(words) & set(NOT_HERE):
                found.append(".".join(words).removesuffix(".__init__"))
    return found


def refusal(name: str) -> str:
    try:
        importlib.import_module(name)
    except Exception as error:
        return f"{name}: {error!r}"
    return ""


def draws_and_asks() -> None:
    import boto3  # type: ignore[import-untyped]
    import stripe
    from PIL import features

    from kreislauf.printable import printable

    for kind in ("jpg", "webp", "avif", "littlecms2"):
        assert features.check(kind), kind
    assert printable("Łódź 김철수 金哲洙 Ünal") == "Łódź 김철수 金哲洙 Ünal"
    stripe.StripeClient("sk_test_x").v1.checkout.sessions  # noqa: B018  its services are loaded when they are asked for
    boto3.client("s3", region_name="local", aws_access_key_id="a", aws_secret_access_key="b")


def typesets_a_voucher() -> None:
    """As a worker does when an order is paid: its fonts, its letters of other scripts, its emoji, its code."""
    from marketplace.vouchers.sheet.pdf import VoucherSheet, voucher_pdf

    day = date(2026, 11, 27)
    sheet = VoucherSheet(
        code="KIEL4567WXYZ",
        qr="https://kiel.kreis.example/g/KIEL4567WXYZ/",
        what_for="Frühstück für zwei",
        value_cents=2500,
        business="Café Sørensen",
        issuer="Café Sørensen\nHolstenstraße 1, 24103 Kiel",
        region="Kiel",
        valid_until=day.replace(year=2029),
        issued_on=day,
        vat_kind="multi",
        greeting="Alles Gute, Łódź 김철수 🎁",
    )
    assert voucher_pdf(sheet).startswith(b"%PDF-")


if __name__ == "__main__":
    main()
