"""Staff notes that a giver has paid what was granted, or that they have not after all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.bank.asked_about import AskedForm, Changed, asked_about, has_changed, state_of
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.campaigns.funds.granting.grant import TooLate, mark_paid, may_withdraw, withdraw_payment
from marketplace.campaigns.funds.office.forms import PaymentReasonForm
from marketplace.campaigns.funds.office.leadership import leave_to_leadership
from marketplace.campaigns.models import Grant


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: the ledger keeps it."""
    made = _grant(pk)
    leave_to_leadership(request, made.fund)
    if request.method != "POST":
        return ask(
            request,
            _("%(cents)s an %(name)s bezahlt?") % {"cents": format_euro(made.cents), "name": made.recipient[0]},
            _("Das steht danach in den Büchern. 30 Tage lang lässt es sich zurücknehmen."),
            submit=_("Ist bezahlt"),
            danger=False,
            form=AskedForm(initial={"asked_about": state_of([made])}),
            cancel_url=_unpaid(),
        )
    try:
        done = mark_paid(made, by=request.user, at=timezone.now(), asked_about=asked_about(request))
    except Changed:
        return has_changed(request, _unpaid())
    messages.success(request, _("Als bezahlt vermerkt.") if done else _("Das war schon als bezahlt vermerkt."))
    return redirect(_unpaid())


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why: the log keeps it, and the ledger keeps both."""
    made = _grant(pk)
    leave_to_leadership(request, made.fund)
    form = PaymentReasonForm(posted(request), initial={"asked_about": state_of([made])})
    if may_withdraw(made, timezone.now()) and (request.method != "POST" or not form.is_valid()):
        return ask(
            request,
            _("Sind %(cents)s doch nicht an %(name)s bezahlt?")
            % {"cents": format_euro(made.cents), "name": made.recipient[0]},
            _("Bewilligt bleibt der Betrag. In den Büchern bleibt beides stehen."),
            submit=_("Zahlung zurücknehmen"),
            cancel_url=_unpaid(),
            form=form,
        )
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        done = withdraw_payment(
            made, reason=reason, by=request.user, at=timezone.now(), asked_about=asked_about(request)
        )
    except Changed:
        return has_changed(request, _unpaid())
    except TooLate:
        messages.warning(request, _("Das steht seit mehr als 30 Tagen in den Büchern. Es bleibt, wie es ist."))
    else:
        text = _("Die Zahlung ist zurückgenommen.") if done else _("Das gilt nicht als bezahlt.")
        messages.info(request, text)
    return redirect(_unpaid())


def _unpaid() -> str:
    return f"{reverse('campaigns:funds:grants')}?stand=unbezahlt"


def _grant(pk: int) -> Grant:
    return get_object_or_404(Grant.objects.select_related("fund", "campaign__business"), pk=pk)
