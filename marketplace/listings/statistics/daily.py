"""Views and messages of each day: written down by the sweep, kept for two years."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.utils import timezone

from kreislauf.web.views_counted import count_view, views_taken
from marketplace.listings.models import Counted, Daily, Kind, Listing, Message

KEPT_MONTHS = 24
_MESSAGES_LOOKED_AT = timedelta(days=7)
_NAME = "listings.views"


def count_board_view(
    response: HttpResponse, *, kind: Kind | None = None, listing: Listing | None = None
) -> HttpResponse:
    """Whoever gets this answer looks at the board, a kind's list, or a listing."""
    shown = listing.kind_id if listing else kind.pk if kind else 0
    return count_view(response, _NAME, f"{shown} {listing.pk if listing else 0}")


def views_of(listing: Listing) -> int:
    """How often its page was looked at, as far as it is written down."""
    found = Daily.objects.filter(what=Counted.VIEW, listing=listing).aggregate(views=Sum("number", default=0))
    return int(found["views"])


def write_down(*, at: datetime) -> None:
    """What has happened since the last time; and what is older than two years goes."""
    _write_views()
    _write_messages(at=at)
    today = timezone.localdate(at)
    years, month = divmod(today.year * 12 + today.month - 1 - KEPT_MONTHS, 12)
    Daily.objects.filter(day__lt=date(years, month + 1, 1)).delete()


@transaction.atomic
def _write_views() -> None:
    """Of kinds and listings that are still there."""
    found = {_read(day, what): number for (day, what), number in views_taken(_NAME).items()}
    kinds = {0, *Kind.objects.values_list("pk", flat=True)}
    asked = {listing for _day, _kind, listing in found}
    listings = {0, *Listing.objects.filter(pk__in=asked).values_list("pk", flat=True)}
    for (day, kind, listing), number in sorted(found.items()):
        if kind in kinds and listing in listings:
            _add(day, kind or None, listing or None, number)


def _read(day: date, what: str) -> tuple[date, int, int]:
    """``what`` as ``count_board_view`` wrote it."""
    kind, _blank, listing = what.partition(" ")
    return day, int(kind), int(listing)


def _add(day: date, kind: int | None, listing: int | None, number: int) -> None:
    rows = Daily.objects.filter(day=day, what=Counted.VIEW, kind=kind, listing=listing)
    if not rows.update(number=F("number") + number):
        Daily.objects.create(day=day, what=Counted.VIEW, kind_id=kind, listing_id=listing, number=number)


def _write_messages(*, at: datetime) -> None:
    """How many were forwarded, by day and kind. Messages themselves go earlier, so a number never sinks."""
    recent = Message.objects.filter(forwarded_at__gte=at - _MESSAGES_LOOKED_AT).order_by()
    days = recent.annotate(day=TruncDate("forwarded_at")).values_list("day", "listing__kind")
    first = timezone.localdate(at - _MESSAGES_LOOKED_AT) + timedelta(days=1)  # of the first day a part is missing
    for day, kind, number in days.annotate(number=Count("pk")):
        if day < first:
            continue
        row, is_new = Daily.objects.get_or_create(
            day=day, what=Counted.MESSAGE, kind_id=kind, listing=None, defaults={"number": number}
        )
        if not is_new:
            Daily.objects.filter(pk=row.pk, number__lt=number).update(number=number)
