"""What neighbours have written, under this region's roof."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.pictures.stored import picture_widths, variant_path
from kreislauf.regions import current_region, stepping_into
from kreislauf.storage import StoreUnavailable
from kreislauf.web.page_cache import shows_only
from kreislauf.web.pages import key_page
from kreislauf.web.public_page import public_page
from tenants.branding.context import branding_of
from tenants.sharing.kinds import kinds_on
from tenants.sharing.models import Adoption
from tenants.sharing.scopes import SCOPE, scopes_of
from tenants.sharing.shown import Gone, NotThere, SwitchedOff, find_shown

PICTURE_WIDTH = 960
PER_PAGE = 20


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=(SCOPE,))
def cards(request: HttpRequest) -> HttpResponse:
    """All that the region shows of its neighbours, the newest first; of one kind with ``?art=``."""
    on, region = kinds_on(branding_of(request)), current_region()
    kind = request.GET.get("art", "")
    wanted = [kind] if kind in on else list(on)
    with stepping_into(None):
        rows = Adoption.objects.live().filter(region_id=region.id, card__kind__in=wanted)
        page = key_page(rows.select_related("card__origin"), request.GET.get("seite"), per_page=PER_PAGE)
    context = {"page": page, "kinds": on.values(), "kind": on.get(kind)}
    return render(request, "sharing/public/cards.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def card(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """For 14 days after its end it says so, then its address answers 410 (Gone)."""
    now = timezone.now()
    try:
        adoption, shareable = find_shown(pk, branding_of(request), at=now)
    except NotThere:
        raise Http404 from None
    except Gone:
        return render(request, "sharing/public/gone.html", status=410)
    except SwitchedOff as refused:
        return switched_off(request, refused)
    context = {"adoption": adoption, "card": adoption.card, "shareable": shareable, "facts": adoption.card.facts}
    above = current_region().parent
    context["from_above"] = above is not None and above.id == adoption.card.origin_id
    if adoption.ended_at is not None:
        return render(request, "sharing/public/withdrawn.html", context)
    if slug != adoption.slug:
        return redirect(adoption)
    registration = shareable.registration
    context["takes_registrations"] = registration is not None and registration.is_open(adoption.card.facts, now)
    return shows_only(render(request, "sharing/public/card.html", context), *scopes_of(adoption.card.kind))


def switched_off(request: HttpRequest, refused: SwitchedOff) -> HttpResponse:
    """Says why there is nothing. A 404 is in no page cache, so that it shows again as soon as the origin does."""
    context = {"card": refused.adoption.card, "shareable": refused.shareable}
    return render(request, "sharing/public/switched_off.html", context, status=404)


@allow(Audience.ANYONE)
@require_safe
def picture(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    """The card's picture out of the origin's storage: the policy of our pages lets none in from other hosts."""
    try:
        adoption, _shareable = find_shown(pk, branding_of(request), at=timezone.now())
    except (NotThere, Gone, SwitchedOff):
        raise Http404 from None
    name = adoption.picture
    if not name or adoption.ended_at is not None:
        raise Http404
    with stepping_into(None):
        origin = adoption.card.origin.card()
    try:
        with stepping_into(origin):
            file = default_storage.open(variant_path(name, _width(name)))
    except StoreUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    except OSError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _width(name: str) -> int:
    widths = picture_widths(name)
    return next((width for width in widths if width >= PICTURE_WIDTH), widths[-1])
