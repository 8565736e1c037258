"""The staff's pages about the region's look, with the real front page as preview."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.forms.layout import ColourField
from kreislauf.permissions import Audience, allow
from tenants.art.theme import derive
from tenants.branding.acceptable import refusals
from tenants.branding.change_look import change_look
from tenants.branding.forms import LookForm
from tenants.branding.glyph_groups import glyph_choice
from tenants.branding.models import Branding
from tenants.branding.taken_colour import BUTTON, with_taken_colour
from tenants.branding.theme_notes import theme_notes

_TRIED_ON = (
    "primary_colour",
    "accent_colour",
    "glyphs",
    "first_glyph",
    "title",
    "organisation",
    "place",
    "kicker",
    "headline",
    "lead",
)


@allow(Audience.ADMINISTRATOR, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Names, colours and glyphs. „Vorschau“ shows the page with what was typed and saves nothing."""
    branding = Branding.objects.get()
    preview = with_taken_colour(request.POST)
    form = LookForm(preview or None, uploads_of(request) or None, instance=branding)
    tries = "vorschau" in preview or BUTTON in preview
    if request.method == "POST" and form.is_valid() and not tries:
        data = form.cleaned_data
        logo, no_logo = data["new_logo"], data.get("no_logo", False)
        change_look(form.instance, logo=logo, no_logo=no_logo, by=request.user, at=timezone.now())
        messages.success(request, _("Das Erscheinungsbild ist gespeichert."))
        return redirect("branding:look")
    context = {
        "form": form,
        "notes": theme_notes(derive(*_colours_of(form, branding))),
        "glyphs": glyph_choice(form["glyphs"].value() or []),
        "chosen": form["glyphs"].value() or [],
        "preview_url": f"{reverse('branding:preview')}?{_tried_on(preview)}",
    }
    return render(request, "branding/look.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """What speaks against two colours, as somebody chooses them; the frame shows a refused one in no page."""
    try:
        primary, accent = (
            ColourField().clean(request.GET.get(f"{which}_colour", "")) for which in ("primary", "accent")
        )
    except ValidationError as wrong:
        return render(request, "branding/parts/colour_notes.html", {"notes": wrong.messages})
    found = refusals(primary, accent)
    context = {"refusals": found, "notes": [] if found else theme_notes(derive(primary, accent))}
    return render(request, "branding/parts/colour_notes.html", context)


@allow(Audience.ADMINISTRATOR)
@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest) -> HttpResponseBase:
    """The region's front page in colours and words that are only tried on: taken from the query, saved nowhere."""
    branding = Branding.objects.get()
    form = LookForm(_completed(request.GET, branding), instance=branding)
    form.is_valid()
    tried_on = Branding.objects.get()
    for name in (
        "primary_colour",
        "accent_colour",
        "glyphs",
        "title",
        "organisation",
        "place",
        "kicker",
        "headline",
        "lead",
    ):
        if name in form.cleaned_data:
            setattr(tried_on, name, form.cleaned_data[name])
    request.branding_on_trial = tried_on  # type: ignore[attr-defined]
    match = resolve("/")
    page: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return page


def _colours_of(form: LookForm, branding: Branding) -> tuple[str, str]:
    """What was typed, where it is a colour at all; otherwise what is saved."""
    cleaned = getattr(form, "cleaned_data", {})
    saved = Branding.objects.get() if form.is_bound else branding
    return cleaned.get("primary_colour") or saved.primary_colour, cleaned.get("accent_colour") or saved.accent_colour


def _tried_on(data: QueryDict) -> str:
    query = QueryDict(mutable=True)
    for name in _TRIED_ON:
        query.setlist(name, data.getlist(name))
    return query.urlencode()


def _completed(query: QueryDict, branding: Branding) -> QueryDict:
    """The query with what is saved in place of what it leaves out."""
    data = query.copy()
    for name in _TRIED_ON:
        if name not in data or not data[name]:
            saved = branding.glyphs[:1] if name == "first_glyph" else getattr(branding, name)
            data.setlist(name, saved if isinstance(saved, list) else [saved])
    return data
