"""The form with which an administration applies, and the two questions it asks while somebody fills it in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.accounts.uploads import uploads_of
from kreislauf.forms.layout import ColourField
from kreislauf.permissions import Audience, allow
from tenants.about.read import signup_is_open
from tenants.art.theme import derive
from tenants.branding.acceptable import refusals
from tenants.branding.glyph_groups import glyph_choice
from tenants.branding.taken_colour import BUTTON, with_taken_colour
from tenants.branding.theme_notes import theme_notes
from tenants.signup import retained_logo
from tenants.signup.apply import apply
from tenants.signup.ask_again import TooManyLetters
from tenants.signup.forms import ApplyForm
from tenants.signup.labels import LabelRefused, check_label, suggest
from tenants.signup.preview import drawing
from tenants.signup.status import status_path
from tenants.signup.views.status import TOO_MANY_LETTERS

APPLICATIONS_PER_HOUR = 20


@allow(Audience.ANYONE, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest) -> HttpResponse:
    if not signup_is_open():
        return render(request, "signup/closed.html", status=503)
    if request.method != "POST":
        return _page(request, ApplyForm())
    data = with_taken_colour(request.POST)
    form = ApplyForm(data, uploads_of(request))
    if "vorschau" in data or BUTTON in data:
        form.is_valid()  # takes the logo in; what is missing is said when the form is sent
        shown = ApplyForm(initial={**data.dict(), **_lists(request), "logo_kept": form.kept_text})
        return _page(request, shown)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not allow_try(f"application:{address_of_client(request)}", APPLICATIONS_PER_HOUR, 3600):
        form.add_error(None, _("Von hier kamen gerade sehr viele Anträge. %(wait)s") % {"wait": wait_in_words(3600)})
        return _page(request, form, status=429)
    try:
        made = apply(form.signup_data(), key=form.cleaned_data["key"], at=timezone.now())
    except TooManyLetters:
        form.add_error("email", TOO_MANY_LETTERS)
        return _page(request, form, status=429)
    except LabelRefused as refused:
        form.refuse_label(refused)
        return _page(request, form, status=422)
    return redirect(status_path(made))


@allow(Audience.ANYONE)
@require_safe
def label_check(request: HttpRequest) -> HttpResponse:
    """Whether a subdomain can be had, as one types; with ``vorschlag`` one that is made from the name, in one word."""
    name, kind = request.GET.get("name", "")[:120], request.GET.get("kind", "")[:20]
    label = request.GET.get("label", "").strip().lower()[:80]
    if "vorschlag" in request.GET:
        return HttpResponse(suggest(name, kind=kind) if name else "", content_type="text/plain; charset=utf-8")
    refused = _why_refused(label, name, kind) if label else None
    context = {"label": label, "asked": bool(label), "refused": refused}
    return render(request, "signup/parts/label_answer.html", context)


@allow(Audience.ANYONE)
@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The drawing beside the form, in the colours that are being tried."""
    primary, accent = request.GET.get("primary_colour", ""), request.GET.get("accent_colour", "")
    tried = _tried(primary, accent, request.GET.getlist("glyphs"), request.GET.get("name", ""))
    return render(request, "signup/parts/colours.html", {"tried": tried})


def _page(request: HttpRequest, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    chosen = form["glyphs"].value() or []
    kept = form.kept_text or form.initial.get("logo_kept", "")
    tried = _tried(form["primary_colour"].value(), form["accent_colour"].value(), chosen, form["name"].value() or "")
    context = {
        "form": form,
        "tried": tried,
        "chosen": chosen,
        "glyphs": glyph_choice(chosen),
        "kept": kept,
        "kept_picture": retained_logo.shown(kept),
    }
    return render(request, "signup/apply.html", context, status=status)


def _why_refused(label: str, name: str, kind: str) -> LabelRefused | None:
    try:
        check_label(label, name=name, kind=kind)
    except LabelRefused as refused:
        return refused
    return None


def _lists(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in ("glyphs", "modules")}


def _tried(primary: str | None, accent: str | None, glyphs: list[str], name: str) -> dict[str, object] | None:
    field = ColourField()
    try:
        first, second = field.clean(primary or ""), field.clean(accent or "")
    except ValidationError:
        return None
    return {
        "drawing": drawing(first, second, glyphs, name[:120]),
        "notes": theme_notes(derive(first, second)),
        "refusals": refusals(first, second),
    }
