"""The page behind the link that asks a business about its membership. Opening it changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.partners.members.answer import agree, decline
from marketplace.partners.members.links import membership_of
from marketplace.partners.models import Membership


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        membership = membership_of(token)
    except BadLink as refusal:
        return _over(request, expired=isinstance(refusal, Expired))
    if membership is None or membership.body.left_at is not None or membership.business.is_ended:
        return _over(request, expired=True)
    if request.method == "POST":
        by = membership.business.email or membership.business.name
        return give(request, membership, by=by, back=request.path)
    return render(request, "partners/members/answer.html", {"membership": membership})


def _over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    """410 for a link of ours whose time or row is gone, 404 for one that never was ours."""
    return render(request, "partners/members/over.html", {"expired": expired}, status=410 if expired else 404)


def give(request: HttpRequest, membership: Membership, *, by: object, back: str) -> HttpResponse:
    """Do what the button said; any other word changes nothing."""
    said = request.POST.get("antwort", "")
    if said == "ja":
        agree(membership, by=by, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _agreed(membership))
    elif said == "nein":
        decline(membership, by=by, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("Gut: Niemand sieht, dass Sie Mitglied bei „%(body)s“ sind.") % _names(membership))
    return redirect(back)


def _agreed(membership: Membership) -> str:
    if membership.confirmed_at is None:
        return _("Danke! Gezeigt wird es, sobald „%(body)s“ es bestätigt.") % _names(membership)
    return _("Danke! „%(business)s“ steht jetzt im Mitgliederverzeichnis.") % _names(membership)


def _names(membership: Membership) -> dict[str, str]:
    return {"body": membership.body.name, "business": membership.business.name}
