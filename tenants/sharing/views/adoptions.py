"""What the region shows of its neighbours: in which words, with which introduction, until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from kreislauf.web.row_id import row_id
from tenants.sharing.adopt import NotAdopted, change, drop, take_version
from tenants.sharing.forms import AdoptForm, DropForm
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Adoption
from tenants.sharing.register import came_by

PER_PAGE = 30


@allow(Audience.EDITOR)
@require_safe
def adoptions(request: HttpRequest) -> HttpResponse:
    """Newest first. ``?stand=neu`` are those whose text the neighbour has changed since."""
    region, only_new = current_region(), request.GET.get("stand") == "neu"
    with stepping_into(None):
        rows = Adoption.objects.filter(region_id=region.id, dropped_at=None).select_related("card__origin")
        if only_new:
            rows = rows.changed()
        page = key_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
    known = kinds()
    rows_shown = [(adoption, known.get(adoption.card.kind)) for adoption in page]
    context = {"page": page, "rows": rows_shown, "only_new": only_new, "tab": "adoptions"}
    return render(request, "sharing/office/adoptions.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    one = _adoption(pk)
    form = AdoptForm(posted(request), initial={"intro": one.intro, "mode": one.mode})
    if request.method == "POST" and form.is_valid():
        try:
            change(one, **form.cleaned_data, by=request.user, at=timezone.now())
        except NotAdopted:
            messages.error(request, _("Das zeigen Sie nicht mehr."))
            return redirect("sharing:office:adoptions")
        messages.success(request, _("Gespeichert."))
        return redirect("sharing:office:adoption", pk=pk)
    shareable = kinds().get(one.card.kind)
    registration = shareable.registration if shareable else None
    context = {
        "adoption": one,
        "card": one.card,
        "shareable": shareable,
        "form": form,
        "counts": registration is not None,
        "came": came_by(one, registration, current_region().id) if registration else None,
        "tab": "adoptions",
    }
    return render(request, "sharing/office/adoption.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_POST
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """The office has read the neighbour's new text and shows it from now on."""
    one, number = _adoption(pk), row_id(request.POST.get("version", ""))
    try:
        taken = take_version(one, version=number, by=request.user, at=timezone.now())
    except NotAdopted:
        taken = False
    if taken:
        messages.success(request, _("Sie zeigen jetzt den neuen Text."))
    else:
        messages.error(request, _("Der Nachbar hat den Text noch einmal geändert. Bitte lesen Sie ihn erst."))
    return redirect("sharing:office:adoption", pk=pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    one = _adoption(pk)
    form = DropForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            drop(one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except NotAdopted:
            messages.error(request, _("Das zeigen Sie schon nicht mehr."))
        else:
            messages.success(request, _("„%(title)s“ steht nicht mehr auf Ihrer Seite.") % {"title": one})
        return redirect("sharing:office:adoptions")
    return ask(
        request,
        _("„%(title)s“ nicht mehr zeigen?") % {"title": one},
        _("Wer die Adresse hat, liest dort 14 Tage lang, dass der Beitrag nicht mehr hier steht."),
        submit=_("Nicht mehr zeigen"),
        cancel_url=reverse("sharing:office:adoption", args=[pk]),
        form=form,
    )


def _adoption(pk: int) -> Adoption:
    region = current_region()
    with stepping_into(None):
        rows = Adoption.objects.select_related("card__origin__parent").prefetch_related("card__origin__domains")
        found = rows.filter(region_id=region.id, pk=pk, dropped_at=None).first()
    if found is None:
        raise Http404
    return found
