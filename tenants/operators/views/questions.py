"""Operators' questions to an applicant, and their notes beside an application."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.permissions import Audience, allow
from tenants.operators.forms import NoteForm
from tenants.operators.views.reason import reason_page
from tenants.signup.models import Application
from tenants.signup.remarks import NothingToAsk, ask, note


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the applicant something before the decision."""
    found = get_object_or_404(Application, pk=pk)
    return reason_page(
        request,
        "operators/question.html",
        {"application": found},
        hint=_(
            "Steht so in der Mail an die Ansprechperson und auf der Seite ihres Antrags. Die Antwort kommt per Mail."
        ),
        label=_("Ihre Frage"),
        act=partial(ask, found),
        done=_("Die Rückfrage ist unterwegs."),
        refusals={NothingToAsk: _("Zu diesem Antrag lässt sich nichts mehr fragen.")},
        back=reverse("operators:application", args=[pk]),
    )


@allow(Audience.OPERATOR)
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A note that only operators read."""
    found = get_object_or_404(Application, pk=pk)
    form = NoteForm(request.POST, asked=found.asked_at is not None)
    if not form.is_valid():
        messages.error(request, _("Bitte schreiben Sie etwas in die Notiz."))
    else:
        cleaned = form.cleaned_data
        note(found, text=cleaned["text"], is_answer=cleaned.get("is_answer", False), by=request.user, at=timezone.now())
        messages.success(request, _("Die Notiz ist gespeichert."))
    return redirect("operators:application", pk=pk)
