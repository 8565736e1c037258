"""The office shuts out anybody who signs in for a business, also those whom no business has any more."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.deactivate import deactivate, reactivate
from kreislauf.accounts.models import ApiToken, Role, User
from kreislauf.accounts.revoke_token import revoke_token
from kreislauf.accounts.status import with_status
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.businesses.for_leadership import ForLeadership, does_everything_somewhere
from marketplace.businesses.models import Member, MemberRole
from marketplace.businesses.office_forms import KeysForm
from marketplace.businesses.views.refusals import sentence
from marketplace.businesses.where_money_goes import is_editor
from marketplace.search.names import named

PER_PAGE = 24
STATES = {
    "": (gettext_lazy("Alle"), Q()),
    "ohne-betrieb": (gettext_lazy("Ohne Betrieb"), Q(memberships__isnull=True)),
    "gesperrt": (gettext_lazy("Gesperrt"), Q(status="blocked")),
}


@allow(Audience.EDITOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    words, state = request.GET.get("q", "").replace("\0", "")[:100], request.GET.get("stand", "")
    found = with_status(_people()).filter(STATES.get(state, STATES[""])[1])
    if words:
        found = found.filter(Q(email__icontains=words) | named(words, "name"))
    members = Prefetch("memberships", Member.objects.select_related("business").order_by("pk"))
    shown = Paginator(found.order_by("email").prefetch_related(members), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": shown,
        "for_leadership": _doing_everything(shown) if is_editor(request) else set(),
        "words": words,
        "state": state,
        "states": [(key, label) for key, (label, _question) in STATES.items()],
    }
    return render(request, "businesses/office/people.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and which keys of the person's businesses end together with it."""
    person = get_object_or_404(_people(), pk=pk)
    if is_editor(request) and does_everything_somewhere(person):
        return _refused(request)
    businesses = Member.objects.filter(user=person).values("business_id")
    keys = ApiToken.objects.filter(business_id__in=businesses, revoked_at__isnull=True)
    form = KeysForm(posted(request), keys=keys, person=person) if keys.exists() else None
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return ask(
            request,
            _("Den Zugang von %(name)s sperren?") % {"name": person},
            _("Die Person wird überall abgemeldet und kommt nicht mehr hinein, auch nicht in andere Betriebe."),
            submit=_("Zugang sperren"),
            cancel_url=reverse("businesses:office:people"),
            form=form,
            details=[(_("E-Mail-Adresse"), person.email)],
        )
    now = timezone.now()
    with transaction.atomic():
        deactivate(person, by=request.user, at=now)
        for token in form.cleaned_data["keys"] if form is not None else ():
            revoke_token(token, by=request.user, at=now)
    messages.success(request, _("%(name)s hat keinen Zugang mehr.") % {"name": person})
    return redirect("businesses:office:people")


@allow(Audience.EDITOR)
@require_POST
def reactivation(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(_people(), pk=pk)
    if is_editor(request) and does_everything_somewhere(person):
        return _refused(request)
    reactivate(person, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s hat wieder Zugang.") % {"name": person})
    return redirect("businesses:office:people")


def _doing_everything(shown: Iterable[User]) -> set[int]:
    """The same as ``does_everything_somewhere`` for a page whose memberships are there already."""
    return {one.pk for one in shown if any(member.role == MemberRole.EVERYTHING for member in one.memberships.all())}


def _refused(request: HttpRequest) -> HttpResponse:
    """With nobody left who may do everything, the next one to be invited would say where the money goes."""
    messages.error(request, sentence(ForLeadership()))
    return redirect("businesses:office:people")


def _people() -> QuerySet[User]:
    return User.objects.filter(role=Role.BUSINESS)
