"""The pages of accounts, for a business and for the region itself: the same steps, seen from two sides."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.connect.accounts.begin import begin
from billing.connect.accounts.check import check_quietly
from billing.connect.accounts.disconnect import disconnect
from billing.connect.accounts.onboarding import look, onboarding_url
from billing.payments.models import Merchant
from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.table import NoSuchProvider
from kreislauf.regions import current_region
from kreislauf.soon import soon
from kreislauf.web.ask import ask
from marketplace.businesses.models import Business
from marketplace.businesses.where_money_goes import may_redirect_money
from marketplace.merchants.accounts import Account, accounts_of, name_of

ROUTES = ("accounts", "opening", "onboarding", "back", "anew", "check", "disconnection")


class Side(NamedTuple):
    """Whose accounts they are, and where their pages stand."""

    business_id: int | None
    template: str
    namespace: str

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.namespace}:{name}", args=args)

    @property
    def routes(self) -> dict[str, str]:
        """For templates: ``{% url side.routes.check merchant.pk %}``."""
        return {name: f"{self.namespace}:{name}" for name in ROUTES}

    def merchant(self, pk: int) -> Merchant:
        """Only their own: with another number there is nothing."""
        return get_object_or_404(Merchant.objects.of(self.business_id).in_this_mode().exclude(account_ref=""), pk=pk)


def of_business(business_id: int) -> Side:
    return Side(business_id, "base_business.html", "merchants:business")


OF_REGION = Side(None, "base_office.html", "merchants:office")


def accounts_page(request: HttpRequest, side: Side) -> HttpResponse:
    return _page(request, side, accounts_of(side.business_id))


def _page(request: HttpRequest, side: Side, accounts: list[Account]) -> HttpResponse:
    bank = "bank:home" if side.business_id is None else "businesses:bank:home"
    context = {
        "side": side,
        "accounts": accounts,
        "may_redirect_money": side.business_id is None or may_redirect_money(request),
        "bank_url": reverse(bank) if "bank_transfer" in settings.PAYMENT_PROVIDERS else "",
    }
    return render(request, "merchants/accounts.html", context)


def opening(request: HttpRequest, side: Side, provider: str) -> HttpResponse:
    """Open an account, or take up the one there is, and go on to the provider's page."""
    try:
        merchant = begin(
            side.business_id, provider, by=request.user, at=timezone.now(),
            name=_name(side), email=str(getattr(request.user, "email", "")),
        )  # fmt: skip
    except NoSuchProvider:
        raise Http404 from None
    except (ProviderDown, ProviderRefused):
        return _silent(request, side, provider)
    return onboarding(request, side, merchant.pk)


def onboarding(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """To the provider's page, where the rest is asked. A link of theirs is good once, so each click gets a new one."""
    merchant, base = side.merchant(pk), current_region().url
    back, anew = base + side.url("back", pk), base + side.url("anew", pk)
    try:
        return redirect(onboarding_url(merchant, return_url=back, refresh_url=anew))
    except (ProviderDown, ProviderRefused):
        return _silent(request, side, merchant.provider)


def back(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """Somebody comes back from the provider: what the address says is not believed, the provider is asked."""
    seen = look(side.merchant(pk))
    soon("billing.connect.tasks.check_account", merchant_id=pk)  # writes down what is only shown here
    accounts = [
        replace(account, merchant=seen) if account.merchant == seen else account
        for account in accounts_of(side.business_id)
    ]
    return _page(request, side, accounts)


def anew(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    """The provider's link was too old or used: a click makes another."""
    merchant = side.merchant(pk)
    context = {"side": side, "merchant": merchant, "name": name_of(merchant.provider)}
    return render(request, "merchants/anew.html", context)


def check(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    merchant = check_quietly(side.merchant(pk), at=timezone.now())
    if merchant.checked_at is None:
        messages.warning(request, _("Der Anbieter antwortet gerade nicht. Wir fragen von selbst weiter nach."))
    else:
        messages.success(request, _("Der Stand ist von eben."))
    return redirect(side.url("accounts"))


def disconnection(request: HttpRequest, side: Side, pk: int) -> HttpResponse:
    merchant, page = side.merchant(pk), side.url("accounts")
    if request.method == "POST":
        disconnect(merchant, by=request.user, at=timezone.now())
        messages.success(request, _("Das Konto ist getrennt. Neue Bestellungen gehen nicht mehr darüber."))
        return redirect(page)
    return ask(
        request,
        _("Konto bei %(name)s trennen?") % {"name": name_of(merchant.provider)},
        _(
            "Neue Bestellungen gehen dann nicht mehr darüber. Ohne ein anderes Konto werden Ihre Gutscheine nicht mehr "
            "online verkauft. Verkaufte gelten weiter, und Erstattungen gehen weiter über dieses Konto. Das Konto "
            "selbst bleibt Ihres; Sie können es wieder verbinden."
        ),
        submit=_("Konto trennen"),
        cancel_url=page,
        frame="office" if side.business_id is None else "business",
    )


def _name(side: Side) -> str:
    """The one whose account it is."""
    if side.business_id is None:
        return str(current_region().name)
    return Business.objects.values_list("name", flat=True).get(pk=side.business_id)


def _silent(request: HttpRequest, side: Side, provider: str) -> HttpResponse:
    text = _("%(name)s antwortet gerade nicht. Ihr Anfang ist gespeichert; versuchen Sie es in ein paar Minuten.")
    messages.error(request, text % {"name": name_of(provider)})
    return redirect(side.url("accounts"))
