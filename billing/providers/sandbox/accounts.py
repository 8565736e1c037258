"""The sandbox's accounts: opened at once, and then as a tester says on their page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Merchant, MerchantState
from billing.providers.base import Need, ProviderRefused, ReportedAccount
from billing.providers.sandbox.models import SandboxAccount
from billing.providers.sandbox.world import new_ref
from kreislauf.regions import current_region

FIRST_NEEDS = ("business_profile.url", "individual.verification.document", "external_account", "tos_acceptance")
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AccountAct:
    """A button of the account's page: how the account stands afterwards, and what it lacks."""

    value: str
    label: str | Promise
    effect: str | Promise
    state: MerchantState
    needs: Callable[[], list[dict[str, str | None]]] = list


def _lacks(*fields: str, until: date | None = None) -> list[dict[str, str | None]]:
    return [{"field": field, "until": until.isoformat() if until else None} for field in fields]


def _soon() -> list[dict[str, str | None]]:
    return _lacks("individual.verification.document", until=timezone.localdate() + SOON)


COMPLETE = AccountAct("complete", _("Alles angeben"), _("Das Konto kann Geld empfangen."), MerchantState.ACTIVE)
OTHER_ACTS = (
    AccountAct(
        "review",
        _("Angaben werden geprüft"),
        _("Alles ist angegeben, aber noch nicht freigeschaltet."),
        MerchantState.PENDING,
    ),
    AccountAct(
        "soon",
        _("Etwas fehlt bald"),
        _("Das Konto geht, bis in zwei Wochen wird ein Ausweis gebraucht."),
        MerchantState.ACTIVE,
        _soon,
    ),
    AccountAct(
        "missing",
        _("Etwas fehlt"),
        _("Bis das Bankkonto angegeben ist, geht nichts."),
        MerchantState.RESTRICTED,
        lambda: _lacks("external_account", "company.tax_id"),
    ),
    AccountAct("reject", _("Ablehnen"), _("Der Anbieter will diesen Betrieb nicht."), MerchantState.REJECTED),
    AccountAct("disconnect", _("Konto trennen"), _("Der Zugriff wird entzogen."), MerchantState.GONE),
)
ACTS = {act.value: act for act in (COMPLETE, *OTHER_ACTS)}


def open_account(merchant: Merchant) -> str:
    account, _is_new = SandboxAccount.objects.get_or_create(
        key=merchant.key,
        defaults={"ref": new_ref("acct"), "opened_at": timezone.now(), "needs": _lacks(*FIRST_NEEDS)},
    )
    return account.ref


def onboarding_url(merchant: Merchant, *, return_url: str, refresh_url: str) -> str:
    account = account_of(merchant)
    if account.state == MerchantState.GONE:
        raise ProviderRefused(f"{account.ref} is disconnected.")
    SandboxAccount.objects.filter(pk=account.pk).update(return_url=return_url, refresh_url=refresh_url)
    path = reverse("sandbox:account", args=[account.ref], urlconf=settings.URLCONFS["region"])
    return current_region().url + path


def fetch_account(merchant: Merchant) -> ReportedAccount:
    if not merchant.account_ref:  # the sandbox's own, which needs no account
        return ReportedAccount(MerchantState.ACTIVE)
    account = account_of(merchant)
    needs = (
        Need(need["field"], date.fromisoformat(need["until"]) if need["until"] else None) for need in account.needs
    )
    return ReportedAccount(MerchantState(account.state), tuple(needs))


def account_of(merchant: Merchant) -> SandboxAccount:
    found = SandboxAccount.objects.filter(ref=merchant.account_ref).first()
    if found is None:
        raise ProviderRefused(f"The sandbox has no account {merchant.account_ref}.")
    return found


def refuse_disconnected(merchant: Merchant | None) -> None:
    """As with a real provider: nothing can be asked about an account that was taken from us."""
    if merchant is not None and merchant.account_ref and account_of(merchant).state == MerchantState.GONE:
        raise ProviderRefused(f"{merchant.account_ref} is disconnected.")


def do(account: SandboxAccount, act: AccountAct) -> None:
    SandboxAccount.objects.filter(pk=account.pk).update(state=act.state, needs=act.needs())
