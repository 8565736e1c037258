from __future__ import annotations

from django.utils import timezone

from billing.connect.accounts import check
from billing.connect.accounts import sweep as accounts
from billing.connect.inbox import handle
from billing.connect.inbox.purge import AT_ONCE as MOST_REMOVED
from billing.connect.inbox.purge import remove_old_events
from billing.connect.models import InboxEvent
from billing.payments.models import Merchant
from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.regions.regions_with import regions_with

AT_ONCE = 500  # events that one sweep queues; the rest waits for the next


@app.task(platform=True, found_by="billing.connect.tasks.sweep_events")
def handle_event(*, event_id: int) -> None:
    handle.handle_event(event_id, at=timezone.now())


@app.task(platform=True)
def sweep_events() -> None:
    """What the queue has lost, and what is to be tried again."""
    for pk in InboxEvent.objects.due(timezone.now()).values_list("pk", flat=True)[:AT_ONCE]:
        # The next round comes in a minute: rounds nobody got to do not pile up.
        handle_event.apply_async(kwargs={"event_id": pk}, expires=60)


@app.task(platform=True)
def remove_events() -> None:
    """Once a night, batch after batch."""
    while remove_old_events(at=timezone.now()) == MOST_REMOVED:
        pass


@app.task(found_by="billing.connect.tasks.sweep_accounts")
def check_account(*, merchant_id: int) -> None:
    check.check_quietly(Merchant.objects.get(pk=merchant_id), at=timezone.now())


@app.task(platform=True)
def sweep_accounts() -> None:
    """A task for each region with accounts that are to be asked about."""
    for region in regions_with(accounts.due_accounts(timezone.now())):
        with stepping_into(region.card()):
            check_accounts_here.apply_async(expires=300)


@app.task
def check_accounts_here() -> None:
    """One batch; with more to do it queues again, behind the other regions."""
    if accounts.check_due_accounts(at=timezone.now()) >= accounts.BATCH:
        check_accounts_here.delay()
