"""Write down whose an account is, before anything happens at it: then no event of it is without a region."""

from __future__ import annotations

from datetime import datetime

from billing.connect.models import ConnectedAccount
from billing.payments.models import Merchant
from kreislauf.regions import current_schema, stepping_into
from tenants.models import SERVED
from tenants.regions.lookup import card_by_schema


class AccountTaken(Exception):
    """The account is another region's, and that region is still there."""


def register(merchant: Merchant, *, at: datetime) -> None:
    """Repeatable; of a region that came out of an archive it is done anew. Refuses with AccountTaken."""
    place = {"schema": current_schema(), "merchant_id": merchant.pk}
    with stepping_into(None):
        row, _is_new = ConnectedAccount.objects.get_or_create(
            provider=merchant.provider,
            account_ref=merchant.account_ref,
            livemode=merchant.livemode,
            defaults={**place, "registered_at": at},
        )
        if (row.schema, row.merchant_id) == (place["schema"], place["merchant_id"]):
            return
        if row.schema != place["schema"] and _is_served(row.schema):
            raise AccountTaken(merchant.account_ref)
        ConnectedAccount.objects.filter(pk=row.pk).update(**place)


def _is_served(schema: str) -> bool:
    card = card_by_schema(schema)
    return card is not None and card.status in SERVED
