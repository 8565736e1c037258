"""Who needs help is found help: ten people nearby are asked at a time, until one takes it.

A wave's rows and letters are written in one transaction: a worker that dies asks nobody twice and forgets nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Max, OuterRef, Q, Subquery, Value, When

from kreislauf.audit.record import SYSTEM, record
from kreislauf.places.distance import RINGS_KM
from marketplace.listings.help import letters
from marketplace.listings.help.desk import desk_address
from marketplace.listings.models import Ask, Listing, Listings
from marketplace.listings.models.listing import PUBLIC

PAUSE = timedelta(minutes=30)  # before the first wave: staff may have released a mistake
BETWEEN = timedelta(hours=2)
IN_A_WAVE = 10
MOST_WAVES = 3


def begin(wanted: Listing, *, at: datetime) -> None:
    """A request was released: its first wave comes after a pause."""
    Listing.objects.filter(pk=wanted.pk).update(next_wave_at=at + PAUSE)


def due(at: datetime) -> Listings:
    """Requests whose next helpers are to be asked, those that wait longest first."""
    return Listing.objects.filter(PUBLIC, next_wave_at__lte=at).order_by("next_wave_at", "pk")


def send_wave(wanted_id: int, *, at: datetime) -> int:
    """Ask the next helpers; after the third wave, or if nobody is left, tell the coordination. How many were asked."""
    with transaction.atomic():
        # Skipped while another worker has it: that one sends the wave.
        rows = due(at).select_for_update(of=("self",), skip_locked=True).select_related("kind", "category")
        wanted = rows.filter(pk=wanted_id).first()
        if wanted is None:
            return 0
        helpers = [] if wanted.waves >= MOST_WAVES else list(next_helpers(wanted, at=at)[:IN_A_WAVE])
        if not helpers:
            _notify_desk(wanted, at=at)
            return 0
        asks = [Ask(wanted=wanted, helper=helper, wave=wanted.waves + 1, asked_at=at) for helper in helpers]
        Ask.objects.bulk_create(asks)
        for ask in asks:
            letters.asked.queue(ask, to=ask.helper.email)
        Listing.objects.filter(pk=wanted.pk).update(waves=F("waves") + 1, next_wave_at=at + BETWEEN)
        record("listing.wave", wanted, by=SYSTEM, at=at, wave=wanted.waves + 1, asked=len(asks))
        return len(asks)


def next_helpers(wanted: Listing, *, at: datetime) -> Listings:
    """Offers of the same help within twenty kilometres that were not asked yet: by rings, then least lately asked."""
    if wanted.kind.answered_by_id is None or wanted.latitude is None or wanted.longitude is None:
        return Listing.objects.none()
    here = (wanted.latitude, wanted.longitude)
    lately = Ask.objects.filter(helper=OuterRef("pk")).order_by().values("helper").annotate(at=Max("asked_at"))
    offers = Listing.objects.filter(PUBLIC, kind=wanted.kind.answered_by_id).exclude(email="")
    if wanted.category is not None:
        offers = offers.filter(category__slug=wanted.category.slug)
    awake = offers.filter(Q(quiet_until__isnull=True) | Q(quiet_until__lte=at)).exclude(email=wanted.email)
    fresh = awake.exclude(pk__in=Ask.objects.filter(wanted=wanted).values("helper"))
    near: Listings = fresh.within(RINGS_KM[-1], of=here).by_distance(of=here)
    return near.annotate(lately=Subquery(lately.values("at"))).order_by(
        *(_inside(km) for km in RINGS_KM), F("lately").asc(nulls_first=True), F("km").asc(), "pk"
    )


def _inside(km: int) -> Case:
    """Those inside of a ring before those outside of it."""
    return Case(When(km__lte=km, then=Value(0)), default=Value(1))


def _notify_desk(wanted: Listing, *, at: datetime) -> None:
    """Nobody has taken it: a person of the region calls."""
    Listing.objects.filter(pk=wanted.pk).update(next_wave_at=None, desk_notified_at=at)
    letters.desk.queue(wanted, to=desk_address())
    record("listing.help_not_found", wanted, by=SYSTEM, at=at)


def be_quiet(helper: Listing, *, until: datetime | None) -> None:
    """Nobody asks this helper until then; None ends the quiet."""
    Listing.objects.filter(pk=helper.pk).update(quiet_until=until)
