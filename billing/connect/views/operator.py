"""The operators' list of events: what no region takes waits there for a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.connect.inbox.decide import NotStuck, put_aside, retry_event
from billing.connect.models import InboxEvent, InboxEvents
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from tenants.operators.views.reason import reason_page

PER_PAGE = 50
STATES: dict[str, tuple[Any, Callable[[InboxEvents], InboxEvents]]] = {
    "": (gettext_lazy("ungeklärt"), InboxEvents.stuck),
    "wartet": (gettext_lazy("wartet"), lambda events: events.open().filter(next_try_at__isnull=False)),
    "erledigt": (gettext_lazy("erledigt"), lambda events: events.filter(handled_at__isnull=False)),
}


@allow(Audience.OPERATOR)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """By state and by the name of the event, the account or the region; newest first."""
    words, state = request.GET.get("q", "").strip()[:255].replace("\0", ""), request.GET.get("stand", "")
    _label, narrowed = STATES.get(state, STATES[""])
    found = narrowed(InboxEvent.objects.all()).order_by("-pk")
    if words:
        found = found.filter(_named(words, state))
    context = {
        "page": key_page(found, request.GET.get("seite"), per_page=PER_PAGE),
        "words": words,
        "state": state,
        "states": [(key, label) for key, (label, _narrowed) in STATES.items()],
    }
    return render(request, "connect/operator/events.html", context)


def _named(words: str, state: str) -> Q:
    # Whole names, which indexes find among millions; the few that wait for a person are looked through.
    named = Q(provider__in=list(settings.PAYMENT_PROVIDERS), event_ref=words) | Q(account_ref=words)
    return named if state in STATES and state else named | Q(schema__icontains=words) | Q(kind__icontains=words)


@allow(Audience.OPERATOR)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        retry_event(get_object_or_404(InboxEvent, pk=pk), by=request.user, at=timezone.now())
    except NotStuck:
        messages.info(request, _("Dieses Ereignis wird schon bearbeitet oder ist erledigt."))
    else:
        messages.success(request, _("Der Versuch ist eingereiht. Geht er gut, verschwindet die Zeile hier."))
    return redirect("connect:inbox")


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Put aside an event about which nothing is to be done."""
    event = get_object_or_404(InboxEvent, pk=pk)
    return reason_page(
        request,
        "connect/operator/filing.html",
        {"event": event},
        hint=_("Der Grund steht im Protokoll."),
        act=partial(put_aside, event),
        done=_("Das Ereignis ist als erledigt abgelegt."),
        refusals={NotStuck: _("Dieses Ereignis wird schon bearbeitet oder ist erledigt.")},
        back=reverse("connect:inbox"),
    )
