"""Staff stops a campaign or lets it go on; its business extends or withdraws it. Each asks first."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.web.ask import ask, posted
from marketplace.campaigns.ending import extend as extending_verbs
from marketplace.campaigns.ending import stop as stopping_verbs
from marketplace.campaigns.ending.extend import extend
from marketplace.campaigns.ending.forms import ExtendForm, StopForm, WithdrawForm
from marketplace.campaigns.ending.stop import resume, stop
from marketplace.campaigns.ending.withdraw import NoPlan, NotReleased, withdraw
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.desk import Desk


def stopping(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    form = StopForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ anhalten?") % {"title": campaign},
            _(
                "Niemand kann sie dann unterstützen. Ihre Seite bleibt und nennt den Grund. Der Betrieb bekommt die "
                "Begründung und kann Beschwerde einlegen, alle anderen bekommen eine E-Mail."
            ),
            submit=_("Anhalten"),
            form=form,
            cancel_url=desk.url("campaign", pk),
        )
    try:
        stop(campaign, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("„%(title)s“ ist angehalten.") % {"title": campaign})
    except stopping_verbs.NotRunning:
        messages.info(request, _("Diese Kampagne läuft nicht."))
    return redirect(desk.url("campaign", pk))


def resuming(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    resume(campaign, by=request.user, at=timezone.now())
    messages.success(request, _("„%(title)s“ geht weiter.") % {"title": campaign})
    return redirect(desk.url("campaign", pk))


def extending(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    campaign = desk.campaign(pk)
    form = ExtendForm(posted(request), campaign=campaign)
    if request.method == "POST" and form.is_valid() and _extended(request, campaign, form):
        return redirect(desk.url("campaign", pk))
    return ask(
        request,
        _("„%(title)s“ verlängern?") % {"title": campaign},
        _("Das geht einmal, um höchstens 30 Tage. Alle, die sie unterstützen, bekommen eine E-Mail."),
        submit=_("Verlängern"),
        form=form,
        danger=False,
        cancel_url=desk.url("campaign", pk),
        frame=desk.name,
    )


def _extended(request: HttpRequest, campaign: Campaign, form: ExtendForm) -> bool:
    until: date = form.cleaned_data["until"]
    try:
        extend(campaign, until=until, by=request.user, at=timezone.now())
        messages.success(
            request, _("Die Kampagne läuft jetzt bis zum %(day)s.") % {"day": date_format(until, "j. F Y")}
        )
    except extending_verbs.WrongDay:
        form.add_error("until", _("Bitte wählen Sie einen Tag nach dem jetzigen Ende, höchstens 30 Tage später."))
    except extending_verbs.ExtendedBefore:
        form.add_error(None, _("Diese Kampagne wurde schon einmal verlängert. Öfter geht es nicht."))
    except extending_verbs.NotRunning:
        form.add_error(None, _("Diese Kampagne läuft nicht."))
    return not form.errors


def withdrawing(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """With a plan for what was paid."""
    campaign = desk.campaign(pk)
    form = WithdrawForm(posted(request), campaign=campaign)
    if request.method == "POST" and form.is_valid() and _withdrawn(request, campaign, form):
        return redirect(desk.url("campaign", pk))
    return ask(
        request,
        _("„%(title)s“ zurückziehen?") % {"title": campaign},
        _(
            "Die Kampagne endet sofort, und das lässt sich nicht rückgängig machen. Zusagen sind hinfällig. "
            "Alle bekommen eine E-Mail, in der steht, was aus dem wird, was sie bezahlt haben."
        ),
        submit=_("Zurückziehen"),
        form=form,
        cancel_url=desk.url("campaign", pk),
        frame=desk.name,
    )


def _withdrawn(request: HttpRequest, campaign: Campaign, form: WithdrawForm) -> bool:
    data = form.cleaned_data
    try:
        withdraw(campaign, plan=form.plan, reason=data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("Die Kampagne ist zurückgezogen."))
    except NotReleased:
        form.add_error(None, _("Diese Kampagne läuft nicht."))
    except NoPlan:
        form.add_error(None, _("Gerade hat noch jemand bezahlt. Bitte sehen Sie die Liste noch einmal durch."))
    return not form.errors
