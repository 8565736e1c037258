"""Invoice a period of a subscription: once, with the next number of the year."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.subscriptions.arithmetic import line, sums
from billing.subscriptions.buyer import buyer_of
from billing.subscriptions.document import InvoiceDocument
from billing.subscriptions.models import Invoice, InvoiceKind, Period
from billing.subscriptions.models.plan import Every
from billing.subscriptions.models.seller import seller
from billing.subscriptions.parties import buyer_party, rate_of, seller_party
from billing.subscriptions.save_document import save_document
from billing.subscriptions.series import next_number, reference_of
from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.logbook.record import log_operation


class NotReady(Exception):
    """``seller`` and ``buyer`` name what is missing for an invoice that the law and the receiver accept."""

    def __init__(self, seller: list[str], buyer: list[str]) -> None:
        super().__init__(", ".join([*seller, *buyer]))
        self.seller, self.buyer = seller, buyer


def issue(period: Period, *, by: Actor, at: datetime) -> Invoice | None:
    """The invoice of this period: the one that stands, or a new one. None for a period that costs nothing.

    Refuses with ``NotReady``.
    """
    with transaction.atomic():
        # Two who invoice the same period wait for each other here; the second finds the first one's invoice.
        period = (
            Period.objects.select_for_update().select_related("subscription", "term__version__plan").get(pk=period.pk)
        )
        former = list(period.invoices.all())
        valid = next((each for each in former if not each.is_cancelled), None)
        if valid or not period.price_cents:
            return valid
        invoice = _write(period, key=f"period:{period.pk}:{len(former)}", by=by, at=at)
        log_operation("invoice.issued", invoice.number, by=by, at=at, region_id=invoice.region_id)
        soon("billing.subscriptions.tasks.finish_invoice", pk=invoice.pk)
    return invoice


def _write(period: Period, *, key: str, by: Actor, at: datetime) -> Invoice:
    sender, buyer = seller(), buyer_of(period.subscription.region_id)
    if sender.missing or buyer.missing:
        raise NotReady(sender.missing, buyer.missing)
    on = timezone.localdate(at)
    number = next_number(sender.prefix, year=on.year, kind=InvoiceKind.INVOICE)
    rate = rate_of(sender)
    lines = (line(_title(period), price_cents=period.price_cents),)
    total = sums(lines, basis_points=rate)
    document = InvoiceDocument(
        number=number.text,
        is_credit_note=False,
        issued_on=on,
        seller=seller_party(sender),
        buyer=buyer_party(buyer),
        lines=lines,
        vat_basis_points=rate,
        net_cents=total.net_cents,
        vat_cents=total.vat_cents,
        gross_cents=total.gross_cents,
        begins_on=period.begins_on,
        ends_on=period.ends_on,
        due_on=on + timedelta(days=sender.due_days),
        reference=reference_of(number.text),
    )
    return save_document(
        document,
        region_id=period.subscription.region_id,
        period=period,
        issuer=sender.prefix,
        sequence=number.sequence,
        key=key,
        by=by,
        at=at,
    )


def _title(period: Period) -> str:
    """German, whatever language the operator who pressed the button reads."""
    version = period.term.version
    with override("de"):
        how = _("Jahresbeitrag") if version.every_months == Every.YEAR else _("Monatsbeitrag")
        return f"{how} {version.plan.name}"
