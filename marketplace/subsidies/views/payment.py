"""Staff says that a settlement was paid, or that it was not after all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.subsidies.forms import PaymentWithdrawalForm
from marketplace.subsidies.models import Settlement
from marketplace.subsidies.payouts.pay import TooLate, mark_paid, may_withdraw, withdraw_payment

LIST = "subsidies:office:settlements"


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    if request.method != "POST":
        return ask(
            request,
            _("Ist das Geld an %(name)s überwiesen?") % {"name": found.business.name},
            _("Danach gilt die Zusage als erfüllt. Der Betrieb sieht es bei seinen Zuschüssen."),
            submit=_("Ja, überwiesen"),
            cancel_url=reverse(LIST),
            danger=False,
        )
    mark_paid(found, by=request.user, at=timezone.now())
    messages.success(request, _("Als ausgezahlt eingetragen."))
    return redirect(LIST)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why: the log keeps it, and the ledger keeps both."""
    found = _found(pk)
    form = PaymentWithdrawalForm(posted(request), in_a_file=found.run_id is not None)
    if found.paid_at is not None and may_withdraw(found, timezone.now()) and not form.is_valid():
        return _ask_withdrawal(request, found, form)
    data = form.cleaned_data if form.is_valid() else {}
    leaves = data.get("where") == PaymentWithdrawalForm.RETURNED
    try:
        done = withdraw_payment(
            found, reason=data.get("reason", ""), leaves_file=leaves, by=request.user, at=timezone.now()
        )
    except TooLate:
        messages.warning(request, _("Das steht seit mehr als 30 Tagen in den Büchern. Es bleibt, wie es ist."))
    else:
        text = _("Die Auszahlung ist zurückgenommen.") if done else _("Diese Abrechnung gilt nicht als ausgezahlt.")
        messages.info(request, text)
    return redirect(LIST)


def _ask_withdrawal(request: HttpRequest, found: Settlement, form: PaymentWithdrawalForm) -> HttpResponse:
    names = {"cents": format_euro(found.cents), "name": found.business.name}
    return ask(
        request,
        _("Sind %(cents)s doch nicht an %(name)s ausgezahlt?") % names,
        _("Die Abrechnung wartet dann wieder auf Auszahlung. In den Büchern bleibt beides stehen."),
        submit=_("Auszahlung zurücknehmen"),
        cancel_url=reverse("subsidies:office:settlement", args=[found.pk]),
        form=form,
    )


def _found(pk: int) -> Settlement:
    return get_object_or_404(Settlement.objects.select_related("business", "action"), pk=pk)
