"""The mail with the vouchers: once more to the buyer, or from now on to another address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.office.forms import RecipientForm
from marketplace.vouchers.orders.change_recipient import Blocked, SameAddress, change_recipient
from marketplace.vouchers.orders.resend import NothingToSend, resend


@allow(Audience.EDITOR, while_off=True)
@require_POST
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """To the address of the order."""
    try:
        resend(_get(pk).order, by=request.user, at=timezone.now())
        messages.success(request, _("Die E-Mail ist unterwegs."))
    except NothingToSend:
        messages.error(request, _("Die Bestellung ist nicht bezahlt."))
    return redirect("vouchers:office:voucher", pk=pk)


@allow(Audience.ADMINISTRATOR, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and for a reason: whoever gets the mail can spend the vouchers."""
    voucher, form = _get(pk), RecipientForm(posted(request))
    if request.method == "POST" and form.is_valid() and _changed(request, voucher, form):
        messages.success(request, _("Die Gutscheine gehen jetzt an die neue Adresse."))
        return redirect("vouchers:office:voucher", pk=pk)
    return ask(
        request,
        _("Die Gutscheine an eine andere Adresse schicken?"),
        _("Wer die E-Mail bekommt, kann die Gutscheine einlösen. Fragen Sie nach, bevor Sie die Adresse ändern."),
        submit=_("Adresse ändern und schicken"),
        form=form,
        details=[(_("Bestellung"), voucher.order.number), (_("Bisher an"), voucher.order.email)],
        cancel_url=reverse("vouchers:office:voucher", args=[pk]),
    )


def _changed(request: HttpRequest, voucher: Voucher, form: RecipientForm) -> bool:
    try:
        change_recipient(voucher.order, **form.cleaned_data, by=request.user, at=timezone.now())
    except SameAddress:
        form.add_error("email", _("Die Bestellung hat diese Adresse schon."))
    except Blocked:
        form.add_error(None, _("Ein Gutschein dieser Bestellung ist gesperrt. Heben Sie zuerst die Sperre auf."))
    except NothingToSend:
        form.add_error(None, _("Die Bestellung ist nicht bezahlt."))
    return not form.errors


def _get(pk: int) -> Voucher:
    return get_object_or_404(Voucher.objects.select_related("order"), pk=pk)
