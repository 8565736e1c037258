"""Who works for a business: the business's own page, and the same one in the office."""

from __future__ import annotations

from typing import NamedTuple, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.invite import Blocked
from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.accounts.models import Invitation, User
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from marketplace.businesses.for_leadership import ForLeadership, has_somebody
from marketplace.businesses.invite import AlreadyMember, OfStaff, invite_person
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.businesses.office_forms import TeamForm
from marketplace.businesses.views.refusals import no_team, sentence
from marketplace.businesses.where_money_goes import is_editor

PER_PAGE = 24


class Side(NamedTuple):
    """From which side somebody looks at a team."""

    of_office: bool
    template: str
    role: str
    removal: str

    def page(self, business: Business) -> str:
        if self.of_office:
            return reverse("businesses:office:team", args=[business.pk])
        return reverse("businesses:business:team")


OWN = Side(False, "base_business.html", "businesses:business:member_role", "businesses:business:member_removal")
OFFICE = Side(True, "base_office.html", "businesses:office:member_role", "businesses:office:member_removal")


@allow(Audience.BUSINESS, while_closed=True)
@with_business
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, business: Business) -> HttpResponse:
    return _team(request, business, OWN)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def office_team(request: HttpRequest, pk: int) -> HttpResponse:
    return _team(request, get_object_or_404(Business, pk=pk), OFFICE)


def _team(request: HttpRequest, business: Business, side: Side) -> HttpResponse:
    if business.is_region:
        return no_team(request, business, template=side.template)
    may_give = not (is_editor(request) and has_somebody(business))
    form = TeamForm(posted(request), may_give=may_give)
    if request.method == "POST" and form.is_valid() and _invited(request, business, form):
        messages.success(request, _("%(email)s ist im Team und bekommt eine E-Mail.") % form.cleaned_data)
        return redirect(side.page(business))
    members = business.members.select_related("user").order_by("user__email", "pk")
    page = Paginator(members, PER_PAGE).get_page(request.GET.get("seite"))
    waiting = Invitation.objects.filter(accepted_at__isnull=True, user__in=[one.user_id for one in page])
    context = {
        "business": business,
        "page": page,
        "invited": set(waiting.values_list("user_id", flat=True)),
        "form": form,
        "side": side,
        "may_give": may_give,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/team.html", context, status=status)


def _invited(request: HttpRequest, business: Business, form: TeamForm) -> bool:
    if not (allow_try(f"invite {request.user.pk}", 30, 3600) and allow_try(f"invite to {business.pk}", 30, 3600)):
        form.add_error(None, _("Das waren viele Einladungen. %(wait)s") % {"wait": wait_in_words(3600)})
        return False
    try:
        invite_person(
            business,
            **form.cleaned_data,
            by=request.user,
            at=timezone.now(),
            by_editor=is_editor(request),
            may_unblock=cast("User", request.user).is_staff_member,
        )
    except Blocked:
        form.add_error("email", _("Diese Person ist gesperrt. Die Verwaltung kann ihren Zugang wieder freigeben."))
    except ForLeadership as refused:
        form.add_error("role", sentence(refused))
    except OfStaff:
        form.add_error("email", _("Diese Adresse gehört zur Verwaltung. Bitte nehmen Sie eine andere."))
    except AlreadyMember:
        form.add_error("email", _("Diese Person ist schon im Team. Ihre Rolle ändern Sie in der Liste."))
    return not form.errors
