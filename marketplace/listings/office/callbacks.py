"""Whom staff has to call, and what to say: a list that is worked off at the desk or printed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kreislauf.forms.text_fields import TextField
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import say_undoable
from kreislauf.web.pages import key_page
from marketplace.listings.callbacks.call_back import finish, put_back
from marketplace.listings.models import CallBack

PER_PAGE = 20
_LOADED = ("listing__kind", "message", "ask__helper")


class SaidForm(forms.Form):
    """What somebody on the telephone answers to a message."""

    said = TextField(
        label=gettext_lazy("Antwort, die wir weitergeben"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=gettext_lazy("Geht als E-Mail an den, der geschrieben hat. Leer: Wir schreiben nichts."),
    )


@allow(Audience.EDITOR)
@require_safe
def call_backs(request: HttpRequest) -> HttpResponse:
    open_ = CallBack.objects.filter(done_at__isnull=True).select_related(*_LOADED).order_by("since", "pk")
    page = key_page(open_, request.GET.get("seite"), per_page=PER_PAGE)
    rows = [(row, SaidForm(auto_id=f"id_%s_{row.pk}") if row.message else None) for row in page]
    return render(request, "listings/office/callbacks.html", {"page": page, "rows": rows})


@allow(Audience.EDITOR)
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """With a way back."""
    row, form = get_object_or_404(CallBack.objects.select_related(*_LOADED), pk=pk), SaidForm(request.POST)
    said = form.cleaned_data["said"] if form.is_valid() else ""
    finish(row, said=said, by=request.user, at=timezone.now())
    undo = reverse("listings:office:call_again", args=[pk])
    say_undoable(request, _("„%(call)s“ ist erledigt.") % {"call": row}, undo_url=undo)
    return redirect("listings:office:call_backs")


@allow(Audience.EDITOR)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    put_back(get_object_or_404(CallBack, pk=pk), by=request.user, at=timezone.now())
    return redirect("listings:office:call_backs")
