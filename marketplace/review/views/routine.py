"""How a region decides: when its letters come, who stands in, ready sentences, and who need not ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from marketplace.review.forms import MOST_BLOCKS, BlockForm, NewBlockForm, RoutineForm
from marketplace.review.models import BlockUse, TextBlock, Trusted
from marketplace.review.notify import routine
from marketplace.review.setup import add_block, change_block, remove_block, set_routine
from marketplace.review.trust import distrust
from marketplace.review.words import kind_word
from tenants.branding.models import Branding

PER_PAGE = 50


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def routine_page(request: HttpRequest) -> HttpResponse:
    now = routine()
    form = RoutineForm(
        posted(request),
        initial={"hours": now.hours, "each_at_once": now.each_at_once, "deputies_email": now.deputies_email},
    )
    if request.method == "POST" and form.is_valid():
        set_routine(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert."))
        return redirect("review:office:routine")
    trusted = key_page(Trusted.objects.order_by("name", "pk"), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "form": form,
        "page": trusted,
        "trusted": [(one, kind_word(one.kind)) for one in trusted],
        "approval_email": Branding.objects.values_list("approval_email", flat=True).first(),
    }
    return render(request, "review/office/routine.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def blocks(request: HttpRequest) -> HttpResponse:
    form = NewBlockForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add_block(form.cleaned_data["use"], form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(request, _("Der Satz steht jetzt zur Auswahl."))
        return redirect("review:office:blocks")
    by_use = [(use.label, list(TextBlock.objects.filter(use=use)[:MOST_BLOCKS])) for use in BlockUse]
    status = 422 if form.errors else 200
    return render(request, "review/office/blocks.html", {"form": form, "by_use": by_use}, status=status)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(TextBlock, pk=pk)
    form = BlockForm(posted(request), initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if TextBlock.objects.filter(use=found.use, text=text).exclude(pk=pk).exists():
            form.add_error("text", _("Diesen Satz gibt es schon."))
        else:
            change_block(found, text, by=request.user, at=timezone.now())
            messages.success(request, _("Gespeichert."))
            return redirect("review:office:blocks")
    status = 422 if form.errors else 200
    return render(request, "review/office/block.html", {"form": form, "block": found}, status=status)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def block_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    found = get_object_or_404(TextBlock, pk=pk)
    back = reverse("review:office:blocks")
    if request.method != "POST":
        return ask(request, _("Diesen Satz löschen?"), found.text, submit=_("Löschen"), cancel_url=back)
    remove_block(found, by=request.user, at=timezone.now())
    messages.success(request, _("Der Satz ist gelöscht."))
    return redirect(back)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def distrusting(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    found = get_object_or_404(Trusted, pk=pk)
    back = reverse("review:office:routine")
    if request.method != "POST":
        return ask(
            request,
            _("%(name)s wieder prüfen?") % {"name": found.name},
            _("Neue Einträge und Änderungen warten dann wieder auf Ihre Freigabe. Was öffentlich ist, bleibt es."),
            submit=_("Wieder prüfen"),
            danger=False,
            cancel_url=back,
        )
    distrust(found, by=request.user, at=timezone.now())
    messages.success(request, _("Einträge von %(name)s warten wieder auf Ihre Freigabe.") % {"name": found.name})
    return redirect(back)
