"""The office says which sites may show a frame, and copies the lines for them."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.embeds import Embed
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.slices import Text
from kreislauf.web.ask import ask, posted
from tenants.branding.context import branding_of
from tenants.embed.change_hosts import TooMany, add_host, remove_host
from tenants.embed.find import embeds
from tenants.embed.forms import HostForm, SnippetForm
from tenants.embed.models import EmbedHost
from tenants.embed.snippet import Snippet
from tenants.places.read import region_places


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request: HttpRequest) -> HttpResponse:
    """Sites, and what they put into their pages."""
    form = HostForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            add_host(form.cleaned_data["host"], by=request.user, at=timezone.now())
        except TooMany:
            most = {"most": EmbedHost.MOST}
            form.add_error("host", _("Es sind schon %(most)s Websites. Bitte entfernen Sie erst eine.") % most)
        else:
            messages.success(request, _("Gespeichert: Diese Website darf Ihre Seiten jetzt zeigen."))
            return redirect(request.get_full_path())  # what was chosen for the frame stays
    context = {"form": form, "rows": EmbedHost.objects.all(), **_snippet(request)}
    return render(request, "embed/hosts.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(EmbedHost, pk=pk)
    if request.method == "POST":
        remove_host(row, by=request.user, at=timezone.now())
        messages.success(request, _("„%(host)s“ zeigt Ihre Seiten nicht mehr.") % {"host": row})
        return redirect("embed:hosts")
    return ask(
        request,
        _("„%(host)s“ entfernen?") % {"host": row},
        _("Wo dort ein Rahmen steht, bleibt er ab sofort leer. Der Link zur einfachen Liste geht weiter."),
        submit=_("Entfernen"),
        cancel_url=reverse("embed:hosts"),
    )


def _snippet(request: HttpRequest) -> dict[str, object]:
    """The form that chooses what a frame shows, and the lines for it; nothing while all slices are off."""
    found = {embed.label: _options(embed) for embed in embeds(branding_of(request))}
    if not found:
        return {}
    shown = [(label, [(value, text) for value, (text, _snip) in options.items()]) for label, options in found.items()]
    form = SnippetForm(request.GET, shown=shown, places=[place.name for place in region_places()])
    known = {value: snippet for options in found.values() for value, (_text, snippet) in options.items()}
    snippet = replace(
        known[form.chosen("was")],
        place=form.chosen("ort"),
        follows_visitor=bool(form.chosen("farben")),
    )
    region = current_region()
    return {"choice": form, "snippet": snippet, "lines": snippet.html(url=region.url, name=region.name)}


def _options(embed: Embed) -> dict[str, tuple[Text, Snippet]]:
    """What the office may pick of it, by the value in the form: its words, and what the lines are made of."""
    everything = _("%(label)s: alles") % {"label": embed.label}
    options: dict[str, tuple[Text, Snippet]] = {f"{embed.name}?": (everything, Snippet(embed, embed.label, ""))}
    for label, query in embed.choices():
        options[f"{embed.name}?{query}"] = (label, Snippet(embed, label, query))
    return options
