"""Staff decides on a business: from the mail, without signing in, or from the office. Looking at it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.models import User
from kreislauf.audit.actor import Actor
from kreislauf.links import BadLink, Expired, unsign
from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.businesses.approve import approve
from marketplace.businesses.decisions import AlreadyDecided, OutdatedVersion
from marketplace.businesses.emails import PURPOSE
from marketplace.businesses.models import Business
from marketplace.businesses.office_forms import RejectionForm
from marketplace.businesses.reject import reject
from marketplace.businesses.views.decision_context import decision_context


@allow(Audience.ANYONE, while_draft=True)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail. The link is the right to decide, for one version of one text."""
    try:
        pk, version, *sent_to = unsign(PURPOSE, token)
    except BadLink as refusal:
        kind = "expired" if isinstance(refusal, Expired) else "bad"
        return render(request, "businesses/letter_void.html", {"kind": kind}, status=410 if kind == "expired" else 404)
    business = Business.objects.select_related("category").filter(pk=pk).first()
    if business is None:
        return render(request, "businesses/letter_void.html", {"kind": "gone"}, status=410)
    return _decision(request, business, version=version, template="businesses/letter.html", who=_who(request, sent_to))


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page in the office."""
    business = get_object_or_404(Business.objects.select_related("category"), pk=pk)
    version = business.version
    if request.method == "POST":
        version = row_id(request.POST.get("version", ""))
    return _decision(request, business, version=version, template="businesses/office/decision.html", who=request.user)


def _decision(request: HttpRequest, business: Business, *, version: int, template: str, who: Actor) -> HttpResponse:
    form = RejectionForm()
    status = 200
    try:
        if request.method == "POST":
            if "freigeben" in request.POST:
                approve(business, version=version, by=who, at=timezone.now())
                return _done(request, business, "public", _("%(name)s ist jetzt öffentlich."))
            if "ablehnen" not in request.POST:
                raise Http404
            form = RejectionForm(request.POST)
            if form.is_valid():
                reason = form.cleaned_data["reason"]
                reject(business, version=version, reason=reason, by=who, at=timezone.now())
                sentence = _("%(name)s ist abgelehnt. Der Betrieb bekommt Ihre Begründung.")
                return _done(request, business, "rejected", sentence)
            status = 422
        elif business.version != version:
            raise OutdatedVersion(business)
        elif not business.is_waiting:
            raise AlreadyDecided(business)
    except OutdatedVersion as late:
        return render(
            request, "businesses/letter_void.html", {"kind": "outdated", "business": late.business}, status=409
        )
    except AlreadyDecided as late:
        return render(
            request, "businesses/letter_void.html", {"kind": "decided", "business": late.business}, status=409
        )
    return render(request, template, decision_context(business, form=form, version=version), status=status)


def _who(request: HttpRequest, sent_to: Sequence[str]) -> Actor:
    """The person who is signed in; else the link, with the masked address that it was sent to.

    Everybody who reads that mailbox can open it.
    """
    if isinstance(request.user, User) and request.user.is_staff_member:
        return request.user
    address = next(iter(sent_to), "")
    return _("Link aus der E-Mail an %(address)s") % {"address": address} if address else _("Link aus der E-Mail")


def _done(request: HttpRequest, business: Business, decision: str, sentence: str) -> HttpResponse:
    text = sentence % {"name": business.name}
    if isinstance(request.user, User) and request.user.is_staff_member:
        messages.success(request, text)
        return redirect("businesses:office:detail", pk=business.pk)
    # Without a session there is nobody to carry a message over, so the answer stands in the redirect's target: what was
    # decided, not how the business stands, since a changed text that is rejected leaves the old one public.
    url = reverse("businesses:office:decided", args=[decision])
    return redirect(f"{url}?betrieb={business.slug}" if decision == "public" else url)


@allow(Audience.ANYONE, while_draft=True)
@require_http_methods(["GET", "HEAD"])
def decided(request: HttpRequest, state: str) -> HttpResponse:
    """Thanks after a decision from the mail."""
    if state not in {"public", "rejected"}:
        raise Http404
    slug = request.GET.get("betrieb", "").replace("\0", "")[:140]
    entry = Business.objects.public().filter(slug=slug).first() if slug else None
    return render(request, "businesses/decided.html", {"state": state, "entry": entry})
