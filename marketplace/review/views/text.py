"""The submitter hands in another text, from the link in our letter: without an account, the question on top."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.links import BadLink, Expired, unsign
from kreislauf.permissions import Audience, allow
from marketplace.review.change import Ended, change
from marketplace.review.forms import AnswerForm
from marketplace.review.kinds import Review, find
from marketplace.review.links import TEXT
from marketplace.review.models import Reviewed


@allow(Audience.ANYONE, while_draft=True, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the right to answer once, for the version that was asked about or refused."""
    try:
        kind, pk, version = unsign(TEXT, token)
    except BadLink as refusal:
        return _void(request, "expired" if isinstance(refusal, Expired) else "bad")
    found = find(kind, pk)
    if found is None or found[1].is_ended:
        return _void(request, "gone")
    review, row = found
    if row.version != version or not (row.is_asked or row.reject_reason):
        return _void(request, "answered")
    return _page(request, review, row, uploads_of(request))


def _page(request: HttpRequest, review: Review[Any], row: Reviewed, files: Any) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, review, row, review.form(row, None, None), AnswerForm(), status=200)
    form, said = review.form(row, request.POST, files), AnswerForm(request.POST)
    if form.is_valid() and said.is_valid():
        words, proposed = said.cleaned_data["answer"], row.proposed()
        texts = {name: value for name, value in form.texts().items() if getattr(proposed, name) != value}
        if texts or (words and not row.is_public) or (words and row.is_asked):
            by = _("Link aus der E-Mail an die Person, die den Eintrag geschickt hat")
            try:
                change(row, texts, answer=words, by=by, at=timezone.now())
            except Ended:
                return _void(request, "gone")
            return redirect(reverse("review:thanks"))
        said.add_error("answer", _("Bitte antworten Sie, oder ändern Sie den Text."))
    return _shown(request, review, row, form, said, status=422)


def _shown(
    request: HttpRequest, review: Review[Any], row: Reviewed, form: Any, said: AnswerForm, *, status: int
) -> HttpResponse:
    context = {"review": review, "row": row, "shown": row.proposed(), "form": form, "said": said}
    return render(request, "review/text.html", context | dict(review.context(row)), status=status)


def _void(request: HttpRequest, kind: str) -> HttpResponse:
    status = {"bad": 404, "expired": 410, "gone": 410, "answered": 409}[kind]
    return render(request, "review/text_void.html", {"kind": kind}, status=status)


@allow(Audience.ANYONE, while_draft=True)
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "review/text_void.html", {"kind": "thanks"})
