"""„Stimmt noch“: from the monthly letter, without signing in, and at a desk."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.mail.address import masked
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, say_undoable
from marketplace.advice import links
from marketplace.advice.keeping.assure import NotPublic, archive, assure, restore
from marketplace.advice.keeping.due import due_of
from marketplace.advice.models import Article
from marketplace.advice.people import owner_of
from marketplace.advice.writing.desk import Desk

MOST_SHOWN = 50


@allow(Audience.ANYONE)
@require_safe
def review(request: HttpRequest, token: str) -> HttpResponse:
    """All that is due for one owner; the link decides nothing itself."""
    try:
        owner = links.read_review(token)
    except BadLink as refusal:
        status = 410 if isinstance(refusal, Expired) else 404
        return render(request, "advice/keeping/void.html", {"kind": status}, status=status)
    due = due_of(owner, timezone.now(), most=MOST_SHOWN + 1)
    rows = [(article, links.edit_address(article)) for article in due[:MOST_SHOWN]]
    context = {"rows": rows, "more": len(due) > MOST_SHOWN, "token": token}
    return render(request, "advice/keeping/review.html", context)


@allow(Audience.ANYONE)
@require_POST
def assurance(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    article, owner = _owned(token, pk)
    with suppress(NotPublic):
        assure(article, by=_by(owner), at=timezone.now())
        messages.success(request, _("Danke. „%(title)s“ gilt weiter.") % {"title": article})
    return redirect("advice:review", token=token)


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def archiving(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Asks first: the link's reader may not be able to undo it."""
    article, owner = _owned(token, pk)
    if request.method != "POST":
        return render(request, "advice/keeping/archive.html", {"article": article, "token": token})
    archive(article, by=_by(owner), at=timezone.now())
    messages.success(request, _("„%(title)s“ ist im Archiv.") % {"title": article})
    return redirect("advice:review", token=token)


def _owned(token: str, pk: int) -> tuple[Article, str]:
    """Of the owner that the link names, who may have handed it on since (404)."""
    try:
        owner = links.read_review(token)
    except BadLink:
        raise Http404 from None
    article = Article.objects.select_related("body", "author").filter(pk=pk).first()
    if article is None or owner_of(article) != owner:
        raise Http404
    return article, owner


def _by(owner: str) -> str:
    return _("Link aus der E-Mail an %(who)s") % {"who": masked(owner)}


@require_POST
def desk_assurance(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    try:
        row = assure(desk.article(pk), by=request.user, at=timezone.now())
        day = row.review_due_on.strftime("%d.%m.%Y") if row.review_due_on else ""
        messages.success(request, _("Danke. Wir fragen am %(day)s wieder.") % {"day": day})
    except NotPublic:
        messages.info(request, _("Der Text ist nicht öffentlich."))
    return redirect(desk.url("article", pk))


@require_http_methods(["GET", "HEAD", "POST"])
def desk_archiving(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    article = desk.article(pk)
    if request.method != "POST":
        heading = _("„%(title)s“ ins Archiv?") % {"title": article}
        text = _("Niemand sieht den Text mehr. Alte Links führen zu seinem Thema. Sie können ihn zurückholen.")
        back = desk.url("article", pk)
        return ask(request, heading, text, submit=_("Archivieren"), cancel_url=back, frame=desk.frame)
    archive(article, by=request.user, at=timezone.now())
    undo = desk.url("restoring", pk)
    say_undoable(request, _("„%(title)s“ ist im Archiv.") % {"title": article}, undo_url=undo)
    return redirect(desk.url("article", pk))


@require_POST
def desk_restoring(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """An author's is read by the editors first: it was public, so nothing but its date is new."""
    desk.only_editors()
    restore(desk.article(pk), by=request.user, at=timezone.now())
    messages.success(request, _("Der Text ist wieder öffentlich."))
    return redirect(desk.url("article", pk))
