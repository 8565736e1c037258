"""A neighbour backs a campaign: choose, a last look, order."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from billing.payments.pay_page import leads_to_payment
from billing.payments.ways import offered_ways
from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.forms.form_key import new_form_key, read_form_key
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.secret_pages import to_go_back_to
from marketplace.campaigns.funds.on_campaign import pots_of
from marketplace.campaigns.funds.preview import preview
from marketplace.campaigns.models import Campaign, Mode
from marketplace.campaigns.pledges.back import (
    NotRunning,
    OtherPledge,
    PriceChanged,
    RewardGone,
    TooMuchSupport,
    back,
)
from marketplace.campaigns.pledges.choice import Backer, Choice
from marketplace.campaigns.pledges.forms import NO_REWARD, PledgeForm, price_of
from marketplace.campaigns.pledges.receipt import receipt_of_choice
from marketplace.campaigns.pledges.withdrawable import DAYS
from marketplace.campaigns.promises.promise import promise
from marketplace.campaigns.public.words import not_taking
from marketplace.vouchers.orders.hold import TooManyAtOnce, network_of

STEPS = {
    Mode.KEEP: (_("Auswählen"), _("Prüfen"), _("Bezahlen")),
    Mode.PROMISE: (_("Auswählen"), _("Prüfen"), _("Bestätigen")),
}
TRIES, TRIES_PER_SECONDS = 30, 3600  # from one network
PROMISES, PROMISES_PER_SECONDS = 10, 86400  # with one address, to which each of them writes a letter


# Changes nothing, so that nobody can be made to do anything by it.
@csrf_exempt
@allow(Audience.ANYONE, secret=True)
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_payment
def form(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Choose, then a last look; „aendern“ leads back. ``?gegenleistung=3`` chooses one, ``?von=`` names who asked."""
    campaign = _campaign(pk)
    if request.method != "POST":
        if slug != campaign.slug:
            return redirect("campaigns:pledges:form", pk=pk, slug=campaign.slug)
        return _form_page(request, campaign, _empty(request, campaign))
    filled = _filled(request, campaign)
    if "aendern" in request.POST and filled.is_valid():
        return _form_page(request, campaign, _again(campaign, filled))
    if not filled.is_valid() or not _is_open(campaign):
        return _form_page(request, campaign, filled)
    return _look(request, campaign, filled)


