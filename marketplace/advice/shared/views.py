"""The office says which regions may show an article."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.advice.models import Article
from marketplace.advice.shared.card import share_with
from tenants.sharing.words import AUDIENCES


class SharingForm(forms.Form):
    audience = forms.ChoiceField(
        label=gettext_lazy("Wer darf den Text auch zeigen?"),
        choices=AUDIENCES,
        required=False,
        widget=forms.RadioSelect,
    )


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Article, pk=pk)
    form = SharingForm(posted(request), initial={"audience": one.shared_with})
    if request.method != "POST" or not form.is_valid():
        text = _("Andere Regionen suchen selbst aus, was sie übernehmen. Ändern Sie den Text, ändert er sich dort mit.")
        page = reverse("advice:office:article", args=[pk])
        heading = _("„%(title)s“ teilen?") % {"title": one}
        return ask(request, heading, text, submit=_("Speichern"), cancel_url=page, danger=False, form=form)
    share_with(one, form.cleaned_data["audience"], by=request.user, at=timezone.now())
    messages.success(request, _("Gespeichert."))
    return redirect("advice:office:article", pk=pk)
