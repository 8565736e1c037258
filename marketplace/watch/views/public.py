"""Watching a search without an account: the form, and the click in the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.permissions import Audience, allow
from marketplace.watch.ask import ask
from marketplace.watch.block import block
from marketplace.watch.confirm import MOST, TooLate, TooMany, confirm
from marketplace.watch.consent import TEXT_VERSION, TEXTS
from marketplace.watch.forms import WatchForm
from marketplace.watch.links import CONFIRMATION, own_address, own_token
from marketplace.watch.models import Reason, Watch
from marketplace.watch.views.found import link_is_over, looked_up, watchable_or_404

HOUR, DAY = 3600, 86400


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The search stands in the address, as it does in that of the list."""
    watched = watchable_or_404(kind)
    form = WatchForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        if form.is_trapped:
            return redirect("watch:asked")
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            if _may_try(request, data["email"]):
                search = watched.search_of(request.GET)
                ask(watched, search, email=data["email"], rhythm=data["rhythm"], at=timezone.now())
                return redirect("watch:asked")
            form.add_error(None, _("Das waren gerade viele. Bitte versuchen Sie es in einer Stunde noch einmal."))
            status = 429
    context = {
        "watched": watched,
        "search_words": watched.words(request.GET),
        "search_page": watched.page(request.GET),
        "form": form,
        "up": [(watched.title, watched.page(request.GET))],
    }
    return render(request, "watch/new.html", context, status=status)


def _may_try(request: HttpRequest, email: str) -> bool:
    place = allow_try(f"watch {address_of_client(request)}", 20, HOUR)
    return allow_try(f"watch {email}", 10, DAY) and place


@allow(Audience.ANYONE)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "watch/asked.html")


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the first mail: looking changes nothing, one click confirms, another wants no more such mails."""
    watch = looked_up(request, CONFIRMATION, token)
    if isinstance(watch, HttpResponse):
        return watch
    if watch.ended_at is not None:
        return link_is_over(request, expired=True)
    if request.method == "POST" and "nie" in request.POST and watch.confirmed_at is None:
        block(watch.email, reason=Reason.REQUEST, by="watcher", at=timezone.now())
        return render(request, "watch/blocked.html")
    if request.method == "POST":
        return _confirmed(request, watch)
    if watch.confirmed_at is not None:
        return redirect("watch:own", own_token(watch))
    context = {"watch": watch, "consent": TEXTS[TEXT_VERSION]}
    return render(request, "watch/confirm.html", context)


def _confirmed(request: HttpRequest, watch: Watch) -> HttpResponse:
    try:
        watch = confirm(watch, at=timezone.now())
    except TooLate:
        return link_is_over(request, expired=True)
    except TooMany:
        others = Watch.objects.confirmed().filter(email=watch.email)
        shown = [(one, own_address(one)) for one in others]
        return render(request, "watch/too_many.html", {"others": shown, "most": MOST}, status=409)
    return redirect("watch:own", own_token(watch))