@allow(Audience.ANYONE, secret=True)
@require_POST
@leads_to_payment
def order(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    campaign = _campaign(pk)
    filled = _filled(request, campaign)
    if not filled.is_valid():
        return _form_page(request, campaign, filled)
    client = address_of_client(request)
    if not allow_try(f"pledge {client}", TRIES, TRIES_PER_SECONDS):
        wait = wait_in_words(TRIES_PER_SECONDS)
        filled.add_error(None, _("Das waren viele Bestellungen. %(wait)s") % {"wait": wait})
        return _form_page(request, campaign, filled)
    if campaign.mode == Mode.PROMISE and not _may_promise(filled.backer.email):
        text = _("An diese Adresse haben wir heute schon mehrmals geschrieben. Bitte sehen Sie in Ihre E-Mails.")
        filled.add_error("email", text)
        return _form_page(request, campaign, filled)
    backer = replace(filled.backer, network=network_of(client), way=request.POST.get("way", "")[:20])
    key = read_form_key("pledge", request.POST.get("key", ""))
    try:
        return redirect(_placed(campaign, filled.choice, backer, key=key))
    except OtherPledge:
        filled.add_error(
            None, _("Diese Bestellung ist schon da. Bitte sehen Sie in Ihre E-Mails oder beginnen Sie neu.")
        )
    except NotRunning:
        filled.add_error(None, not_taking(campaign))
    except RewardGone:
        filled.add_error("reward", _("Diese Gegenleistung ist nicht mehr da. Jemand war einen Augenblick schneller."))
    except PriceChanged:
        filled.add_error("reward", filled.price_sentence())
    except TooMuchSupport as refused:
        filled.add_error("support", too_much(refused))
    except TooManyAtOnce:
        text = _("Von hier wartet schon eine Bestellung auf ihre Zahlung. Bitte bezahlen Sie diese zuerst.")
        filled.add_error("reward", text)
    return _form_page(request, _campaign(pk), filled)


def _may_promise(email: str) -> bool:
    """Before a payment nobody but the letter's reader says whose the address is: somebody else may have typed it."""
    return allow_try(f"promise by {email.lower()}", PROMISES, PROMISES_PER_SECONDS)


def _placed(campaign: Campaign, choice: Choice, backer: Backer, *, key: str) -> str:
    """Where somebody goes on: to pay, or, after a promise, to their mails."""
    now = timezone.now()
    if campaign.mode != Mode.PROMISE:
        return back(campaign, choice, backer, key=key, at=now)
    promise(campaign, reward=choice.reward, support_cents=choice.support_cents, **asdict(backer), key=key, at=now)
    return reverse("campaigns:promises:sent")


def too_much(refused: TooMuchSupport) -> str:
    """What somebody reads who gives more than 2,000 euros to one campaign."""
    if refused.left_cents < 100:
        return str(
            _("Ohne Gegenleistung sind 2.000 € je Person und Kampagne möglich. Sie haben schon so viel gegeben.")
        )
    left = format_euro(refused.left_cents)
    text = _("Ohne Gegenleistung sind 2.000 € je Person und Kampagne möglich. Von Ihnen noch %(left)s.")
    return str(text % {"left": left})


def _campaign(pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.public().select_related("business__category"), pk=pk)


def _is_open(campaign: Campaign) -> bool:
    return campaign.takes_pledges(timezone.now()) and bool(offered_ways(campaign.business_id))


def _rewards(campaign: Campaign) -> list[Any]:
    return [one for one in campaign.rewards.all() if one.is_offered]


def _filled(request: HttpRequest, campaign: Campaign) -> PledgeForm:
    return PledgeForm(request.POST, campaign=campaign, rewards=_rewards(campaign))


def _empty(request: HttpRequest, campaign: Campaign) -> PledgeForm:
    rewards = _rewards(campaign)
    wanted = request.GET.get("gegenleistung", "")
    chosen = wanted if wanted in {str(one.pk) for one in rewards} else NO_REWARD
    initial = {"reward": chosen, "von": request.GET.get("von", "")[:40]}
    return PledgeForm(campaign=campaign, rewards=rewards, initial=initial)


def _again(campaign: Campaign, filled: PledgeForm) -> PledgeForm:
    return PledgeForm(campaign=campaign, rewards=_rewards(campaign), initial=filled.cleaned_data)


def _look(request: HttpRequest, campaign: Campaign, filled: PledgeForm) -> HttpResponse:
    choice, now = filled.choice, timezone.now()
    cents = choice.support_cents + (choice.reward.price_cents if choice.reward else 0)
    context = {
        "campaign": campaign,
        "form": filled,
        "choice": choice,
        "lines": receipt_of_choice(choice),
        "matched": preview(campaign, cents=cents, at=now, email=filled.backer.email),
        "key": new_form_key("pledge"),
        "ways": offered_ways(campaign.business_id) if campaign.mode == Mode.KEEP else [],
        "steps": STEPS[Mode(campaign.mode)],
        "days": DAYS.days,
    }
    return to_go_back_to(render(request, "campaigns/pledges/look.html", context))


def _form_page(request: HttpRequest, campaign: Campaign, filled: PledgeForm) -> HttpResponse:
    context = {
        "campaign": campaign,
        "form": filled,
        "rewards": [(one, price_of(one)) for one in filled.rewards.values()],
        "chosen": str(filled["reward"].value() or NO_REWARD),
        "is_open": _is_open(campaign),
        "why_not": not_taking(campaign),
        "pots": pots_of(campaign, at=timezone.now()),
        "steps": STEPS[Mode(campaign.mode)],
    }
    return render(request, "campaigns/pledges/form.html", context, status=422 if filled.errors else 200)
