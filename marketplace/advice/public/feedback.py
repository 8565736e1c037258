"""„Hat das geholfen?“ under each text: yes or no and a sentence, of nobody in particular."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.forms.text_fields import TextField
from kreislauf.permissions import Audience, allow
from marketplace.advice.models import Article, PageFeedback

LONGEST = 300
HOUR = 3600
ANSWERS = {"ja": gettext_lazy("Ja, das hat geholfen"), "nein": gettext_lazy("Nein, noch nicht")}


class FeedbackForm(forms.Form):
    helpful = forms.ChoiceField(
        label=gettext_lazy("Hat das geholfen?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    sentence = TextField(
        label=gettext_lazy("Was fehlt, oder was war gut?"),
        required=False,
        max_length=LONGEST,
        rows=3,
        help_text=gettext_lazy("Bitte nichts über sich selbst: Wir können nicht antworten und kennen Sie nicht."),
    )


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """``?hilfreich=nein`` is what was clicked under the text."""
    article = get_object_or_404(Article.objects.public(), pk=pk)
    clicked = request.GET.get("hilfreich", "")
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial={"helpful": clicked})
    if request.method == "POST" and form.is_valid():
        if allow_try(f"feedback {address_of_client(request)}", 20, HOUR):
            said = form.cleaned_data
            note_feedback(article, helpful=said["helpful"] == "ja", sentence=said["sentence"], at=timezone.now())
            return redirect("advice:feedback_noted", article.pk)
        form.add_error(None, _("Von hier kam gerade viel. Bitte versuchen Sie es in einer Stunde wieder."))
        return _page(request, article, form, status=429)
    return _page(request, article, form, status=422 if form.errors else 200)


@allow(Audience.ANYONE)
@require_safe
def noted(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.public(), pk=pk)
    return render(request, "advice/public/feedback_noted.html", {"article": article})


def note_feedback(article: Article, *, helpful: bool, sentence: str, at: datetime) -> PageFeedback:
    """No address, no session, no log entry: nobody is to know who said it."""
    return PageFeedback.objects.create(
        article=article, version=article.version, helpful=helpful, sentence=sentence, at=at
    )


def _page(request: HttpRequest, article: Article, form: FeedbackForm, *, status: int) -> HttpResponse:
    return render(request, "advice/public/feedback.html", {"article": article, "form": form}, status=status)
