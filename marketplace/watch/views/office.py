"""What the office sees of watches: how many there are, and which mail does not arrive. No address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.pages import key_page
from marketplace.watch.block import unblock
from marketplace.watch.forms import UnblockForm
from marketplace.watch.kinds import watchables
from marketplace.watch.models import Blocked, Watch

PER_PAGE = 50


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def watches(request: HttpRequest) -> HttpResponse:
    """Who asks for it is let watch again: the form takes the address, for the rows do not hold it."""
    form = UnblockForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if unblock(form.cleaned_data["email"], by=request.user, at=timezone.now()):
            messages.success(request, _("Diese Adresse darf wieder beobachten."))
        else:
            messages.info(request, _("Diese Adresse ist nicht gesperrt."))
        return redirect("watch:office:list")
    numbers = {row["kind"]: row for row in _numbers()}
    context = {
        "numbers": [(one.title, numbers[one.kind]) for one in watchables() if one.kind in numbers],
        "page": key_page(Blocked.objects.order_by("-at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE),
        "blocked": Blocked.objects.count(),
        "form": form,
    }
    return render(request, "watch/office/list.html", context, status=422 if form.errors else 200)


def _numbers() -> list[Any]:
    """By kind: running, paused, and ended because the address takes no mail."""
    is_open = Q(ended_at__isnull=True, confirmed_at__isnull=False)
    rows = Watch.objects.order_by().values("kind")
    found = rows.annotate(
        running=Count("pk", filter=is_open & Q(paused_at__isnull=True)),
        paused=Count("pk", filter=is_open & Q(paused_at__isnull=False)),
        bounced=Count("pk", filter=Q(ended_by="bounce")),
    )
    return list(found)
