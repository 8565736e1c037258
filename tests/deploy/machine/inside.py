"""Runs in the image: every module of ours finds what it imports, and what it draws and asks with is whole."""

from __future__ import annotations

import importlib
import sys
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


if __name__ == "__main__":
    main()
