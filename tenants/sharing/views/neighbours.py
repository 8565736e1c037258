"""The office asks other regions to share, accepts, and ends it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.admission import audiences_of
from kreislauf.german import german_order
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.ask import ask as ask_first
from kreislauf.web.ask import posted
from kreislauf.web.pages import key_page
from tenants.branding.context import branding_of
from tenants.models import Region
from tenants.sharing.forms import KindsForm
from tenants.sharing.kinds import kinds, kinds_on
from tenants.sharing.models import Partnership
from tenants.sharing.partnership import ASKED_OF, AlreadyAsked, CannotAsk, NotYours, accept, ask, end

PER_PAGE, MOST_FOUND = 30, 20


@allow(Audience.EDITOR)
@require_safe
def neighbours(request: HttpRequest) -> HttpResponse:
    """All partnerships that are not over, requests first."""
    region = current_region()
    with stepping_into(None):
        rows = Partnership.objects.open().of(region.id).select_related("asker", "asked")
        page = key_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
        shown = [(row, row.other(region.id), _kinds_of(row)) for row in page]
    may_ask = Audience.ADMINISTRATOR in audiences_of(request)
    context = {"page": page, "rows": shown, "here": region.id, "may_ask": may_ask, "tab": "list"}
    return render(request, "sharing/office/neighbours.html", context)


@allow(Audience.ADMINISTRATOR)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Regions of the platform by name or address: nothing is listed before somebody asks."""
    words, region = request.GET.get("q", "").strip(), current_region()
    found: list[Region] = []
    if words:
        with stepping_into(None):
            named = Q(name__icontains=words) | Q(label__icontains=words) | Q(domains__domain__iexact=words)
            rows = Region.objects.filter(named, status__in=ASKED_OF).exclude(pk=region.id)
            found = list(rows.distinct().order_by(german_order("name"))[: MOST_FOUND + 1])
    context = {"words": words, "found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND, "tab": "list"}
    return render(request, "sharing/office/search.html", context)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def request_to(request: HttpRequest, label: str) -> HttpResponse:
    other, region = _region(label), current_region()
    form = KindsForm(posted(request), kinds=kinds_on(branding_of(request)).values())
    if request.method == "POST" and form.is_valid():
        try:
            ask(other, kinds=form.cleaned_data["kinds"], by=request.user, at=timezone.now())
        except AlreadyAsked:
            form.add_error(None, _("Mit dieser Region gibt es schon eine Anfrage oder eine Nachbarschaft."))
        except CannotAsk:
            form.add_error(None, _("Diese Region können Sie nicht fragen."))
        else:
            messages.success(request, _("Die Anfrage ist unterwegs. %(region)s sagt zu oder ab.") % {"region": other})
            return redirect("sharing:office:list")
    context = {"form": form, "other": other, "is_self": other.pk == region.id}
    return render(request, "sharing/office/request.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """The region that was asked says to what it agrees."""
    partnership = _partnership(pk)
    if partnership.asked_id != current_region().id or partnership.accepted_at:
        return redirect("sharing:office:list")
    form = KindsForm(posted(request), kinds=[kinds()[kind] for kind in partnership.kinds if kind in kinds()])
    if request.method == "POST" and form.is_valid():
        try:
            accept(partnership, kinds=form.cleaned_data["kinds"], by=request.user, at=timezone.now())
        except (NotYours, CannotAsk):
            messages.error(request, _("Diese Anfrage gibt es nicht mehr."))
        else:
            messages.success(request, _("Sie teilen jetzt mit: %(region)s.") % {"region": partnership.asker})
        return redirect("sharing:office:list")
    context = {"form": form, "partnership": partnership, "other": partnership.asker}
    return render(request, "sharing/office/acceptance.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a partnership, declines a request or takes one's own back."""
    partnership, region = _partnership(pk), current_region()
    other = partnership.other(region.id)
    if request.method == "POST":
        try:
            end(partnership, by=request.user, at=timezone.now())
        except NotYours:
            messages.error(request, _("Diese Nachbarschaft ist schon beendet."))
        else:
            messages.success(request, _("Beendet: %(region)s.") % {"region": other})
        return redirect("sharing:office:list")
    if partnership.accepted_at:
        heading = _("Nachbarschaft beenden: %(region)s?")
        text = _("Was Sie voneinander zeigen, verschwindet auf beiden Seiten. Beiträge der eigenen Region bleiben.")
        submit = _("Beenden")
    elif partnership.asker_id == region.id:
        heading, text = _("Anfrage zurücknehmen: %(region)s?"), ""
        submit = _("Zurücknehmen")
    else:
        heading, text = _("Anfrage ablehnen: %(region)s?"), _("Die andere Seite bekommt eine E-Mail.")
        submit = _("Ablehnen")
    return ask_first(
        request, heading % {"region": other}, text, submit=submit, cancel_url=reverse("sharing:office:list")
    )


def _kinds_of(partnership: Partnership) -> list[object]:
    return [kinds()[kind].plural for kind in partnership.kinds if kind in kinds()]


def _region(label: str) -> Region:
    with stepping_into(None):
        region = Region.objects.for_cards().filter(label=label, status__in=ASKED_OF).first()
    if region is None:
        raise Http404
    return region


def _partnership(pk: int) -> Partnership:
    region = current_region()
    with stepping_into(None):
        found = Partnership.objects.open().of(region.id).with_regions().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
