"""Which businesses are members of a partner: its editors enter them, the businesses agree."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.models import User
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import numbered_page
from marketplace.businesses.models import Business
from marketplace.partners.members.ask import Declined, name_member, remove_member
from marketplace.partners.members.forms import NameForm
from marketplace.partners.members.search import candidates
from marketplace.partners.membership import is_body_editor, with_body
from marketplace.partners.models import Body, Membership

PER_PAGE = 24


@allow(Audience.PARTNER)
@with_body
@require_safe
def members(request: HttpRequest, body: Body) -> HttpResponse:
    """The claims that wait for an answer first."""
    rows = Membership.objects.of_body(body).select_related("business")
    page = numbered_page(rows.by_name(), request.GET.get("seite"), per_page=PER_PAGE)
    context = {"body": body, "page": page, "may_edit": is_body_editor(request, body)}
    return render(request, "partners/area/members.html", context)


@allow(Audience.PARTNER)
@with_body
@require_safe
def find(request: HttpRequest, body: Body) -> HttpResponse:
    """Look for a business by its name, to enter it."""
    _editors_only(request, body)
    words = " ".join(request.GET.get("q", "").replace("\0", "")[:100].split())
    found = candidates(body, words).select_related("category").in_german_order()
    page = numbered_page(found, request.GET.get("seite"), per_page=PER_PAGE, keys_first=True)
    context = {"body": body, "words": words, "page": page}
    return render(request, "partners/area/find.html", context)


@allow(Audience.PARTNER)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """Since when, and whether staff has heard the business's consent already."""
    _editors_only(request, body)
    business = get_object_or_404(Business.objects.public(), pk=pk)
    form = NameForm(posted(request))
    if not cast("User", request.user).is_staff_member:
        del form.fields["agreed"]
    if request.method == "POST" and form.is_valid():
        try:
            name_member(body, business, **form.cleaned_data, by=request.user, at=timezone.now())
        except Declined:
            messages.error(request, _("%(name)s möchte nicht als Mitglied gezeigt werden.") % {"name": business})
        else:
            messages.success(request, _named(business, agreed=form.cleaned_data.get("agreed", False)))
        return redirect("partners:area:members")
    return ask(
        request,
        _("%(name)s als Mitglied eintragen?") % {"name": business},
        _("Der Betrieb wird per E-Mail gefragt. Öffentlich wird es erst, wenn er zustimmt."),
        submit=_("Als Mitglied eintragen"),
        cancel_url=reverse("partners:area:find"),
        form=form,
        danger=False,
        details=[(_("Anschrift"), business.address)],
        frame="partner",
    )


def _named(business: Business, *, agreed: bool) -> str:
    if agreed:
        return _("%(name)s steht jetzt im Mitgliederverzeichnis.") % {"name": business}
    if not business.email:
        return _("Eingetragen. %(name)s hat keine E-Mail-Adresse: Bitte fragen Sie selbst.") % {"name": business}
    return _("Eingetragen. %(name)s wird per E-Mail gefragt.") % {"name": business}


@allow(Audience.PARTNER)
@with_body
@require_POST
def confirmation(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """What a business says of itself is true."""
    membership = _membership(request, body, pk)
    try:
        name_member(body, membership.business, by=request.user, at=timezone.now())
    except Declined:
        messages.error(request, _("%(name)s möchte nicht als Mitglied gezeigt werden.") % {"name": membership.business})
    else:
        messages.success(request, _("Bestätigt: %(name)s ist Mitglied.") % {"name": membership.business})
    return redirect("partners:area:members")


@allow(Audience.PARTNER)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """Asks first."""
    membership = _membership(request, body, pk)
    if request.method != "POST":
        return ask(
            request,
            _("%(name)s nicht mehr als Mitglied führen?") % {"name": membership.business},
            _("Es verschwindet aus dem Mitgliederverzeichnis. Der Betrieb selbst bleibt, wie er ist."),
            submit=_("Nicht mehr führen"),
            cancel_url=reverse("partners:area:members"),
            frame="partner",
        )
    remove_member(membership, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s ist nicht mehr als Mitglied eingetragen.") % {"name": membership.business})
    return redirect("partners:area:members")


def _editors_only(request: HttpRequest, body: Body) -> None:
    if not is_body_editor(request, body):
        raise PermissionDenied


def _membership(request: HttpRequest, body: Body, pk: int) -> Membership:
    _editors_only(request, body)
    return get_object_or_404(Membership.objects.of_body(body).select_related("business"), pk=pk)
