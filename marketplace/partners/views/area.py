"""A partner's own area: for whom somebody writes, and what the partner says about itself."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.partners.bodies.change import CONTACT, change, hand_in
from marketplace.partners.bodies.forms import BodyForm, facts_of
from marketplace.partners.membership import CHOSEN, bodies_of, is_body_editor, with_body
from marketplace.partners.models import Body
from marketplace.partners.reviewed import REVIEW
from marketplace.review.change import Ended
from marketplace.review.forms import AnswerForm
from tenants.branding.wording.wording import current_wording


@allow(Audience.PARTNER)
@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Write for another of one's bodies from now on; any other number changes nothing."""
    chosen = row_id(request.POST.get("partner", ""))
    if bodies_of(cast("User", request.user)).filter(pk=chosen).exists():
        request.session[CHOSEN] = chosen
    return redirect("home:partner:home")


@allow(Audience.PARTNER, takes_files=True)
@with_body
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, body: Body) -> HttpResponse:
    """Its editors change it, the texts past staff where that reads them first; who only writes reads it."""
    may_edit = is_body_editor(request, body)
    form = BodyForm(request.POST or None, uploads_of(request) or None, initial=facts_of(body.proposed()))
    said = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if form.is_valid() and said.is_valid():
            _save(request, body, form, said)
            return redirect("partners:area:profile")
    context = {"form": form, "said": said, "body": body, "may_edit": may_edit}
    if may_edit:
        context["differences"] = REVIEW.differences(body, body.proposed())
    return render(request, "partners/area/profile.html", context, status=422 if request.method == "POST" else 200)


def _save(request: HttpRequest, body: Body, form: BodyForm, said: AnswerForm) -> None:
    now, facts = timezone.now(), form.facts()
    if body.publishes_itself:
        change(body, facts, by=request.user, at=now)
        messages.success(request, _("Gespeichert. Alle sehen es sofort auf Ihrer Seite."))
        return
    answer = said.cleaned_data["answer"] if body.is_asked else ""
    try:
        after = hand_in(body, facts, by=request.user, at=now, answer=answer)
    except Ended:  # it left while its profile was being written
        raise PermissionDenied from None
    _say(request, before=body, after=after)


def _say(request: HttpRequest, *, before: Body, after: Body) -> None:
    if after.version == before.version:
        _say_contact(request, before=before, after=after)
    elif after.is_waiting:
        text = _("Danke! Der neue Text liegt %(inside)s. Bis zur Freigabe bleibt der bisherige stehen.")
        messages.success(request, text % {"inside": current_wording().house_inside})
    elif after.approved_at != before.approved_at:
        messages.success(request, _("Ihre Änderung ist öffentlich."))
    else:
        messages.success(request, _("Ihr Profil steht wieder wie zuvor."))


def _say_contact(request: HttpRequest, *, before: Body, after: Body) -> None:
    if any(getattr(before, name) != getattr(after, name) for name in CONTACT):
        messages.success(request, _("Gespeichert. Alle sehen es sofort auf Ihrer Seite."))
    else:
        messages.info(request, _("Sie haben nichts geändert."))
