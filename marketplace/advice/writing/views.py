"""A desk's texts: the list, one of them, writing, handing in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.models import User
from kreislauf.rich_text import rich_text
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from marketplace.advice.contacts import with_contacts
from marketplace.advice.models import Article, ArticleKind, Articles
from marketplace.advice.writing.desk import Desk
from marketplace.advice.writing.forms import ArticleForm, GiveBackForm, NewArticleForm, initial_of
from marketplace.advice.writing.hand_in import Incomplete, NotADraft, Rights, give_back, hand_in
from marketplace.advice.writing.write import Ended, rewrite, write

PER_PAGE = 24
STATES = {
    "": gettext_lazy("Alle"),
    "entwurf": gettext_lazy("Entwürfe"),
    "redaktion": gettext_lazy("Bei der Redaktion"),
    "wartet": gettext_lazy("Bei der Verwaltung"),
    "oeffentlich": gettext_lazy("Öffentlich"),
    "pruefen": gettext_lazy("Bitte prüfen"),
    "archiv": gettext_lazy("Archiviert"),
}
EXPLAINED = {
    ArticleKind.INFO: gettext_lazy("Was gilt und wer hilft, zu einem Thema."),
    ArticleKind.GUIDE: gettext_lazy("Schritt für Schritt, auch als Liste zum Abhaken."),
    ArticleKind.NEWS: gettext_lazy("Was gerade neu ist. Verschwindet nach sechs Wochen oder früher."),
    ArticleKind.FAQ: gettext_lazy("Eine Frage, die oft gestellt wird, mit kurzer Antwort."),
    ArticleKind.PROGRAMME: gettext_lazy("Wie viel Geld, für wen, bis wann, und wo man es beantragt."),
    ArticleKind.PROJECT: gettext_lazy("Eine Hilfe, die Sie auf die Beine stellen, mit Aufruf zum Mitmachen."),
}


@require_safe
def articles(request: HttpRequest, desk: Desk) -> HttpResponse:
    state, words = request.GET.get("stand", ""), request.GET.get("q", "").replace("\0", "")[:80]
    found = _in_state(desk.articles(), state)
    found = found.in_words(words) if words else found
    rows = found.defer("text_md", "text_html", "translations", "words").order_by("-changed_at", "-pk")
    page = key_page(rows, request.GET.get("seite"), per_page=PER_PAGE)
    context = {"desk": desk, "page": page, "states": STATES, "state": state, "words": words}
    return render(request, "advice/writing/list.html", context)


def _in_state(found: Articles, state: str) -> Articles:
    if state == "entwurf":
        return found.drafts()
    if state == "redaktion":
        return found.filter(for_editors_at__isnull=False, archived_at__isnull=True)
    if state == "wartet":
        return found.waiting()
    if state == "oeffentlich":
        return found.public()
    if state == "pruefen":
        return found.due(timezone.localdate())
    return found.filter(archived_at__isnull=False) if state == "archiv" else found


@require_safe
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    kinds = [(kind, EXPLAINED[kind], desk.url("new", kind.value)) for kind in ArticleKind]
    return render(request, "advice/writing/choose.html", {"desk": desk, "kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    if kind not in ArticleKind.values:
        raise Http404
    form = NewArticleForm(posted(request), kind=kind, desk_has_body=desk.body is not None)
    if request.method != "POST" or not form.is_valid() or "vorschau" in request.POST:
        return _form(request, desk, form, kind=ArticleKind(kind))
    article = write(
        kind,
        form.texts(),
        body=desk.body or form.cleaned_data.get("body"),
        author=cast("User", request.user),
        key=form.cleaned_data["key"],
        by=request.user,
        at=timezone.now(),
    )
    return _go_on(request, desk, article, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    article = desk.article(pk)
    form = ArticleForm(posted(request), kind=article.kind, initial=initial_of(article))
    if request.method != "POST" or not form.is_valid() or "vorschau" in request.POST:
        return _form(request, desk, form, kind=ArticleKind(article.kind), article=article)
    answer = request.POST.get("antwort", "").strip()[:1000]
    try:
        article = rewrite(article, form.texts(), answer=answer, by=request.user, at=timezone.now())
    except Ended:
        messages.warning(request, _("Dieser Text ist archiviert. Holen Sie ihn erst zurück."))
        return redirect(desk.url("article", pk))
    return _go_on(request, desk, article, form)


def _go_on(request: HttpRequest, desk: Desk, article: Article, form: ArticleForm) -> HttpResponse:
    """Saved; handed in as well where that was the button."""
    for hint in form.hints():
        messages.info(request, hint)
    if "abgeben" in request.POST:
        _hand_in(request, desk, article)
    else:
        messages.success(request, _("Gespeichert. Den Entwurf sieht außer Ihnen noch niemand."))
    return redirect(desk.url("article", article.pk))


@require_POST
def handing_in(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    _hand_in(request, desk, desk.article(pk))
    return redirect(desk.url("article", pk))


def _hand_in(request: HttpRequest, desk: Desk, article: Article) -> None:
    try:
        row = hand_in(article, rights=desk.rights, by=request.user, at=timezone.now())
    except Incomplete as refusal:
        for sentence in refusal.sentences:
            messages.error(request, str(sentence))
    except NotADraft:
        messages.info(request, _("Daran ist nichts Neues, das auf eine Freigabe wartet."))
    else:
        messages.success(request, _handed_in_words(row))


def _handed_in_words(article: Article) -> str:
    if article.for_editors_at:
        return _("Ihre Redaktion hat eine E-Mail bekommen und gibt den Text frei.")
    if article.is_waiting:
        return _("Die Verwaltung sieht den Text an. Sie bekommen eine E-Mail, sobald er auf der Seite steht.")
    return _("„%(title)s“ steht jetzt auf der Seite.") % {"title": article}


@require_http_methods(["GET", "HEAD", "POST"])
def giving_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """An editor says what the author should write otherwise."""
    desk.only_editors()
    article, form = desk.article(pk), GiveBackForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        text = _("Wer den Text geschrieben hat, bekommt Ihre Sätze per E-Mail.")
        heading = _("„%(title)s“ zurückgeben?") % {"title": article}
        return ask(
            request,
            heading,
            text,
            submit=_("Zurückgeben"),
            cancel_url=desk.url("article", pk),
            danger=False,
            form=form,
            frame=desk.frame,
        )
    try:
        give_back(article, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.success(request, _("Zurückgegeben."))
    except NotADraft:
        messages.info(request, _("Der Text wartet nicht mehr auf Sie."))
    return redirect(desk.url("article", pk))


@require_POST
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The typed text as readers will see it, for the part of the form that shows it; nothing is saved."""
    text = request.POST.get("text_md", "")[:20_000]
    return render(request, "advice/writing/_preview.html", {"html": with_contacts(rich_text(text))})


def _form(
    request: HttpRequest, desk: Desk, form: ArticleForm, *, kind: ArticleKind, article: Article | None = None
) -> HttpResponse:
    written = article.proposed().text_html if article else ""
    shown = str(rich_text(form.data.get("text_md", ""))) if form.is_bound else written
    context: dict[str, Any] = {
        "desk": desk,
        "form": form,
        "kind": kind,
        "article": article,
        "hints": form.hints(),
        "html": with_contacts(shown),
        "advisers": desk.advisers().shown().in_order()[:50],
        "publishes": desk.rights == Rights.PUBLISH,
    }
    return render(request, "advice/writing/form.html", context, status=422 if form.errors else 200)
