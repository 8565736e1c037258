"""What neighbours offer, and what this region offers them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.ask import posted
from kreislauf.web.pages import key_page
from tenants.branding.context import branding_of
from tenants.sharing.adopt import NotOffered, adopt
from tenants.sharing.forms import AdoptForm
from tenants.sharing.kinds import kinds, kinds_on
from tenants.sharing.models import Adoption, Card
from tenants.sharing.offered import offered

PER_PAGE = 30


@allow(Audience.EDITOR)
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Newest first; over is over, and what is shown already says so."""
    on, region, now = kinds_on(branding_of(request)), current_region(), timezone.now()
    kind = request.GET.get("art", "")
    with stepping_into(None):
        rows = offered(region.id, [kind] if kind in on else list(on))
        rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=now))
        page = key_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
        live = Adoption.objects.filter(region_id=region.id, card__in=[card.pk for card in page], dropped_at=None)
        ours = dict(live.values_list("card_id", "pk"))
    shown = [(card, on[card.kind], ours.get(card.pk)) for card in page]
    context: dict[str, Any] = {"page": page, "rows": shown, "kinds": on.values(), "kind": kind, "tab": "offers"}
    context["filtered"] = len(on) > 1 and bool(kind or shown)
    return render(request, "sharing/office/offers.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The card as a visitor would see it, and the form that adopts it."""
    card, on = _offered(pk, request), kinds_on(branding_of(request))
    if card is None:
        messages.info(request, _("Das wird Ihnen nicht mehr angeboten."))
        return redirect("sharing:office:offers")
    form = AdoptForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            adoption = adopt(card, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotOffered:
            messages.error(request, _("Das wird Ihnen nicht mehr angeboten."))
            return redirect("sharing:office:offers")
        messages.success(request, _("Übernommen. So sehen es jetzt alle: „%(title)s“.") % {"title": adoption})
        return redirect("sharing:office:adoption", pk=adoption.pk)
    context = {"form": form, "card": card, "shareable": on[card.kind], "facts": card.facts, "tab": "offers"}
    return render(request, "sharing/office/offer.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What this region offers, to whom, and how many show it."""
    region = current_region()
    with stepping_into(None):
        shown = Count("adoptions", filter=Q(adoptions__dropped_at=None))
        rows = Card.objects.filter(origin_id=region.id, withdrawn_at=None).annotate(shown_by=shown)
        page = key_page(rows.order_by("-published_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    known = kinds()
    context = {"page": page, "rows": [(card, known.get(card.kind)) for card in page], "tab": "own"}
    return render(request, "sharing/office/own.html", context)


def _offered(pk: int, request: HttpRequest) -> Card | None:
    on, region = kinds_on(branding_of(request)), current_region()
    with stepping_into(None):
        return offered(region.id, list(on)).prefetch_related("origin__domains").filter(pk=pk).first()
