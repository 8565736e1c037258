"""A partner's link to one version of a text: read it, sign it, or say why not."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kreislauf.forms.text_fields import TextField
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.advice.links import read_co_signature
from marketplace.advice.models import CoSignature
from marketplace.advice.reading import reading_context
from marketplace.advice.signing.sign import Answered, NotTheirs, Outdated, check_open, refuse, sign

STATUS = {"bad": 404, "expired": 410, "outdated": 409, "answered": 409, "signed": 200, "refused": 200}


class RefusalForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Warum zeichnen Sie nicht mit?"),
        max_length=500,
        rows=3,
        help_text=gettext_lazy("Diese Sätze bekommt, wer den Text geschrieben hat."),
    )


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def co_signature(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the text; POST signs it, or refuses with ``reason`` where „ablehnen“ was the button."""
    try:
        link = read_co_signature(token)
    except BadLink as refusal:
        return _void(request, "expired" if isinstance(refusal, Expired) else "bad")
    asked = CoSignature.objects.select_related("article__body", "article__author", "body").filter(pk=link.pk).first()
    if asked is None:
        return _void(request, "expired")
    form = RefusalForm(request.POST if "ablehnen" in request.POST else None)
    try:
        check_open(asked, link)
        if request.method != "POST" or (form.is_bound and not form.is_valid()):
            return _shown(request, asked, form)
        by, now = _("%(partner)s (Link an %(who)s)") % {"partner": asked.body, "who": link.sent_to}, timezone.now()
        if form.is_bound:
            refuse(asked, link=link, reason=form.cleaned_data["reason"], by=by, at=now)
            return _void(request, "refused")
        sign(asked, link=link, by=by, at=now)
        return _void(request, "signed", asked)
    except NotTheirs:
        return _void(request, "expired")
    except Answered:
        return _void(request, "answered")
    except Outdated:
        return _void(request, "outdated")


def _shown(request: HttpRequest, asked: CoSignature, form: RefusalForm) -> HttpResponse:
    context = {"asked": asked, "article": asked.article, "form": form, **reading_context(asked.article.proposed())}
    return render(request, "advice/signing/sign.html", context, status=422 if form.errors else 200)


def _void(request: HttpRequest, kind: str, asked: CoSignature | None = None) -> HttpResponse:
    return render(request, "advice/signing/done.html", {"kind": kind, "asked": asked}, status=STATUS[kind])
