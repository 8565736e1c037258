"""Staff works through the notices: what is open, one notice with its decision, hiding at once and showing again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.audit.lines import about, in_words
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted, say_undoable
from kreislauf.web.list_order import Column, ListOrder
from kreislauf.web.pages import key_page
from marketplace.trust import decide as verbs
from marketplace.trust.forms import DecisionForm, UnaskedForm
from marketplace.trust.models import Appeal, Category, Notice
from marketplace.trust.noticeable import noticeable_named
from tenants.branding.context import links_for

PER_PAGE = 24
LATEST = 8
MOST_OTHERS = 20
STATES = {
    "": gettext_lazy("Zu entscheiden"),
    "entschieden": gettext_lazy("Entschieden"),
    "alle": gettext_lazy("Alle"),
}
COLUMNS = (
    Column(
        "eingang",
        gettext_lazy("Eingegangen"),
        ("received_at", "pk"),
        up=gettext_lazy("Älteste zuerst"),
        down=gettext_lazy("Neueste zuerst"),
    ),
    Column(
        "grund",
        gettext_lazy("Worum es geht"),
        ("category", "received_at", "pk"),
        up=gettext_lazy("Nach Grund, aufwärts"),
        down=gettext_lazy("Nach Grund, abwärts"),
    ),
)


@allow(Audience.EDITOR)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What waits longest comes first."""
    state, category = request.GET.get("stand", ""), request.GET.get("grund", "")
    order = ListOrder(COLUMNS, request.GET.get("sort", ""))
    found = Notice.objects.select_related("decision").defer("words", "why")
    if state != "alle":
        found = found.filter(decision__isnull=state != "entschieden")
    if category in Category.values:
        found = found.filter(category=category)
    page = key_page(found.order_by(*order.fields), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "states": STATES,
        "state": state,
        "categories": Category.choices,
        "category": category,
        "order": order,
        "oldest": Notice.objects.filter(decision__isnull=True).order_by("received_at", "pk").first(),
        "appeals": Appeal.objects.filter(ruled_at__isnull=True).count(),
    }
    return render(request, "trust/office/list.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported, as it read then; the form decides."""
    found = get_object_or_404(Notice.objects.select_related("decision"), pk=pk)
    kind = noticeable_named(found.kind)
    row = kind.row(found.target_id) if kind else None
    same = Notice.objects.filter(kind=found.kind, target_id=found.target_id).exclude(pk=pk)
    others = list(same.filter(decision__isnull=True).order_by("received_at", "pk")[:MOST_OTHERS])
    form = DecisionForm(posted(request), others=others, can_restrict=row is not None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.decide(found, also=form.also(), **form.decision(), by=request.user, at=timezone.now())
        except verbs.AlreadyDecided:
            messages.info(request, _("Über diese Meldung ist schon entschieden."))
        except verbs.Gone:
            messages.info(request, _("Den Eintrag gibt es nicht mehr."))
            return redirect("trust:office:notice", pk)
        else:
            messages.success(
                request, _("Entschieden. Alle Beteiligten bekommen eine E-Mail, soweit wir sie erreichen.")
            )
        return redirect("trust:office:list")
    context = _context(request, found, row) | {"form": form, "others": others}
    return render(request, "trust/office/notice.html", context, status=422 if form.errors else 200)


def _context(request: HttpRequest, found: Notice, row: Any) -> dict[str, Any]:
    kind = noticeable_named(found.kind)
    return {
        "notice": found,
        "kind": kind,
        "row": row,
        "is_shown": bool(kind and row and kind.is_shown(row)),
        "is_changed": bool(kind and row and kind.words(row) != found.words and found.words),
        "words_now": kind.words(row) if kind and row else "",
        "hidden": verbs.hidden_by(found),
        "office_address": kind.office_address(found.target_id) if kind and row else "",
        "lines": list(in_words(about(found)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={found._meta.label}:{found.pk}",
    }


@allow(Audience.EDITOR)
@require_POST
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    """With one press, and with a way back."""
    found = get_object_or_404(Notice, pk=pk)
    try:
        verbs.hide_at_once(found, by=request.user, at=timezone.now())
    except (verbs.AlreadyDecided, verbs.Gone):
        messages.info(request, _("Das geht nicht mehr: Es ist schon entschieden, oder den Eintrag gibt es nicht mehr."))
    else:
        undo = reverse("trust:office:showing", args=[pk])
        say_undoable(
            request, _("Der Eintrag ist ausgeblendet. Bitte entscheiden Sie noch über die Meldung."), undo_url=undo
        )
    return redirect("trust:office:notice", pk)


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Notice, pk=pk)
    try:
        verbs.show_again(found, by=request.user, at=timezone.now())
    except verbs.AlreadyDecided:
        messages.info(request, _("Über diese Meldung ist schon entschieden."))
    return redirect("trust:office:notice", pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def unasked(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A decision that no notice asked for, or another one after an appeal."""
    noticeable = noticeable_named(kind)
    row = noticeable.row(pk) if noticeable else None
    if noticeable is None or row is None:
        raise Http404
    last = verbs.latest_of(kind, pk)
    form = UnaskedForm(posted(request), initial={"seen": last.pk if last else 0})
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            verbs.decide_unasked(row, noticeable, **form.decision(), by=request.user, at=timezone.now(), seen=seen)
        except verbs.AlreadyDecided:
            last = verbs.latest_of(kind, pk)
            form.refuse_later_one(last.pk if last else 0)
        except verbs.Gone as gone:
            raise Http404 from gone
        else:
            messages.success(
                request, _("Entschieden. Alle Beteiligten bekommen eine E-Mail, soweit wir sie erreichen.")
            )
            return redirect(noticeable.office_address(pk))
    context = {"form": form, "row": row, "kind": noticeable, "back": noticeable.office_address(pk), "last": last}
    return render(request, "trust/office/unasked.html", context, status=422 if form.errors else 200)
