"""A business looks after its own entry."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.realm import current_realm
from kreislauf.accounts.uploads import uploads_of
from kreislauf.admission import forget_audiences
from kreislauf.permissions import Audience, allow
from kreislauf.web.row_id import row_id
from marketplace.businesses.change import change_at_once
from marketplace.businesses.forms import AtOnceForm, TextsForm, facts_of, texts_of
from marketplace.businesses.membership import CHOSEN, businesses_of, with_business
from marketplace.businesses.models import Business
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.change import Ended, change
from marketplace.review.forms import AnswerForm
from tenants.branding.wording.wording import current_wording

CLOSED_MEANWHILE = gettext_lazy("Der Betrieb wurde gerade geschlossen. Es wurde nichts geändert.")


@allow(Audience.BUSINESS, takes_files=True)
@with_business
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, business: Business) -> HttpResponse:
    """The text, which staff approves."""
    form = TextsForm(request.POST or None, uploads_of(request) or None, initial=texts_of(business))
    said = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and said.is_valid():
        answer = said.cleaned_data["answer"] if business.is_asked else ""
        try:
            changed = change(business, form.texts(), by=request.user, at=timezone.now(), answer=answer, is_proven=True)
            _say(request, before=business, after=changed)
        except Ended:
            messages.warning(request, CLOSED_MEANWHILE)
        return redirect("businesses:business:profile")
    differences = REVIEW.differences(business, business.proposed())
    context = {"form": form, "said": said, "business": business, "differences": differences}
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/business/profile.html", context, status=status)


def _say(request: HttpRequest, *, before: Business, after: Business) -> None:
    if after.version == before.version:
        messages.info(request, _("Sie haben nichts geändert."))
    elif after.is_waiting:
        text = _("Danke! Ihre Änderung liegt %(inside)s. Bis zur Freigabe bleibt der bisherige Eintrag stehen.")
        messages.success(request, text % {"inside": current_wording().house_inside})
    elif after.approved_at != before.approved_at:
        messages.success(request, _("Ihre Änderung ist öffentlich."))
    else:
        messages.success(request, _("Ihr Eintrag steht wieder wie zuvor."))


@allow(Audience.BUSINESS)
@with_business
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, business: Business) -> HttpResponse:
    """Opening hours and how to be reached, changed at once."""
    form = AtOnceForm(request.POST or None, initial=facts_of(business))
    if request.method == "POST" and form.is_valid():
        try:
            change_at_once(business, form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Gespeichert. Neue Zeiten stehen sofort auf Ihrer Seite."))
        except Ended:
            messages.warning(request, CLOSED_MEANWHILE)
        return redirect("businesses:business:hours")
    status = 422 if request.method == "POST" else 200
    return render(request, "businesses/business/hours.html", {"form": form, "business": business}, status=status)


@allow(Audience.TILL)
@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Work for another of one's businesses from now on; any other number changes nothing."""
    chosen = row_id(request.POST.get("betrieb", ""))
    if businesses_of(request.user).filter(pk=chosen).exists():  # type: ignore[arg-type]
        request.session[CHOSEN] = chosen
        forget_audiences(request)
    return redirect(current_realm().start_page(request, request.user))
