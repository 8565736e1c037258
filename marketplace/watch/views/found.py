"""What the pages of watches share: whose link it is, and whether there is something to watch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kreislauf.links import BadLink, Expired
from marketplace.watch.kinds import Watchable, watchable
from marketplace.watch.links import watch_of
from marketplace.watch.models import Watch


def watchable_or_404(kind: str) -> Watchable:
    found = watchable(kind)
    if found is None or not found.is_on:
        raise Http404
    return found


def looked_up(request: HttpRequest, purpose: str, token: str) -> Watch | HttpResponse:
    """The watch that a link is about, or the page that says why there is none."""
    try:
        watch = watch_of(purpose, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    return watch or link_is_over(request, expired=True)


def link_is_over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    """For a link of ours whose time or row is gone (410), and for one that never was ours (404)."""
    return render(request, "watch/link_over.html", {"expired": expired}, status=410 if expired else 404)
