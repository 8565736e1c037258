"""Operators' page of operators: list, invite, lock, let in again, reset the second factor."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.accounts.second_factor.factors import reset_second_factor
from kreislauf.accounts.signing_in.confirmed import asks_password, asks_password_to_post
from kreislauf.permissions import Audience, allow
from tenants.operators.forms import InviteOperatorForm
from tenants.operators.invite import (
    AlreadyOperator,
    LastOperator,
    Yourself,
    deactivate_operator,
    invite_operator,
    reactivate_operator,
)
from tenants.operators.models import CodeApp, Operator, Passkey

HAS_PASSKEY, HAS_APP = Passkey.objects.filter(person=OuterRef("pk")), CodeApp.objects.filter(person=OuterRef("pk"))


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def people(request: HttpRequest) -> HttpResponse:
    form = InviteOperatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % form.cleaned_data)
        return redirect("operators:people")
    found = Operator.objects.annotate(has_factor=Exists(HAS_PASSKEY) | Exists(HAS_APP))
    context = {"form": form, "people": found.order_by("-is_active", "name", "email")}
    return render(request, "operators/people.html", context, status=422 if request.method == "POST" else 200)


@allow(Audience.OPERATOR)
@require_POST
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    operator = get_object_or_404(Operator, pk=pk)
    try:
        deactivate_operator(operator, by=request.user, at=timezone.now())
    except Yourself:
        messages.error(request, _("Den eigenen Zugang können Sie nicht sperren. Bitten Sie jemand anderen darum."))
    except LastOperator:
        messages.error(request, _("Mindestens eine Person muss am Leitstand bleiben."))
    else:
        messages.success(request, _("%(name)s hat keinen Zugang mehr.") % {"name": operator})
    return redirect("operators:people")


@allow(Audience.OPERATOR)
@require_POST
def reactivation(request: HttpRequest, pk: int) -> HttpResponse:
    operator = get_object_or_404(Operator, pk=pk)
    reactivate_operator(operator, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s hat wieder Zugang.") % {"name": operator})
    return redirect("operators:people")


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """For a colleague who has lost phone and codes. They get a letter about it."""
    operator = get_object_or_404(Operator, pk=pk)
    if request.method != "POST":
        return render(request, "operators/factor_reset.html", {"person": operator})
    if reset_second_factor(operator, by=request.user, at=timezone.now()):
        messages.success(request, _("%(name)s richtet den zweiten Faktor neu ein.") % {"name": operator})
    else:
        messages.info(request, _("%(name)s hat keinen zweiten Faktor.") % {"name": operator})
    return redirect("operators:people")


def _invited(request: HttpRequest, form: InviteOperatorForm) -> bool:
    data = form.cleaned_data
    if not allow_try(f"invite {request.user.pk}", 30, 3600):
        form.add_error(None, _("Das waren viele Einladungen. %(wait)s") % {"wait": wait_in_words(3600)})
        return False
    try:
        invite_operator(data["email"], name=data["name"], by=request.user, at=timezone.now())
    except AlreadyOperator:
        form.add_error("email", _("Diese Person hat schon einen Zugang. Ist er gesperrt, geben Sie ihn unten zurück."))
        return False
    return True
