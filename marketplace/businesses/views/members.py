"""Change what somebody may do at a business, or remove them: from the business's team page and from the office's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.models import ApiToken
from kreislauf.accounts.realm import current_realm
from kreislauf.admission import forget_audiences
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.businesses.for_leadership import ForLeadership
from marketplace.businesses.invite import OfRegion
from marketplace.businesses.members import LastOne, change_role, remove_member
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business, Member
from marketplace.businesses.office_forms import KeysForm, RoleForm
from marketplace.businesses.views.refusals import no_team, sentence
from marketplace.businesses.views.team import OFFICE, OWN, Side
from marketplace.businesses.where_money_goes import is_editor


@allow(Audience.BUSINESS, while_closed=True)
@with_business
@require_POST
def member_role(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return _role(request, get_object_or_404(business.members.select_related("business", "user"), pk=pk), OWN)


@allow(Audience.EDITOR)
@require_POST
def office_member_role(request: HttpRequest, pk: int) -> HttpResponse:
    return _role(request, get_object_or_404(Member.objects.select_related("business", "user"), pk=pk), OFFICE)


@allow(Audience.BUSINESS, while_closed=True)
@with_business
@require_http_methods(["GET", "HEAD", "POST"])
def member_removal(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    return _removal(request, get_object_or_404(business.members.select_related("business", "user"), pk=pk), OWN)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def office_member_removal(request: HttpRequest, pk: int) -> HttpResponse:
    return _removal(request, get_object_or_404(Member.objects.select_related("business", "user"), pk=pk), OFFICE)


def _role(request: HttpRequest, member: Member, side: Side) -> HttpResponse:
    form = RoleForm(request.POST)
    if form.is_valid():
        role, by_staff, by_editor = form.cleaned_data["role"], side.of_office, is_editor(request)
        try:
            change_role(member, role, by=request.user, at=timezone.now(), by_staff=by_staff, by_editor=by_editor)
            messages.success(request, _("Gespeichert. Die neue Rolle gilt ab sofort."))
        except OfRegion:
            return no_team(request, member.business, template=side.template)
        except ForLeadership as refused:
            return _refused(request, member, side, sentence(refused))
        except LastOne:
            return _refused(request, member, side, _last_one())
    return _back(request, member, side)


def _removal(request: HttpRequest, member: Member, side: Side) -> HttpResponse:
    """Asks first, and which keys end together with it."""
    keys = ApiToken.objects.filter(business_id=member.business_id, revoked_at__isnull=True)
    form = KeysForm(posted(request), keys=keys, person=member.user) if keys.exists() else None
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return ask(
            request,
            _("%(name)s aus dem Team von %(business)s entfernen?") % {"name": member.user, "business": member.business},
            _("Die Person kommt sofort nicht mehr in diesen Betrieb. Eine offene Einladung gilt nicht mehr."),
            submit=_("Aus dem Team entfernen"),
            cancel_url=side.page(member.business),
            form=form,
            details=[(_("E-Mail-Adresse"), member.user.email), (_("Rolle"), member.get_role_display())],
            frame="office" if side.of_office else "business",
        )
    revoke = list(form.cleaned_data["keys"]) if form is not None else []
    rights = {"by_staff": side.of_office, "by_editor": is_editor(request)}
    try:
        remove_member(member, by=request.user, at=timezone.now(), revoke=revoke, **rights)
        messages.success(request, _("%(name)s ist nicht mehr im Team.") % {"name": member.user})
    except ForLeadership as refused:
        return _refused(request, member, side, sentence(refused))
    except LastOne:
        return _refused(request, member, side, _last_one())
    return _back(request, member, side)


def _back(request: HttpRequest, member: Member, side: Side) -> HttpResponse:
    """To the team; people who have just shut it to themselves, to where they still work."""
    if member.user_id == request.user.pk:
        request.members = None  # type: ignore[attr-defined]
        forget_audiences(request)
        return redirect(current_realm().start_page(request, request.user))
    return redirect(side.page(member.business))


def _last_one() -> str:
    return _("Mindestens eine Person im Betrieb muss alles dürfen. Geben Sie zuerst jemand anderem diese Rolle.")


def _refused(request: HttpRequest, member: Member, side: Side, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(side.page(member.business))
