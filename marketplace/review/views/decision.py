"""Staff decides on one entry: from the mail, without signing in, or in the office. Looking at it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import uploads_of
from kreislauf.audit.actor import Actor
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.row_id import row_id
from marketplace.review.approve import approve
from marketplace.review.ask_back import answer, ask_back
from marketplace.review.decisions import NothingAsked, TooLate, check_open
from marketplace.review.kinds import Review, find, review_named, reviews
from marketplace.review.links import read_decision_link
from marketplace.review.models import Reviewed
from marketplace.review.recipients import still_decides
from marketplace.review.reject import reject
from marketplace.review.trust import kinds_of, known_as, trust
from marketplace.review.views.decision_context import Forms, decision_context
from marketplace.review.views.void import void, void_link


@dataclass(frozen=True)
class Case:
    """Who decides on which version of what; ``in_office`` by somebody who is signed in."""

    request: HttpRequest
    review: Review[Any]
    row: Reviewed
    version: int
    who: Actor
    in_office: bool = False
    files: Any = None


@allow(Audience.ANYONE, while_draft=True, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail. The link is the right to decide, for one version of one text."""
    try:
        link = read_decision_link(token, older={one.kind: one.older_links for one in reviews() if one.older_links})
    except BadLink as refusal:
        return void_link(request, "expired" if isinstance(refusal, Expired) else "bad")
    if not still_decides(link.reader):
        return void_link(request, "expired")
    found = find(link.kind, link.pk)
    if found is None:
        return void_link(request, "gone")
    case = Case(request, *found, link.version, _who(request, link.sent_to), files=uploads_of(request))
    return _decide(case, template="review/letter.html")


@allow(Audience.EDITOR, takes_files=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The same page in the office."""
    found = find(kind, pk)
    if found is None:
        raise Http404
    version = row_id(request.POST.get("version", "")) if request.method == "POST" else found[1].version
    case = Case(request, *found, version, request.user, in_office=True, files=uploads_of(request))
    return _decide(case, template="review/office/decision.html")


def _decide(case: Case, *, template: str) -> HttpResponse:
    typed = posted(case.request)
    forms, status = Forms.of(case.review, case.row, typed or case.request.GET, files=typed and case.files), 200
    try:
        if case.request.method == "POST":
            forms, answer_ = _posted(case)
            if answer_:
                return answer_
            status = 422
        elif not (case.in_office and case.row.is_asked):
            check_open(case.row, version=case.version)
    except TooLate as late:
        return void(case.request, case.review, late)
    context = decision_context(case.review, case.row, forms=forms, version=case.version, in_office=case.in_office)
    return render(case.request, template, context, status=status)


def _posted(case: Case) -> tuple[Forms, HttpResponse | None]:
    """The answer to a decision; None where a form has to be mended, which comes back."""
    post = case.request.POST
    forms = Forms.of(case.review, case.row, post, files=case.files)
    for name, act in {
        "freigeben": _approve,
        "korrigieren": _correct,
        "ablehnen": _reject,
        "rueckfrage": _ask,
        "antworten": _answer,
    }.items():
        if name in post:
            return forms, act(case, forms)
    raise Http404


def _approve(case: Case, forms: Forms) -> HttpResponse:
    row = approve(case.row, version=case.version, by=case.who, at=timezone.now())
    if case.in_office and "vertrauen" in case.request.POST:
        submitter, name = known_as(case.review, row)
        trust(kinds_of(case.review, row)[-1], submitter=submitter, name=name, by=case.who, at=timezone.now())
    return _done(case, "public", _("%(name)s ist jetzt öffentlich."))


def _correct(case: Case, forms: Forms) -> HttpResponse | None:
    if forms.correction is None or not forms.correction.is_valid():
        check_open(case.row, version=case.version)
        return None
    approve(case.row, version=case.version, by=case.who, at=timezone.now(), corrections=forms.correction.texts())
    return _done(case, "public", _("%(name)s ist mit Ihren Änderungen öffentlich."))


def _reject(case: Case, forms: Forms) -> HttpResponse | None:
    if not forms.rejection.is_valid():
        return None
    reject(case.row, version=case.version, reason=forms.rejection.words(), by=case.who, at=timezone.now())
    return _done(case, "rejected", _("%(name)s ist abgelehnt. Ihre Begründung ist unterwegs."))


def _ask(case: Case, forms: Forms) -> HttpResponse | None:
    if not forms.question.is_valid():
        return None
    ask_back(case.row, version=case.version, question=forms.question.words(), by=case.who, at=timezone.now())
    return _done(case, "asked", _("Ihre Rückfrage zu %(name)s ist unterwegs."))


def _answer(case: Case, forms: Forms) -> HttpResponse | None:
    """Somebody phoned: staff writes down the answer."""
    if not case.in_office:
        raise Http404
    if not case.row.is_asked:
        raise NothingAsked(case.row)
    if not forms.phoned.is_valid():
        return None
    answer(case.row, forms.phoned.cleaned_data["answer"], by=case.who, at=timezone.now())
    return _done(case, "answered", _("Die Antwort zu %(name)s ist notiert. Jetzt können Sie entscheiden."))


def _who(request: HttpRequest, sent_to: str) -> Actor:
    """The person who is signed in; else the link, with the masked address that it was sent to.

    Everybody who reads that mailbox can open it.
    """
    if isinstance(request.user, User) and request.user.is_staff_member:
        return request.user
    return _("Link aus der E-Mail an %(address)s") % {"address": sent_to} if sent_to else _("Link aus der E-Mail")


def _done(case: Case, decision: str, sentence: str) -> HttpResponse:
    request = case.request
    if isinstance(request.user, User) and request.user.is_staff_member:
        messages.success(request, sentence % {"name": case.row.proposed()})
        return redirect(case.review.address(case.row) if case.review.page else "review:office:list")
    # Without a session there is nobody to carry a message over, so the answer stands in the redirect's target: what was
    # decided, not how the entry stands, since a changed text that is rejected leaves the old one public.
    url = reverse("review:office:decided", args=[decision])
    return redirect(f"{url}?eintrag={case.review.kind}:{case.row.pk}" if decision == "public" else url)


@allow(Audience.ANYONE, while_draft=True)
@require_http_methods(["GET", "HEAD"])
def decided(request: HttpRequest, state: str) -> HttpResponse:
    """Thanks after a decision from the mail."""
    if state not in {"public", "rejected", "asked"}:
        raise Http404
    kind, _colon, number = request.GET.get("eintrag", "").replace("\0", "")[:80].partition(":")
    review = review_named(kind)
    entry = review.model._default_manager.public().filter(pk=row_id(number)).first() if review else None
    return render(request, "review/decided.html", {"state": state, "entry": entry})
