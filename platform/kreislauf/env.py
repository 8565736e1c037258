"""Environment variables, read once; wrong or missing ones stop the start with a message that names them all."""

from __future__ import annotations

import ipaddress
import os
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from kreislauf.setting_problems import noted

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@noted(str)
def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default it must be set."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return default


@noted(str)
def secret(name: str, default: str | None = "") -> str:
    """The variable's value, or what stands in the file that ``NAME_FILE`` names; with ``None`` one must be set."""
    path = text(f"{name}_FILE", "")
    if not path:
        value = text(name, "")
    else:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ImproperlyConfigured(f"{name}_FILE: the file cannot be read.") from None
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}, or {name}_FILE to a file that holds it.")
    return default


@noted(int)
def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


@noted(list)
def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


@noted(frozenset)
def choices(name: str, *, among: tuple[str, ...]) -> frozenset[str]:
    """Some of the words of ``among``; all of them unless the variable is set, and none for ``none``."""
    chosen = frozenset(words(name, ",".join(among))) - {"none"}
    if unknown := chosen - set(among):
        raise ImproperlyConfigured(f"{name}: {', '.join(sorted(unknown))} is none of {', '.join(among)}.")
    return chosen


@noted(bool)
def switch(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


@noted(str)
def header(name: str, default: str | None = None) -> str:
    """A request header as WSGI names it (``HTTP_X_REAL_IP`` for ``X-Real-IP``); empty for ``none``."""
    try:
        value = text(name, default)
    except ImproperlyConfigured:
        raise ImproperlyConfigured(
            f"Set the environment variable {name}: the header in which your proxy writes the visitor's address, like "
            "X-Real-IP, or none if visitors reach this server directly. Without it all visitors would share one limit."
        ) from None
    if value.lower() in {"", "none"}:
        return ""
    wsgi = value.upper().replace("-", "_")
    return wsgi if wsgi.startswith("HTTP_") else f"HTTP_{wsgi}"


@noted(list)
def networks(name: str, default: str) -> list[Network]:
    try:
        return [ipaddress.ip_network(word) for word in words(name, default)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a list of networks such as 10.0.0.0/8: {error}.") from None


def _no_database() -> dict[str, Any]:
    return {"ENGINE": "", "USER": "", "OPTIONS": {}}


@noted(_no_database)
def database(name: str, default: str | None = None) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?sslmode=verify-full`` as Django's database settings."""
    url = urlsplit(secret(name, default))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must be a postgresql:// address.")
    return {
        "ENGINE": "tenants.engine.database",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


def _no_address() -> tuple[str, int]:
    return "", 0


@noted(_no_address)
def address(name: str, default: str = "") -> tuple[str, int]:
    """``host:port``, or ``[host]:port`` for IPv6, to listen on."""
    value = text(name, default)
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(f"{name} must be host:port such as 127.0.0.1:8000, not {value!r}.")
    return host.removeprefix("[").removesuffix("]"), int(port)


def replica(name: str) -> dict[str, Any]:
    """The same of a streaming replica. One that hangs must not hang the pages: they are made without it then."""
    found = database(name)
    limits = {"connect_timeout": 2, "tcp_user_timeout": 3000, "options": "-c statement_timeout=5s"}
    return found | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": found["OPTIONS"] | limits}


@noted(lambda: defaultdict(str))
def smtp(name: str) -> dict[str, Any]:
    """``smtp://user:password@host:port`` (``smtps://`` for TLS from the start, ``smtp+tls://`` for STARTTLS)."""
    url = urlsplit(secret(name, "smtp://localhost:25"))
    if url.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ImproperlyConfigured(f"{name} must be an smtp://, smtps:// or smtp+tls:// address.")
    return {
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
    }
