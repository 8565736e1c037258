"""The links of a watch. Each is good for one purpose: the one that ends it does nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.http import QueryDict
from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.watch.confirm import VALID
from marketplace.watch.kinds import watchable
from marketplace.watch.models import Watch

CONFIRMATION, OWN, UNSUBSCRIBE = "watch confirmation", "watch of mine", "watch unsubscribe"
_LONG = timedelta(days=400)  # a watch's year, and some days more


def watch_address(kind: str, query: QueryDict, **more: str) -> str:
    """The form for a search, beside its hits. ``more`` is what stands in the path of the list."""
    known = watchable(kind)
    if known is None:
        return ""
    asked = query.copy()
    asked.update(more)
    kept = QueryDict(mutable=True)
    for name, values in known.search_of(asked).items():
        kept.setlist(name, values)
    text = kept.urlencode()
    return reverse("watch:new", args=[kind]) + (f"?{text}" if text else "")


def confirmation_address(watch: Watch) -> str:
    return _absolute("watch:confirmation", sign(CONFIRMATION, watch.pk, expires=VALID, at=watch.asked_at))


def own_address(watch: Watch) -> str:
    """Where the address pauses, changes, renews and ends it."""
    return _absolute("watch:own", own_token(watch))


def own_token(watch: Watch) -> str:
    return sign(OWN, watch.pk, expires=_LONG)


def unsubscribe_address(watch: Watch) -> str:
    """For the header that mailboxes make a button of (RFC 8058)."""
    return _absolute("watch:unsubscribe", sign(UNSUBSCRIBE, watch.pk, expires=_LONG))


def watch_of(purpose: str, token: str) -> Watch | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    return Watch.objects.filter(pk=unsign(purpose, token)).first()


def _absolute(route: str, token: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", args=[token])
