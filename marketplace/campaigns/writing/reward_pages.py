"""A campaign's rewards: adding one, changing it, taking it back, and promising a later day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.web.ask import ask, posted
from marketplace.campaigns.models import Campaign, Reward
from marketplace.campaigns.writing.desk import Desk
from marketplace.campaigns.writing.reward_form import MoveForm, RewardForm
from marketplace.campaigns.writing.rewards import (
    Ended,
    Promised,
    TooMany,
    add_reward,
    change_reward,
    move_delivery,
    withdraw_reward,
)
from marketplace.campaigns.writing.rules import MOST_REWARDS, is_still_written


def new_reward_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    form = RewardForm(posted(request), campaign=campaign)
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, campaign, form)
    key = form.cleaned_data["key"]
    try:
        add_reward(campaign, form.values(), key=key, by=request.user, at=timezone.now())
    except TooMany:
        form.add_error(None, _("Mehr als %(n)s Gegenleistungen liest niemand.") % {"n": MOST_REWARDS})
        return _form(request, desk, campaign, form)
    except Ended:
        return _is_over(request, desk, campaign)
    messages.success(request, _("Hinzugefügt."))
    return redirect(desk.url("campaign", pk))


def reward_page(request: HttpRequest, desk: Desk, pk: int, reward: int) -> HttpResponse:
    """All of it while nobody has seen it; afterwards its day, which may be later."""
    campaign = desk.campaign(pk)
    row = get_object_or_404(campaign.rewards, pk=reward)
    if not is_still_written(row, campaign):
        return _move_page(request, desk, campaign, row)
    form = RewardForm(posted(request), campaign=campaign, reward=row)
    if request.method != "POST" or not form.is_valid():
        return _form(request, desk, campaign, form, reward=row)
    try:
        change_reward(row, form.values(), by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert."))
    except Promised:
        messages.warning(request, _("Die Kampagne ist inzwischen öffentlich: Was versprochen ist, bleibt."))
    except Ended:
        return _is_over(request, desk, campaign)
    return redirect(desk.url("campaign", pk))


def _move_page(request: HttpRequest, desk: Desk, campaign: Campaign, reward: Reward) -> HttpResponse:
    if reward.deliver_by is None:
        messages.info(request, _("Was versprochen ist, bleibt. Sie können die Gegenleistung zurückziehen."))
        return redirect(desk.url("campaign", campaign.pk))
    form = MoveForm(posted(request), reward=reward)
    if request.method != "POST" or not form.is_valid():
        text = _("Wer „%(title)s“ bezahlt hat und noch wartet, bekommt eine E-Mail mit dem neuen Tag.")
        return ask(
            request,
            _("Später liefern?"),
            text % {"title": reward},
            submit=_("Tag ändern"),
            danger=False,
            form=form,
            cancel_url=desk.url("campaign", campaign.pk),
            frame=desk.name,
        )
    move_delivery(reward, form.cleaned_data["deliver_by"], by=request.user, at=timezone.now())
    messages.success(request, _("Gespeichert. Wer wartet, erfährt es."))
    return redirect(desk.url("campaign", campaign.pk))


def withdrawing_reward_page(request: HttpRequest, desk: Desk, pk: int, reward: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    row = get_object_or_404(campaign.rewards, pk=reward)
    if request.method != "POST":
        unseen = is_still_written(row, campaign)
        text = _("Niemand kann sie mehr wählen. Wer sie schon gewählt hat, bekommt sie trotzdem.")
        return ask(
            request,
            _("„%(title)s“ zurückziehen?") % {"title": row},
            _("Noch hat sie niemand gesehen. Sie wird gelöscht.") if unseen else text,
            submit=_("Gegenleistung zurückziehen"),
            cancel_url=desk.url("campaign", pk),
            frame=desk.name,
        )
    try:
        withdraw_reward(row, by=request.user, at=timezone.now())
    except Ended:
        return _is_over(request, desk, campaign)
    messages.success(request, _("Zurückgezogen."))
    return redirect(desk.url("campaign", pk))


def _is_over(request: HttpRequest, desk: Desk, campaign: Campaign) -> HttpResponse:
    messages.warning(request, _("Diese Kampagne ist zu Ende."))
    return redirect(desk.url("campaign", campaign.pk))


def _form(
    request: HttpRequest, desk: Desk, campaign: Campaign, form: RewardForm, *, reward: Reward | None = None
) -> HttpResponse:
    context = {"desk": desk, "campaign": campaign, "form": form, "reward": reward}
    return render(request, "campaigns/writing/reward.html", context, status=422 if request.method == "POST" else 200)
