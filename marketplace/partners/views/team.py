"""Who writes for a partner. Its editors look after that, and so does staff that works here."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.invite import Blocked
from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.accounts.models import Invitation, User
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import numbered_page
from marketplace.partners.membership import is_body_editor, with_body
from marketplace.partners.models import Body, BodyMember
from marketplace.partners.people.forms import RoleForm, TeamForm
from marketplace.partners.people.invite import AlreadyMember, OfAnotherSide, invite_person
from marketplace.partners.people.roles import LastOne, change_role, remove_person

PER_PAGE = 24


@allow(Audience.PARTNER)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, body: Body) -> HttpResponse:
    """Who only writes sees who else does."""
    may_edit = is_body_editor(request, body)
    form = TeamForm(posted(request))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and _invited(request, body, form):
            messages.success(request, _("%(email)s ist im Team und bekommt eine E-Mail.") % form.cleaned_data)
            return redirect("partners:area:team")
    people = body.people.select_related("user").order_by("user__email", "pk")
    page = numbered_page(people, request.GET.get("seite"), per_page=PER_PAGE)
    waiting = Invitation.objects.filter(accepted_at__isnull=True, user__in=[one.user_id for one in page])
    invited = set(waiting.values_list("user_id", flat=True))
    context = {"body": body, "page": page, "invited": invited, "form": form, "may_edit": may_edit}
    return render(request, "partners/area/team.html", context, status=422 if request.method == "POST" else 200)


def _invited(request: HttpRequest, body: Body, form: TeamForm) -> bool:
    if not (allow_try(f"invite {request.user.pk}", 30, 3600) and allow_try(f"invite to body {body.pk}", 30, 3600)):
        form.add_error(None, _("Das waren viele Einladungen. %(wait)s") % {"wait": wait_in_words(3600)})
        return False
    try:
        may_unblock = _staff(request)
        invite_person(body, **form.cleaned_data, by=request.user, at=timezone.now(), may_unblock=may_unblock)
    except Blocked:
        form.add_error("email", _("Diese Person ist gesperrt. Die Verwaltung kann ihren Zugang wieder freigeben."))
    except OfAnotherSide:
        text = _("Diese Adresse hat schon einen Zugang, für einen Betrieb oder die Verwaltung. Bitte eine andere.")
        form.add_error("email", text)
    except AlreadyMember:
        form.add_error("email", _("Diese Person ist schon im Team. Ihre Rolle ändern Sie in der Liste."))
    return not form.errors


@allow(Audience.PARTNER)
@with_body
@require_POST
def role(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    member = _member(request, body, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            change_role(member, form.cleaned_data["role"], by=request.user, at=timezone.now(), by_staff=_staff(request))
            messages.success(request, _("Gespeichert. Die neue Rolle gilt ab sofort."))
        except LastOne:
            messages.error(request, _last_one())
    return redirect("partners:area:team")


@allow(Audience.PARTNER)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """Asks first."""
    member = _member(request, body, pk)
    if request.method != "POST":
        return ask(
            request,
            _("%(name)s aus dem Team nehmen?") % {"name": member.user},
            _("Der Zugang schreibt dann nicht mehr für „%(body)s“. Die Texte bleiben.") % {"body": body.name},
            submit=_("Aus dem Team nehmen"),
            cancel_url=reverse("partners:area:team"),
            details=[(_("E-Mail-Adresse"), member.user.email)],
            frame="partner",
        )
    try:
        remove_person(member, by=request.user, at=timezone.now(), by_staff=_staff(request))
    except LastOne:
        messages.error(request, _last_one())
    else:
        messages.success(request, _("%(name)s ist nicht mehr im Team.") % {"name": member.user})
    return redirect("partners:area:team")


def _member(request: HttpRequest, body: Body, pk: int) -> BodyMember:
    if not is_body_editor(request, body):
        raise PermissionDenied
    return get_object_or_404(body.people.select_related("body", "user"), pk=pk)


def _staff(request: HttpRequest) -> bool:
    return cast("User", request.user).is_staff_member


def _last_one() -> str:
    return _("Mindestens eine Person muss freigeben und einladen können. Geben Sie erst jemand anderem diese Rolle.")
