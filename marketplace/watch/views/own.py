"""What the address of a watch does with it, by the links in its mails. A pausing region lets go of nobody's mailbox."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.watch.change import NotRunning, end, pause, renew, resume, set_rhythm
from marketplace.watch.forms import RhythmForm
from marketplace.watch.links import OWN, UNSUBSCRIBE, watch_of
from marketplace.watch.models import ENDS_SOON_DAYS, EndedBy, Watch
from marketplace.watch.views.found import link_is_over, looked_up


@allow(Audience.ANYONE, while_paused=True)
@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    watch = looked_up(request, OWN, token)
    if isinstance(watch, HttpResponse):
        return watch
    context = {
        "watch": watch,
        "token": token,
        "form": RhythmForm(initial={"rhythm": watch.rhythm}),
        "ends_soon": watch.ends_within(ENDS_SOON_DAYS, at=timezone.now()),
    }
    return render(request, "watch/own.html", context)


@allow(Audience.ANYONE, while_paused=True)
@require_POST
def pausing(request: HttpRequest, token: str) -> HttpResponse:
    """``weiter`` takes it back."""
    if "weiter" in request.POST:
        return _changed(request, token, lambda watch: resume(watch, at=timezone.now()), _("Es geht weiter."))
    return _changed(request, token, lambda watch: pause(watch, at=timezone.now()), _("Bis auf Weiteres kommt nichts."))


@allow(Audience.ANYONE, while_paused=True)
@require_POST
def rhythm(request: HttpRequest, token: str) -> HttpResponse:
    form = RhythmForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["rhythm"]
    return _changed(request, token, lambda watch: set_rhythm(watch, wanted, at=timezone.now()), _("Gespeichert."))


@allow(Audience.ANYONE, while_paused=True)
@require_POST
def renewal(request: HttpRequest, token: str) -> HttpResponse:
    return _changed(request, token, lambda watch: renew(watch, at=timezone.now()), _("Gut, noch ein Jahr."))


@allow(Audience.ANYONE, while_paused=True)
@require_POST
def ending(request: HttpRequest, token: str) -> HttpResponse:
    return _changed(request, token, _end, _("Beendet. Es kommt nichts mehr."))


def _changed(request: HttpRequest, token: str, change: Callable[[Watch], None], said: str) -> HttpResponse:
    watch = looked_up(request, OWN, token)
    if isinstance(watch, HttpResponse):
        return watch
    try:
        change(watch)
    except NotRunning:
        return link_is_over(request, expired=True)
    messages.success(request, said)
    return redirect("watch:own", token)


# RFC 8058: a mailbox posts here for its user, without a cookie. The link names one watch and does nothing but end it.
@csrf_exempt
@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; a POST ends the watch and is answered with 200, however often it comes."""
    try:
        watch = watch_of(UNSUBSCRIBE, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if request.method == "POST" and watch is not None:
        _end(watch)
    is_over = request.method == "POST" or watch is None or watch.ended_at is not None
    return render(request, "watch/unsubscribe.html", {"watch": watch, "is_over": is_over})


def _end(watch: Watch) -> None:
    end(watch, why=EndedBy.REQUEST, by="watcher", at=timezone.now())
