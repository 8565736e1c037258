"""How often somebody may try. Counted per region in the cache, in the database while it is away, never not at all."""

from __future__ import annotations

import ipaddress
import time
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from kreislauf.accounts.models import FailedAttempt
from kreislauf.regions import PUBLIC, current_schema
from kreislauf.web.proxies import address_in, is_trusted_proxy, sender_of


def allow_try(key: str, limit: int, per_seconds: int) -> bool:
    """Count a try for ``key`` and say whether it is still among the first ``limit`` of these ``per_seconds``."""
    return count_try(key, per_seconds) <= limit


def count_try(key: str, per_seconds: int) -> int:
    """Count a try for ``key``: how many there were in these ``per_seconds``, with this one.

    Only a digest of ``key`` is stored: neither the person nor the address can be read from it.
    """
    name = _name(key, per_seconds)
    try:
        cache.add(name, 0, timeout=per_seconds)
        return int(cache.incr(name))
    except (RedisError, OSError, ValueError):
        # ValueError: the counter ran out between the two calls.
        return _count_in_database(name, per_seconds)


def seconds_left(per_seconds: int) -> int:
    """Until the tries of this window are forgotten."""
    return per_seconds - int(time.time()) % per_seconds


def wait_in_words(per_seconds: int) -> str:
    """How long somebody who has tried too often has to wait, in full minutes."""
    return minutes_in_words(seconds_left(per_seconds))


def minutes_in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    text = ngettext("Bitte warten Sie noch %(n)s Minute.", "Bitte warten Sie noch %(n)s Minuten.", minutes)
    return text % {"n": minutes}


def forgive(key: str, per_seconds: int) -> None:
    """Forget the tries of this window, after one that went well."""
    name = _name(key, per_seconds)
    try:
        cache.delete(name)
    except (RedisError, OSError):
        _attempts().filter(key=name).delete()


def address_of_client(request: HttpRequest) -> str:
    """The network that a request comes from: one IPv4 address, or the /64 that a household has in IPv6."""
    address = sender_of(request)
    header = settings.CLIENT_ADDRESS_HEADER
    if header and is_trusted_proxy(address):
        # A list grows at its end, and only that was written by our own proxy.
        address = address_in(request.META.get(header, "").rpartition(",")[2])
    if address is None:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _name(key: str, per_seconds: int) -> str:
    # Salted with the day, so that nobody can follow an address from one day to the next.
    now = int(time.time())
    digest = salted_hmac("kreislauf.accounts.limits", f"{now // 86400}:{key}", algorithm="sha256").hexdigest()[:40]
    return f"try:{digest}:{now // per_seconds}"


def _count_in_database(name: str, per_seconds: int) -> int:
    now = timezone.now()
    attempts = _attempts()
    attempts.filter(at__lt=now - timedelta(days=1)).delete()
    attempts.create(key=name, at=now)
    return int(attempts.filter(key=name, at__gte=now - timedelta(seconds=per_seconds)).count())


def _attempts() -> Any:
    """The region's table; the platform's own on its own hosts."""
    if current_schema() == PUBLIC:
        return apps.get_model(settings.PLATFORM_FAILED_ATTEMPT_MODEL).objects
    return FailedAttempt.objects
