"""One text at its desk: how it reads, where it is, and what can be done with it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kreislauf.audit.lines import about, in_words
from marketplace.advice.models import Article, CoSignature, Language
from marketplace.advice.reading import reading_context
from marketplace.advice.reviewed import REVIEW
from marketplace.advice.signing.sign import OwnBody, Unreachable, ask_to_sign
from marketplace.advice.writing.desk import Desk
from marketplace.advice.writing.hand_in import Rights
from marketplace.advice.writing.rules import missing
from marketplace.partners.models import Body
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

LATEST = 8
MOST_SIGNERS = 200


class LanguageRow(NamedTuple):
    """``said`` is what waits or stands; None where nobody has written it yet."""

    language: Language
    said: dict[str, Any] | None
    is_outdated: bool


class SignerForm(forms.Form):
    body = forms.ModelChoiceField(
        label=gettext_lazy("Welcher Partner soll mitzeichnen?"),
        queryset=Body.objects.none(),
        empty_label=gettext_lazy("Bitte wählen"),
    )

    def __init__(self, data: Any = None, *, article: Article) -> None:
        super().__init__(data, auto_id="mit_%s")
        others = Body.objects.shown().exclude(pk=article.body_id or 0)
        self.fields["body"].queryset = others.in_order()  # type: ignore[attr-defined]


@require_safe
def article(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    one = desk.article(pk)
    shown = one.proposed()
    context = {
        "desk": desk,
        "article": one,
        **reading_context(shown),
        "missing": missing(one, timezone.localdate()) if one.is_draft else [],
        "publishes": desk.rights == Rights.PUBLISH,
        "languages": [_language_row(shown, language) for language in Language],
        "co_signatures": [(asked, asked.of_hash == shown.signed_hash) for asked in _signatures(one)],
        "signer_form": SignerForm(article=one),
        "broken": list(one.checked_links.filter(failures__gte=3)[:LATEST]),
        "lines": list(in_words(about(one)[:LATEST], links_for(request, "log_links") if desk.is_office else {})),
    }
    if desk.is_office:
        context["log_query"] = f"zu={one._meta.label}:{pk}"
        if one.is_undecided:
            context |= decision_context(REVIEW, one, version=one.version, in_office=True)
    return render(request, "advice/writing/article.html", context)


def _signatures(article: Article) -> list[CoSignature]:
    return list(article.co_signatures.select_related("body").order_by("-asked_at", "-pk")[:LATEST])


def _language_row(shown: Article, language: Language) -> LanguageRow:
    said = shown.translations.get(language.value)
    return LanguageRow(language, said, said is not None and said["of_hash"] != shown.content_hash)


@require_POST
def signing(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Ask another partner to sign the newest text."""
    desk.only_editors()
    one = desk.article(pk)
    form = SignerForm(request.POST, article=one)
    if not form.is_valid():
        messages.error(request, _("Bitte wählen Sie, wer mitzeichnen soll."))
        return redirect(desk.url("article", pk))
    body = form.cleaned_data["body"]
    try:
        ask_to_sign(one, body, by=request.user, at=timezone.now())
        messages.success(request, _("%(partner)s hat eine E-Mail mit dem Text bekommen.") % {"partner": body})
    except Unreachable:
        text = _("%(partner)s hat niemanden, der freigibt, und keine E-Mail-Adresse.")
        messages.error(request, text % {"partner": body})
    except OwnBody:
        messages.error(request, _("Der Text ist von diesem Partner selbst."))
    return redirect(desk.url("article", pk))
