"""News of a campaign: written by its business, read by staff, and ended for an address by one click."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import uploads_of
from kreislauf.audit.lines import about, in_words
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Update
from marketplace.campaigns.reviewed import UPDATE
from marketplace.campaigns.updates.forms import NewUpdateForm, UpdateForm, texts_of
from marketplace.campaigns.updates.links import pledge_of
from marketplace.campaigns.updates.unsubscribe import unsubscribe
from marketplace.campaigns.updates.write import Ended, Mailed, NotPublic, rewrite_update, write_update
from marketplace.campaigns.writing.desk import OFFICE, Desk, business_desk
from marketplace.campaigns.writing.forms import HidingForm
from marketplace.campaigns.writing.hide import hide, show
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

LATEST = 8


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def new(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    desk = business_desk(business)
    campaign = desk.campaign(pk)
    form = NewUpdateForm(posted(request), uploads_of(request) or None, initial={"kind": _usual_kind(campaign)})
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, campaign, form)
    author, key = cast("User", request.user).email, form.cleaned_data["key"]
    how: dict[str, Any] = {**form.facts(), "author_email": author, "key": key, "by": request.user}
    try:
        row = write_update(campaign, form.texts(), **how, at=timezone.now())
    except NotPublic:
        messages.warning(request, _("Noch ist die Kampagne nicht öffentlich: Niemand wartet auf Neues."))
        return redirect(desk.url("campaign", pk))
    messages.success(
        request, _("Danke. Es wird angesehen und geht dann an alle.") if row.is_waiting else _("Gesendet.")
    )
    return redirect(desk.url("campaign", pk))


def _usual_kind(campaign: Campaign) -> str:
    return "outcome" if campaign.ended_at else "news"


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_business
def update(request: HttpRequest, business: Business, pk: int, update: int) -> HttpResponse:
    """As it was written; until it is mailed it may be written anew."""
    desk = business_desk(business)
    campaign = desk.campaign(pk)
    row = get_object_or_404(campaign.updates, pk=update)
    form = UpdateForm(posted(request), uploads_of(request) or None, initial=texts_of(row))
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, campaign, form, row=row)
    answer = request.POST.get("antwort", "").strip()[:1000]
    try:
        rewrite_update(row, form.texts(), **form.facts(), answer=answer, by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert. Es wird noch angesehen."))
    except Mailed:
        messages.warning(request, _("Das ist schon verschickt. Schreiben Sie etwas Neues."))
    except Ended:
        messages.warning(request, _("Das ist ausgeblendet."))
    return redirect(desk.url("campaign", pk))


def _form(
    request: HttpRequest, desk: Desk, campaign: Campaign, form: UpdateForm, *, row: Update | None = None
) -> HttpResponse:
    context = {"desk": desk, "campaign": campaign, "form": form, "update": row}
    return render(request, "campaigns/updates/form.html", context, status=422 if request.method == "POST" else 200)


@allow(Audience.EDITOR)
@require_safe
def in_office(request: HttpRequest, pk: int) -> HttpResponse:
    row = _any(pk)
    context: dict[str, Any] = {
        "update": row,
        "shown": row.proposed(),
        "lines": list(in_words(about(row)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={row._meta.label}:{pk}",
    }
    if row.is_undecided:
        context |= decision_context(UPDATE, row, version=row.version, in_office=True)
    return render(request, "campaigns/updates/office.html", context)


def _any(pk: int) -> Update:
    return get_object_or_404(Update.objects.select_related("campaign__business"), pk=pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    row = _any(pk)
    form = HidingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ ausblenden?") % {"title": row},
            _("Es verschwindet von der Seite der Kampagne. Was schon verschickt ist, bleibt in den Postfächern."),
            submit=_("Ausblenden"),
            form=form,
            cancel_url=OFFICE.url("update", pk),
        )
    hide(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    undo = reverse("campaigns:office:showing_update", args=[pk])
    say_undoable(request, _("„%(title)s“ ist ausgeblendet.") % {"title": row}, undo_url=undo)
    return redirect(OFFICE.url("update", pk))


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    show(_any(pk), by=request.user, at=timezone.now())
    return redirect(OFFICE.url("update", pk))


# RFC 8058: a mailbox posts here for its user, without a cookie. The link does nothing but end the letters.
@csrf_exempt
@allow(Audience.ANYONE, while_draft=True, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribing(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; a POST ends it and is answered with 200, however often it comes."""
    try:
        pledge = pledge_of(token)
    except BadLink as refusal:
        expired = isinstance(refusal, Expired)
        status = 410 if expired else 404
        return render(request, "campaigns/updates/link_over.html", {"expired": expired}, status=status)
    if request.method == "POST" and pledge is not None:
        unsubscribe(pledge, at=timezone.now())
    context = {"campaign": pledge.campaign if pledge else None, "is_over": request.method == "POST" or pledge is None}
    return render(request, "campaigns/updates/unsubscribe.html", context)
