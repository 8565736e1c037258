"""Staff looks after supporters and ambassadors: two lists with the same pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask
from kreislauf.web.pages import numbered_page
from marketplace.partners.bodies.arrange import move
from marketplace.partners.models import Ambassador, Supporter
from marketplace.partners.supporters.edit import add, change, remove
from marketplace.partners.supporters.forms import AmbassadorForm, SupporterForm, initial_of

PER_PAGE = 48
LIST = "partners:office:supporters"


@dataclass(frozen=True)
class Sort:
    """One of the two."""

    model: Any  # Supporter or Ambassador
    form: type[SupporterForm | AmbassadorForm]
    new: str | Promise
    gone: str | Promise  # what goes along when one is removed


SUPPORTERS = Sort(
    Supporter,
    SupporterForm,
    gettext_lazy("Unterstützer aufnehmen"),
    gettext_lazy("Logo, Satz und Link verschwinden von der Seite, auch die Menschen, die dafür sprechen."),
)
AMBASSADORS = Sort(
    Ambassador,
    AmbassadorForm,
    gettext_lazy("Botschafterin oder Botschafter aufnehmen"),
    gettext_lazy("Bild und Satz verschwinden von der Seite und werden gelöscht."),
)


@allow(Audience.EDITOR)
@require_safe
def supporters(request: HttpRequest) -> HttpResponse:
    companies = Supporter.objects.order_by("position", "pk")
    people = Ambassador.objects.select_related("supporter", "body").order_by("position", "pk")
    context = {
        "page": numbered_page(companies, request.GET.get("seite"), per_page=PER_PAGE),
        "people": numbered_page(people, request.GET.get("menschen"), per_page=PER_PAGE),
    }
    return render(request, "partners/office/supporters.html", context)


def _new(sort: Sort) -> Callable[[HttpRequest], HttpResponse]:
    @allow(Audience.EDITOR, takes_files=True)
    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        form = sort.form(request.POST or None, uploads_of(request) or None)
        if request.method == "POST" and form.is_valid():
            row = add(sort.model, form.facts(), shown=form.cleaned_data["shown"], by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s ist aufgenommen.") % {"name": row})
            return redirect(LIST)
        return _edit_page(request, form, heading=sort.new)

    return view


def _edit(sort: Sort) -> Callable[[HttpRequest, int], HttpResponse]:
    @allow(Audience.EDITOR, takes_files=True)
    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(sort.model, pk=pk)
        form = sort.form(request.POST or None, uploads_of(request) or None, initial=initial_of(row, sort.form))
        if request.method == "POST" and form.is_valid():
            change(row, form.facts(), shown=form.cleaned_data["shown"], by=request.user, at=timezone.now())
            messages.success(request, _("Gespeichert."))
            return redirect(LIST)
        return _edit_page(request, form, heading=row.name)

    return view


def _place(sort: Sort) -> Callable[[HttpRequest, int], HttpResponse]:
    @allow(Audience.EDITOR)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        rows: Any = sort.model.objects.order_by("position", "pk")
        action = "supporter.moved" if sort is SUPPORTERS else "ambassador.moved"
        up = request.POST.get("richtung") == "hoch"
        move(action, rows, get_object_or_404(sort.model, pk=pk), up=up, by=request.user, at=timezone.now())
        return redirect(LIST)

    return view


def _removal(sort: Sort) -> Callable[[HttpRequest, int], HttpResponse]:
    @allow(Audience.EDITOR)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(sort.model, pk=pk)
        if request.method != "POST":
            return ask(
                request,
                _("%(name)s löschen?") % {"name": row},
                sort.gone,
                submit=_("Löschen"),
                cancel_url=reverse(LIST),
            )
        remove(row, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s ist gelöscht.") % {"name": row})
        return redirect(LIST)

    return view


def _edit_page(request: HttpRequest, form: Any, *, heading: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/office/supporter.html", {"form": form, "heading": heading}, status=status)


new_supporter, supporter = _new(SUPPORTERS), _edit(SUPPORTERS)
supporter_place, supporter_removal = _place(SUPPORTERS), _removal(SUPPORTERS)
new_ambassador, ambassador = _new(AMBASSADORS), _edit(AMBASSADORS)
ambassador_place, ambassador_removal = _place(AMBASSADORS), _removal(AMBASSADORS)
