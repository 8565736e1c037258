"""Settings that can be read but are dangerous, as long as it is a production."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings

from kreislauf.start_check import Finding

LONG_ENOUGH = 50  # characters, as Django asks of a SECRET_KEY
# What stands in examples, and what our own Makefile and tests use.
EXAMPLES = ("change", "insecure", "example", "only-for", "secret", "test", "xxxx", "build")
MAKE_ONE = 'Make one by: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def findings(process: str) -> Iterator[Finding]:
    if not settings.PRODUCTION:
        yield from _play(process)
        return
    yield from _secrets(process)
    yield from _addresses()
    yield from _outside()
    yield from _files(process)


def _play(process: str) -> Iterator[Finding]:
    if process in {"", "web"} and settings.BIND[0] not in {"127.0.0.1", "::1", "localhost"}:
        yield Finding(
            "KREISLAUF_ENV",
            f"it is {settings.ENVIRONMENT}: vouchers are paid in the sandbox, mail goes nowhere, all may look at it",
        )


def _secrets(process: str) -> Iterator[Finding]:
    for name, value in _keys().items():
        if len(value) < LONG_ENOUGH or len(set(value)) < 10:
            yield Finding(name, f"it is easily guessed. {MAKE_ONE}", stops=True)
        elif value.lower().startswith(EXAMPLES):
            yield Finding(name, f"it looks like an example's. {MAKE_ONE}", stops=True)
    if len(set(_keys().values())) < len(_keys()):
        yield Finding("KREISLAUF_REGION_PASSWORD_KEY", "it is SECRET_KEY; it has to be another one", stops=True)
    if process == "web" and settings.DATABASES["owner"]["USER"] != settings.DATABASES["default"]["USER"]:
        yield Finding("DATABASE_OWNER_URL", "the web must not know the login that can change tables", stops=True)


def _keys() -> dict[str, str]:
    strict = {"KREISLAUF_REGION_PASSWORD_KEY": settings.REGION_PASSWORD_KEY} if settings.STRICT_ISOLATION else {}
    return {"SECRET_KEY": settings.SECRET_KEY, **strict}


def _addresses() -> Iterator[Finding]:
    if settings.PUBLIC_SCHEME != "https" and not settings.PLATFORM_HOST.endswith("localhost"):
        yield Finding("PUBLIC_SCHEME", "passwords and sessions would travel without TLS", stops=True)
    if settings.PLATFORM_HOST == "localhost":
        yield Finding("PLATFORM_HOST", "it is not set: links in mails would lead to localhost")
    if settings.PUBLIC_SCHEME == "https" and not settings.CLIENT_ADDRESS_HEADER:
        yield Finding(
            "CLIENT_ADDRESS_HEADER",
            "https comes from a proxy, so every visitor has the proxy's address and all share one limit",
        )
    if settings.CLIENT_ADDRESS_HEADER and any(network.prefixlen == 0 for network in settings.TRUSTED_PROXIES):
        yield Finding("TRUSTED_PROXIES", "everybody is believed, so that visitors choose their own address", stops=True)


def _outside() -> Iterator[Finding]:
    if not (os.environ.get("EMAIL_URL") or os.environ.get("EMAIL_URL_FILE")):
        yield Finding("EMAIL_URL", "it is not set: mail goes to a server on this machine, or waits in the outbox")
    if settings.EMAIL_HOST_PASSWORD and not (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS):
        yield Finding("EMAIL_URL", "the password travels without TLS; use smtps:// or smtp+tls://")
    if settings.S3_ENDPOINT and not (settings.S3_KEY and settings.S3_SECRET):
        yield Finding("S3_KEY, S3_SECRET", "they are not set: the machine has to have a role that opens the store")
    if not settings.PAYMENTS_LIVE:
        yield Finding("STRIPE_SECRET_KEY", "it is a test key: no real money is taken")


def _files(process: str) -> Iterator[Finding]:
    if process in {"", "web"} and not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Finding(
            "STATIC_ROOT", f"there are no files in {settings.STATIC_ROOT}: run kreislauf collectstatic", stops=True
        )
    if process != "beat" and not settings.S3_ENDPOINT and not os.access(settings.HOME, os.W_OK):
        yield Finding(
            "KREISLAUF_HOME", f"{settings.HOME} is no folder to write pictures to, and there is no S3_ENDPOINT"
        )
