"""The bank account that transfers go to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.bank.account import close_account, open_account, open_merchant, set_account
from billing.bank.forms import AccountForm
from billing.bank.owner import Owner
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.web.ask import ask, posted


@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def account(request: HttpRequest, owner: Owner) -> HttpResponse:
    now_open, merchant = open_account(owner.business_id), open_merchant(owner.business_id)
    initial = {}
    if now_open is not None and merchant is not None:
        initial = {
            "holder": now_open.holder,
            "iban": spaced_iban(now_open.iban),
            "bic": now_open.bic,
            "hold_days": merchant.hold_days,
        }
    form = AccountForm(posted(request), initial=initial)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "account": now_open}
        return owner.page(request, "account", context, status=422 if request.method == "POST" else 200)
    by = request.user
    set_account(owner.business_id, **form.cleaned_data, by=by, at=timezone.now(), notify=owner.addresses)
    messages.success(
        request, _("Das Bankkonto ist gespeichert. Neue Bestellungen können per Überweisung bezahlt werden.")
    )
    return owner.go("home")


@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def closing(request: HttpRequest, owner: Owner) -> HttpResponse:
    if open_merchant(owner.business_id) is None:
        return owner.go("home")
    if request.method != "POST":
        return ask(
            request,
            _("Keine Überweisungen mehr annehmen?"),
            _(
                "Neue Bestellungen können dann nicht mehr per Überweisung bezahlt werden. Wer schon darum gebeten "
                "wurde, darf noch überweisen, und Sie können weiter Kontoauszüge hochladen."
            ),
            submit=_("Nicht mehr annehmen"),
            cancel_url=owner.url("home"),
            frame="business" if owner.is_business else "office",
        )
    close_account(owner.business_id, by=request.user, at=timezone.now())
    messages.success(request, _("Neue Bestellungen können nicht mehr per Überweisung bezahlt werden."))
    return owner.go("home")
