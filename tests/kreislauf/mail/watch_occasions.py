"""What makes each kind of mail about a watched search be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from marketplace.listings.models import Kind
from marketplace.watch import emails
from tests.make_listing import make_listing
from tests.make_watch import make_watch


def about_watches() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``; after the board's kinds were made."""
    now = timezone.now()
    since, until = now - timedelta(days=1), now + timedelta(minutes=5)
    for title in ("Kinderfahrrad", "Bollerwagen", "Rutsche"):
        make_listing(Kind.objects.get(slug="verschenken"), title=title)
    asked = make_watch({"q": ["Roller"]}, since=now, confirmed_at=None, next_at=None)
    running = make_watch(since=now, reminded_at=now)
    period = {"since": since.isoformat(), "until": until.isoformat()}
    return {
        "watch.confirmation": lambda to: emails.confirmation.queue(asked, to=to),
        "watch.known": lambda to: emails.known.queue(running, to=to),
        "watch.digest": lambda to: emails.digest.queue(running, to=to, **period),
        "watch.renewal": lambda to: emails.renewal.queue(running, to=to),
    }
