"""A promise's own pages: confirm it from the mail, look at it, pay it once it is called, give it up."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.pay_page import leads_to_payment
from billing.payments.ways import offered_ways
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.campaigns.models import Pledge, PledgeKind
from marketplace.campaigns.pledges.back import RewardGone, pay
from marketplace.campaigns.pledges.reopen import call_off_other_way
from marketplace.campaigns.promises.confirm import TooLate, confirm
from marketplace.campaigns.promises.days import last_day
from marketplace.campaigns.promises.give_up import AlreadyPaid, give_up
from marketplace.campaigns.promises.letters import pledge_details
from marketplace.campaigns.promises.links import promise_of
from marketplace.campaigns.promises.stand import stand_of


@allow(Audience.ANYONE)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """After the form: the promise counts with the click in the mail."""
    return render(request, "campaigns/promises/sent.html")


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the first mail: looking changes nothing, one click confirms."""
    try:
        found = promise_of(token)
    except BadLink as refusal:
        return _over(request, expired=isinstance(refusal, Expired))
    if found is None:
        return _over(request, expired=True)
    if request.method == "POST":
        try:
            found = confirm(found, at=timezone.now())
        except TooLate:
            return _over(request, expired=True)
        except RewardGone:
            return _confirm_page(request, found, is_gone=True, status=409)
    if found.promised_at is not None or found.is_closed:
        return redirect("campaigns:promises:promise", found.token)
    return _confirm_page(request, found)


def _confirm_page(request: HttpRequest, pledge: Pledge, *, is_gone: bool = False, status: int = 200) -> HttpResponse:
    context = {
        "pledge": pledge,
        "campaign": pledge.campaign,
        "details": pledge_details(pledge),
        "is_gone": is_gone,
        "is_over": not pledge.campaign.takes_pledges(timezone.now()),
    }
    return render(request, "campaigns/promises/confirm.html", context, status=status)


def _over(request: HttpRequest, *, expired: bool) -> HttpResponse:
    """For a link of ours whose time or row is gone (410), and for one that never was ours (404)."""
    status = 410 if expired else 404
    return render(request, "campaigns/promises/link_over.html", {"expired": expired}, status=status)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
@leads_to_payment
def promise(request: HttpRequest, token: str) -> HttpResponse:
    """How it stands, and the way to pay once it is called. One that is paid is a purchase, with a page of its own."""
    found = _promise(token)
    if found.paid_at is not None:
        return redirect(found)
    return render(request, "campaigns/promises/promise.html", _context(found))


def _context(pledge: Pledge) -> dict[str, Any]:
    stand = stand_of(pledge)
    return {
        "pledge": pledge,
        "campaign": pledge.campaign,
        "details": pledge_details(pledge),
        "stand": stand,
        "last_day": last_day(pledge),
        "ways": offered_ways(pledge.campaign.business_id) if stand == "called" else [],
    }


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_POST
@leads_to_payment
def payment(request: HttpRequest, token: str) -> HttpResponse:
    """Go and pay a called promise; anything else leads to where it is looked at."""
    found = _promise(token)
    if stand_of(found) != "called":
        return redirect("campaigns:promises:promise", token)
    way, now = request.POST.get("way", "")[:20], timezone.now()
    call_off_other_way(found, way, at=now)
    return redirect(pay(found, at=now, way=way))


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def giving_up(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: the piece goes to somebody else, and the campaign may miss its goal."""
    found = _promise(token)
    if request.method == "POST":
        try:
            give_up(found, by="backer", at=timezone.now())
        except AlreadyPaid:
            return redirect(found)
        return redirect("campaigns:promises:promise", token)
    if stand_of(found) not in {"promised", "called"}:
        return redirect("campaigns:promises:promise", token)
    context = {
        "pledge": found,
        "text": _("Sie zahlen dann nichts, und der Kampagne fehlt Ihr Betrag."),
    }
    return render(request, "campaigns/promises/give_up.html", context)


def _promise(token: str) -> Pledge:
    """One that was confirmed: before, nothing but the mail opens it."""
    rows = Pledge.objects.select_related("campaign__business__category", "reward").exclude(kind=PledgeKind.PAID)
    found = rows.filter(token=token, promised_at__isnull=False).first()
    if found is None:
        raise Http404
    return found
