"""`/verwaltung/kampagnen/`: staff decides on campaigns and sees how all of them stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from marketplace.campaigns.writing import pages
from marketplace.campaigns.writing.desk import OFFICE
from marketplace.campaigns.writing.forms import HidingForm
from marketplace.campaigns.writing.hide import hide, show


@allow(Audience.EDITOR)
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    return pages.list_page(request, OFFICE)


@allow(Audience.EDITOR)
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.campaign_page(request, OFFICE, pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    """At once, with a reason for the log, and with a way back."""
    one = OFFICE.campaign(pk)
    form = HidingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ ausblenden?") % {"title": one},
            _("Niemand sieht die Kampagne oder kann sie unterstützen, bis Sie sie wieder einblenden. Ihre Zeit läuft."),
            submit=_("Ausblenden"),
            form=form,
            cancel_url=OFFICE.url("campaign", pk),
        )
    hide(one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    undo = reverse("campaigns:office:showing", args=[pk])
    say_undoable(request, _("„%(title)s“ ist ausgeblendet.") % {"title": one}, undo_url=undo)
    return redirect(OFFICE.url("campaign", pk))


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    show(OFFICE.campaign(pk), by=request.user, at=timezone.now())
    return redirect(OFFICE.url("campaign", pk))
