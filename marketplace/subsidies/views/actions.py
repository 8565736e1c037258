"""Staff looks after actions: lists, prepares, starts and stops them."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page, numbered_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Category
from marketplace.subsidies.actions.edit import AlreadyPublished, BudgetTaken, LongOver, change, draft, publish
from marketplace.subsidies.actions.edit import stop as stop_action
from marketplace.subsidies.actions.state import state_of
from marketplace.subsidies.actions.sums import sums_of
from marketplace.subsidies.forms import ActionForm, initial_of
from marketplace.subsidies.models import Action, Subsidy

PER_PAGE, AT_ONCE = 24, 500


@allow(Audience.EDITOR)
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    page = numbered_page(Action.objects.order_by("-created_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    now = timezone.now()
    rows = [(action, *state_of(action, at=now)) for action in page]
    return render(request, "subsidies/office/actions.html", {"page": page, "rows": rows})


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: HttpRequest) -> HttpResponse:
    form = ActionForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, None)
    action = draft(form.facts(), by=request.user, at=timezone.now())
    messages.success(request, _("Der Entwurf ist gespeichert. Sehen Sie ihn noch einmal an und starten Sie ihn dann."))
    return redirect(action)


@allow(Audience.EDITOR)
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Action, pk=pk)
    word, colour = state_of(found, at=timezone.now())
    context = {
        "action": found,
        "sums": sums_of(found),
        "state": word,
        "colour": colour,
        "categories": Category.objects.filter(pk__in=found.categories).in_order() if found.categories else None,
        "page": key_page(_subsidies(found), request.GET.get("seite"), per_page=PER_PAGE),
    }
    return render(request, "subsidies/office/action.html", context)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Action, pk=pk)
    form = ActionForm(posted(request), action=found, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            change(found, form.facts(), by=request.user, at=timezone.now())
        except BudgetTaken as taken:
            text = _("So weit lässt sich der Topf nicht verkleinern: %(cents)s sind schon vergeben oder reserviert.")
            form.add_error("budget_cents", text % {"cents": format_euro(taken.taken_cents)})
        except LongOver:
            text = _("Diese Aktion ist seit mehr als zwei Monaten vorbei. Bitte legen Sie eine neue an.")
            form.add_error("ends_on", text)
        except AlreadyPublished:
            form.add_error(None, _("Jemand hat die Aktion eben gestartet. Bitte laden Sie die Seite neu."))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(found)
    return _form_page(request, form, found)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Action, pk=pk)
    if request.method != "POST":
        text = _("Vom ersten Tag an steht der Zuschuss an den Angeboten. Satz, Beginn und Branchen liegen dann fest.")
        heading = _("Aktion „%(name)s“ starten?") % {"name": found}
        return ask(request, heading, text, submit=_("Starten"), cancel_url=found.get_absolute_url(), danger=False)
    publish(found, by=request.user, at=timezone.now())
    messages.success(request, _("Die Aktion ist gestartet."))
    return redirect(found)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Action, pk=pk)
    if request.method != "POST":
        text = _(
            "Neue Bestellungen bekommen keinen Zuschuss mehr. Was schon bestellt oder bezahlt ist, behält ihn. "
            "Sie können die Aktion später fortsetzen."
        )
        heading = _("Aktion „%(name)s“ anhalten?") % {"name": found}
        return ask(request, heading, text, submit=_("Anhalten"), cancel_url=found.get_absolute_url())
    stop_action(found, by=request.user, at=timezone.now())
    messages.success(request, _("Die Aktion ist angehalten."))
    return redirect(found)


@allow(Audience.EDITOR)
@require_GET
def subsidies_file(request: HttpRequest, pk: int) -> FileResponse:
    """Every order that has or had something of the action; without the buyers."""
    found = get_object_or_404(Action, pk=pk)
    head = [
        *(_("Bestellung"), _("Betrieb"), _("Bestellt am"), _("Stand"), _("Anzahl")),
        *(_("bezahlt in Euro"), _("Zuschuss in Euro"), _("davon zurück in Euro")),
    ]
    return stream_table(request, f"zuschuesse-{found.pk}-{timezone.localdate():%Y-%m-%d}", head, _rows(found))


def _rows(action: Action) -> Iterator[tuple[object, ...]]:
    for one in _subsidies(action).iterator(chunk_size=AT_ONCE):
        yield (
            *(one.order_number, one.business.name, f"{timezone.localtime(one.reserved_at):%d.%m.%Y %H:%M}"),
            *(one.state_word, one.pieces, Euros(one.paid_cents), Euros(one.cents), Euros(one.back_cents)),
        )


def _subsidies(action: Action) -> QuerySet[Subsidy]:
    return Subsidy.objects.filter(action=action).select_related("business").order_by("-reserved_at", "-pk")


def _form_page(request: HttpRequest, form: ActionForm, action: Action | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "subsidies/office/action_form.html", {"form": form, "action": action}, status=status)
