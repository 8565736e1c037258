"""Pay an invoice by card, on the platform's own account at the payment provider.

The provider is asked how a page stands, every minute while it is young: its events about our own account would need
another address at the provider, and another secret.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from billing.payments.models import AttemptState
from billing.providers.base import ProviderDown, ProviderRefused
from billing.providers.own_account import OwnAccount, OwnPage, OwnPageState
from billing.providers.table import NoSuchProvider, provider
from billing.subscriptions.models import CardPage, CardPageState, Invoice, Way
from billing.subscriptions.pay import record_payment
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM

log = logging.getLogger(__name__)

PROVIDER = "stripe"
REUSED_FOR = timedelta(minutes=25)  # then it has half an hour left: enough to find one's card
YOUNG = timedelta(minutes=10)
CANNOT_BEGIN = timedelta(minutes=40)  # after that the provider opens no page under this key any more
BATCH = 50


class NothingOpen(Exception):
    """It is paid, cancelled, or a credit note."""


def card_account() -> OwnAccount | None:
    """Where the platform takes cards; None where it does not."""
    try:
        found = provider(PROVIDER)
    except NoSuchProvider:
        return None
    return found if isinstance(found, OwnAccount) else None


def open_card_page(invoice: Invoice, *, return_url: str, by: Actor, at: datetime) -> str:
    """The address of the page where what is open of it is paid; two clicks lead to one page.

    Refuses with NothingOpen. Raises ProviderDown, ProviderRefused. Runs outside of transactions.
    """
    account = card_account()
    if account is None:
        raise ProviderRefused("no account for cards")
    page = _open_row(invoice, return_url=return_url, by=by, at=at)
    if _is_stale(page, invoice, at=at):
        check_card_page(page.pk, close=True, at=at)
        page = _open_row(invoice, return_url=return_url, by=by, at=at)
        if _is_stale(page, invoice, at=at):
            raise ProviderDown("the page before is not over yet")
    if page.url:
        return page.url
    started = account.open_own_page(_named(page))
    if not CardPage.objects.open().filter(pk=page.pk).update(ref=started.ref, url=started.url):
        raise ProviderDown("it was closed meanwhile")
    return started.url


def check_card_page(pk: int, *, at: datetime, close: bool = False) -> None:
    """Ask how it stands, and note the money once. ``close``: nobody shall begin to pay on it any more.

    Raises ProviderDown, ProviderRefused. Runs outside of transactions.
    """
    page = CardPage.objects.select_related("invoice__balance").filter(pk=pk).first()
    account = card_account()
    if page is None or account is None or page.state != CardPageState.OPEN or page.livemode != settings.PAYMENTS_LIVE:
        return
    if close or page.invoice.balance.open_cents <= 0:
        with suppress(ProviderRefused):  # it is over
            account.close_own_page(_named(page))
    _apply(page.pk, account.fetch_own_page(_named(page)), at=at)


def check_due_pages(*, at: datetime) -> None:
    """One batch; who fails is asked about again in ten minutes."""
    claimed = list(CardPage.objects.due(at).values_list("pk", flat=True)[:BATCH])
    CardPage.objects.filter(pk__in=claimed).update(check_at=at + YOUNG)
    for pk in claimed:
        try:
            check_card_page(pk, at=at)
        except ProviderDown:
            log.warning("payment provider down")
            break
        except Exception:
            log.exception("card page not checked", extra={"page": pk})


@transaction.atomic(durable=True)
def _open_row(invoice: Invoice, *, return_url: str, by: Actor, at: datetime) -> CardPage:
    """The invoice's open page, or a new one: its row is locked, so that two clicks find one."""
    locked = Invoice.objects.select_for_update(of=("self",)).select_related("balance").get(pk=invoice.pk)
    if locked.is_credit_note or locked.balance.open_cents <= 0:
        raise NothingOpen
    found = CardPage.objects.open().filter(invoice=locked).first()
    return found or CardPage.objects.create(
        invoice=locked,
        amount_cents=locked.balance.open_cents,
        livemode=settings.PAYMENTS_LIVE,
        return_url=return_url,
        opened_at=at,
        opened_by=str(by)[:254],
        check_at=at + timedelta(minutes=1),
    )


def _is_stale(page: CardPage, invoice: Invoice, *, at: datetime) -> bool:
    """Too old to be led to, or for another amount than is open now."""
    invoice.balance.refresh_from_db()
    return at - page.opened_at > REUSED_FOR or page.amount_cents != invoice.balance.open_cents


@transaction.atomic(durable=True)
def _apply(pk: int, found: OwnPageState | None, *, at: datetime) -> None:
    page = CardPage.objects.select_for_update(of=("self",)).select_related("invoice").get(pk=pk)
    if page.state != CardPageState.OPEN:
        return
    age = at - page.opened_at
    if found is not None and found.state == AttemptState.SUCCEEDED:
        page.state, page.check_at = CardPageState.PAID, None
        _note(page, found.paid_cents, at=at)
    elif (found is None and age > CANNOT_BEGIN) or (found is not None and found.state == AttemptState.EXPIRED):
        page.state, page.check_at = CardPageState.CLOSED, None
    else:
        page.check_at = at + (timedelta(minutes=1) if age < YOUNG else YOUNG)
    page.save(update_fields=["state", "check_at"])


def _note(page: CardPage, cents: int, *, at: datetime) -> None:
    """What was paid meanwhile by transfer, too, stands as too much at the invoice: a person gives it back."""
    record_payment(
        page.invoice,
        amount_cents=cents,
        paid_on=timezone.localdate(at),
        way=Way.CARD,
        note=page.ref,
        key=f"card:{page.key}",
        by=SYSTEM,
        at=at,
    )


def _named(page: CardPage) -> OwnPage:
    title = page.invoice.number
    return OwnPage(page.key, title, page.amount_cents, page.return_url, page.opened_at, page.ref)
