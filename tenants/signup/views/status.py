"""The applicant's pages: confirming the address, and how far the application is."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from tenants.branding.wording.wording import usual_wording
from tenants.signup.address_forms import AnotherAddressForm, AnotherLabelForm
from tenants.signup.ask_again import AlreadyConfirmed, TooManyLetters, change_address, send_again
from tenants.signup.confirm import application_to_confirm, confirm
from tenants.signup.labels import LabelRefused, check_label
from tenants.signup.models import Application
from tenants.signup.status import application_of, host_of, lines, making, status_path

TOO_MANY_LETTERS = gettext_lazy(
    "An diese Adresse haben wir heute schon mehrmals geschrieben. Bitte sehen Sie auch im Spam-Ordner nach."
)


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail opens this page; only its button confirms. A label that is gone is replaced here."""
    try:
        application = application_to_confirm(token, at=timezone.now())
    except Expired:
        return render(request, "signup/expired.html", status=410)
    except (BadLink, Application.DoesNotExist):
        raise Http404 from None
    if application.confirmed_at is not None or application.rejected_at is not None:
        return redirect(status_path(application))
    label = request.POST.get("label", "")[:80] or application.label
    try:
        check_label(label, name=application.name, kind=application.kind)
        if request.method == "POST":
            confirm(application, label=label, at=timezone.now())
            return redirect(status_path(application))
    except LabelRefused as refused:
        return _another_label(request, application, label, refused)
    context = {"who": usual_wording(application).nominative, "host": host_of(application)}
    return render(request, "signup/confirm.html", context)


def _another_label(request: HttpRequest, application: Application, label: str, refused: LabelRefused) -> HttpResponse:
    form = AnotherLabelForm({"label": label})
    form.is_valid()
    form.refuse(refused)
    context = {"application": application, "who": usual_wording(application).nominative, "form": form}
    return render(request, "signup/confirm.html", context, status=422 if request.method == "POST" else 200)


@allow(Audience.ANYONE)
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "signup/status.html", _context(token))


@allow(Audience.ANYONE)
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """The part of the page that moves while the region is made."""
    return render(request, "signup/parts/progress.html", _context(token))


@allow(Audience.ANYONE)
@require_POST
def letter_again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the letter that confirms the address once more."""
    try:
        send_again(_application(token), at=timezone.now())
    except TooManyLetters:
        messages.error(request, str(TOO_MANY_LETTERS))
    except AlreadyConfirmed:
        messages.info(request, _("Die Adresse ist schon bestätigt."))
    else:
        messages.success(request, _("Die Mail ist noch einmal unterwegs."))
    return redirect("signup:status", token=token)


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Send the confirmation to another address."""
    application = _application(token)
    form = AnotherAddressForm(request.POST or None, initial={"email": application.email})
    if request.method == "POST" and form.is_valid():
        try:
            made = change_address(application, email=form.cleaned_data["email"], at=timezone.now())
        except TooManyLetters:
            form.add_error("email", TOO_MANY_LETTERS)
        except AlreadyConfirmed:
            return redirect("signup:status", token=token)
        else:
            return redirect(status_path(made))
    context = {"application": application, "form": form, "token": token}
    return render(request, "signup/address.html", context, status=422 if form.errors else 200)


def _application(token: str) -> Application:
    try:
        return application_of(token, at=timezone.now())
    except (BadLink, Application.DoesNotExist):
        raise Http404 from None


def _context(token: str) -> dict[str, object]:
    application = _application(token)
    busy = application.approved_at is not None and application.finished_at is None and application.failed_at is None
    return {
        "application": application,
        "token": token,
        "lines": lines(application),
        "making": making(application) if application.approved_at else [],
        "busy": busy,
        "question": application.remarks.filter(is_question=True).last() if application.asked_at else None,
    }
