"""The office's pages: what the administration says of itself, and its legal pages, one form each."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from tenants.branding.change_texts import SIGN_LANGUAGE, change_texts
from tenants.branding.models import Branding
from tenants.branding.wording.houses import usual_house
from tenants.branding.wording.wording import wording_of
from tenants.pages.change_legal_text import change_legal_text
from tenants.pages.forms import LegalTextForm, ProfileForm, SignLanguageForm
from tenants.pages.texts.kinds import PAGES, LegalPage, page_by_slug
from tenants.pages.texts.template import template_of


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, address, how the pages speak of the administration, and the issuer."""
    branding, card = Branding.objects.get(), current_region()
    form = ProfileForm(request.POST or None, instance=branding, usual_house=usual_house(card.kind))
    if request.method == "POST" and form.is_valid():
        change_texts(form.instance, fields=form.changed_data, by=request.user, at=timezone.now())
        messages.success(request, _("Die Angaben sind gespeichert."))
        return redirect("pages:profile")
    context = {"form": form, "wording": wording_of(Branding.objects.get(), card)}
    return render(request, "pages/office/profile.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every legal page with its state."""
    branding = Branding.objects.get()
    rows = [
        {"page": page, "done": page.is_done(branding), "why": page.why_not(branding), "newer": _newer(page, branding)}
        for page in PAGES
    ]
    return render(request, "pages/office/texts.html", {"rows": rows, "branding": branding})


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """One text. „Vorlage einsetzen“ fills the box and saves nothing; a text that stands there it asks about first."""
    page, branding = page_by_slug(slug), Branding.objects.get()
    if page is None:
        raise Http404
    form = LegalTextForm(request.POST or None, initial={"text": page.text(branding)})
    context = {"page": page, "newer": _newer(page, branding)}
    if request.method != "POST":
        return _text_page(request, form, context)
    if not form.is_valid():
        return _text_page(request, form, context, status=422)
    asked = request.POST.get("vorlage")
    if asked and form.cleaned_data["text"].strip() and asked != "ersetzen":
        return _text_page(request, form, context | {"asks": True})
    if asked:
        filled = {"text": template_of(page, branding), "template_version": page.version}
        return _text_page(request, LegalTextForm(initial=filled), context | {"inserted": True})
    if "vorschau" in request.POST:
        return _text_page(request, form, context)
    data = form.cleaned_data
    change_legal_text(page, data["text"], made_from=data["template_version"], by=request.user, at=timezone.now())
    messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": page.title})
    return redirect("pages:texts")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_language(request: HttpRequest) -> HttpResponse:
    """The video in sign language; the links to it appear with it."""
    form = SignLanguageForm(request.POST or None, instance=Branding.objects.get())
    if request.method == "POST" and form.is_valid():
        change_texts(form.instance, fields=form.changed_data, by=request.user, at=timezone.now(), part=SIGN_LANGUAGE)
        messages.success(request, _("Gespeichert."))
        return redirect("pages:texts")
    return render(request, "pages/office/sign_language.html", {"form": form}, status=422 if form.errors else 200)


def _text_page(
    request: HttpRequest, form: LegalTextForm, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    shown = form["text"].value() or ""
    return render(request, "pages/office/text.html", {**context, "form": form, "shown": shown}, status=status)


def _newer(page: LegalPage, branding: Branding) -> str:
    return str(page.news) if page.has_newer_template(branding) else ""
