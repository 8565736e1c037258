"""What only staff does with articles: hide them, and hand them to another partner."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.forms.text_fields import LineField
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from marketplace.advice.hand_over import hand_over
from marketplace.advice.models import Article, ArticleKind
from marketplace.advice.office.hide import hide, show
from marketplace.partners.models import Body


class HidingForm(forms.Form):
    reason = LineField(label=gettext_lazy("Grund"), max_length=200, help_text=gettext_lazy("Steht im Protokoll."))


class HeirForm(forms.Form):
    body = forms.ModelChoiceField(
        label=gettext_lazy("Wer kümmert sich ab jetzt darum?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("die Region selbst"),
    )

    def __init__(self, data: Any = None, *, article: Article) -> None:
        super().__init__(data, initial={"body": article.body_id})
        field = cast("forms.ModelChoiceField[Body]", self.fields["body"])
        field.queryset = Body.objects.staying().in_order()
        if article.kind == ArticleKind.NEWS:  # news have a partner
            field.required, field.empty_label = True, None


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    """At once, with a reason for the log, and with a way back."""
    one, form = _article(pk), HidingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        heading = _("„%(title)s“ ausblenden?") % {"title": one}
        text = _("Niemand sieht den Text mehr, bis Sie ihn wieder einblenden. Der Partner erfährt nichts davon.")
        return ask(request, heading, text, submit=_("Ausblenden"), form=form, cancel_url=_page(pk))
    hide(one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    undo = reverse("advice:office:showing", args=[pk])
    say_undoable(request, _("„%(title)s“ ist ausgeblendet.") % {"title": one}, undo_url=undo)
    return redirect(_page(pk))


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    show(_article(pk), by=request.user, at=timezone.now())
    return redirect(_page(pk))


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def handing_over(request: HttpRequest, pk: int) -> HttpResponse:
    one = _article(pk)
    form = HeirForm(posted(request), article=one)
    if request.method != "POST" or not form.is_valid():
        heading = _("„%(title)s“ übergeben?") % {"title": one}
        text = _("Der neue Partner steht dann am Text und wird gebeten, ihn zu lesen.")
        return ask(request, heading, text, submit=_("Übergeben"), danger=False, form=form, cancel_url=_page(pk))
    hand_over(one, form.cleaned_data["body"], by=request.user, at=timezone.now())
    messages.success(request, _("Übergeben."))
    return redirect(_page(pk))


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("body"), pk=pk)


def _page(pk: int) -> str:
    return reverse("advice:office:article", args=[pk])
