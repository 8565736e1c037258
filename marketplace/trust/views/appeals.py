"""Staff rules on appeals, or asks the platform."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.pages import key_page
from marketplace.trust import appeals as verbs
from marketplace.trust.forms import RulingForm
from marketplace.trust.models import Appeal
from marketplace.trust.noticeable import noticeable_named

PER_PAGE = 24


@allow(Audience.EDITOR)
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Open ones first, the oldest at the head."""
    is_open = request.GET.get("stand", "") != "alle"
    found = Appeal.objects.select_related("decision").defer("text", "decision__facts")
    found = found.filter(ruled_at__isnull=True).order_by("at", "pk") if is_open else found.order_by("-at", "-pk")
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "trust/office/appeals.html", {"page": page, "is_open": is_open})


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Appeal.objects.select_related("decision", "notice"), pk=pk)
    form = RulingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.rule(found, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except verbs.AlreadyRuled:
            messages.info(request, _("Über diese Beschwerde ist schon entschieden."))
        except verbs.SameClerk:
            form.add_error(None, _("Sie haben selbst entschieden: Bitte lassen Sie jemand anderen im Team das prüfen."))
        if not form.errors:
            return redirect(_next(found, is_upheld=form.cleaned_data["is_upheld"]))
    kind = noticeable_named(found.decision.kind)
    context = {
        "appeal": found,
        "decision": found.decision,
        "form": form,
        "same_clerk": verbs.is_same_clerk(found, request.user),  # type: ignore[arg-type]
        "office_address": kind.office_address(found.decision.target_id) if kind else "",
    }
    return render(request, "trust/office/appeal.html", context, status=422 if form.errors else 200)


def _next(appeal: Appeal, *, is_upheld: bool) -> str:
    """Whoever sent the notice was right: the entry is decided on anew."""
    if is_upheld and not appeal.is_author_s:
        return reverse("trust:office:unasked", args=[appeal.decision.kind, appeal.decision.target_id])
    return reverse("trust:office:appeals")


@allow(Audience.EDITOR)
@require_POST
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """The platform's operators are asked to look."""
    found = get_object_or_404(Appeal, pk=pk)
    try:
        verbs.escalate(found, by=request.user, at=timezone.now())
    except verbs.AlreadyRuled:
        messages.info(request, _("Über diese Beschwerde ist schon entschieden."))
    else:
        messages.success(request, _("Die Betreiber der Plattform sehen jetzt, dass Sie um Rat bitten."))
    return redirect("trust:office:appeal", pk)
