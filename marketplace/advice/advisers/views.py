"""A desk's advisers: the list, one of them, and which texts name it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.web.ask import posted, say_undoable
from kreislauf.web.pages import key_page
from marketplace.advice.advisers.change import add_adviser, assure_adviser, change_adviser, show_adviser
from marketplace.advice.advisers.forms import AdviserForm, NewAdviserForm, initial_of
from marketplace.advice.models import Adviser, Article
from marketplace.advice.writing.desk import Desk

PER_PAGE = 24
MOST_NAMED = 20


@require_safe
def advisers(request: HttpRequest, desk: Desk) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:80]
    found = desk.advisers().filter(name__icontains=words) if words else desk.advisers()
    page = key_page(found.order_by("name", "pk"), request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "advice/advisers/list.html", {"desk": desk, "page": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    desk.only_editors()
    form = NewAdviserForm(posted(request), uploads_of(request) or None, desk_has_body=desk.body is not None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, form)
    add_adviser(
        desk.body or form.cleaned_data["body"],
        form.entry(),
        topics=form.cleaned_data["topic_ids"],
        key=form.cleaned_data["key"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Gespeichert. Die Ansprechperson steht jetzt auf der Seite."))
    return redirect(desk.url("advisers"))


@require_http_methods(["GET", "HEAD", "POST"])
def adviser(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    desk.only_editors()
    one = desk.adviser(pk)
    form = AdviserForm(posted(request), uploads_of(request) or None, initial=initial_of(one))
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, form, adviser=one)
    row = change_adviser(one, form.entry(), topics=form.cleaned_data["topic_ids"], by=request.user, at=timezone.now())
    named = Article.objects.public().filter(contact_ids__contains=[row.pk]).count()
    messages.success(request, _saved_words(named))
    return redirect(desk.url("advisers"))


def _saved_words(named: int) -> str:
    if not named:
        return _("Gespeichert.")
    text = ngettext(
        "Gespeichert. %(n)s öffentlicher Text zeigt es ab jetzt so.",
        "Gespeichert. %(n)s öffentliche Texte zeigen es ab jetzt so.",
        named,
    )
    return text % {"n": named}


@require_POST
def hiding(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """At once, with a way back."""
    desk.only_editors()
    one = show_adviser(desk.adviser(pk), shown=False, by=request.user, at=timezone.now())
    text = _("%(name)s steht nicht mehr auf der Seite.") % {"name": one}
    say_undoable(request, text, undo_url=desk.url("adviser_showing", pk))
    return redirect(desk.url("advisers"))


@require_POST
def showing(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    desk.only_editors()
    one = show_adviser(desk.adviser(pk), shown=True, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s steht wieder auf der Seite.") % {"name": one})
    return redirect(desk.url("advisers"))


@require_POST
def assurance(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    one = assure_adviser(desk.adviser(pk), by=request.user, at=timezone.now())
    messages.success(request, _("Danke. Die Angaben zu %(name)s sind von heute.") % {"name": one})
    return redirect(desk.url("advisers"))


def _form(request: HttpRequest, desk: Desk, form: AdviserForm, *, adviser: Adviser | None = None) -> HttpResponse:
    named = desk.articles().filter(contact_ids__contains=[adviser.pk]) if adviser else Article.objects.none()
    context = {
        "desk": desk,
        "form": form,
        "adviser": adviser,
        "named_in": list(named.filter(archived_at__isnull=True).order_by("-changed_at", "-pk")[:MOST_NAMED]),
    }
    return render(request, "advice/advisers/form.html", context, status=422 if form.errors else 200)
