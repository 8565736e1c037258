"""An offer, bought and partly redeemed, with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from billing.ledger.accounts import open_of, redeemed_of, through
from billing.ledger.post import post
from billing.payments.models import (
    Attempt,
    AttemptState,
    Charge,
    Chargeback,
    Merchant,
    MerchantState,
    Payout,
    PayoutLine,
    PayoutLineKind,
    Refund,
    RefundState,
)
from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.businesses.models import Business
from marketplace.vouchers.codes import new_code
from marketplace.vouchers.models import (
    Declaration,
    Offer,
    OfferKind,
    Order,
    Redemption,
    Reversal,
    Voucher,
    Withdrawal,
)
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.withdrawal.emails import CONFIRMATION
from marketplace.vouchers.withdrawal.views import RECEIPT

OFFER = (
    *("vouchers:offer", "vouchers:review", "vouchers:buy", "vouchers:office:offer"),
    *("vouchers:office:stop", "vouchers:office:resumption"),
    *(f"vouchers:business:{name}" for name in ("offer", "picture", "check", "publication", "stop", "resumption")),
    *(f"vouchers:business:{name}" for name in ("copy", "deletion", "poster")),
    "api:vouchers:offer",
)
REGION = tuple(
    f"vouchers:region:{name}"
    for name in (
        *("offer", "picture", "check", "publication", "stop", "resumption"),
        *("copy", "deletion", "poster"),
    )
)
ORDER = ("vouchers:order", "vouchers:payment", "vouchers:payment_check", "vouchers:document", "api:vouchers:order")
VOUCHER = (
    *("vouchers:check", "api:vouchers:till:voucher"),
    *(f"vouchers:office:{name}" for name in ("voucher", "blocking", "release", "mailing", "recipient")),
)
PAID = ("payments:attempt", "payments:charge", "payments:refund", "payments:chargeback")
REDEMPTION = (
    *("vouchers:till:done", "vouchers:till:reversal"),
    *("vouchers:till:receipt", "vouchers:till:receipt_mail", "vouchers:till:receipt_file"),
    *("vouchers:office:reversal", "vouchers:office:redemption"),
    *("api:vouchers:till:redemption", "api:vouchers:till:reversal"),
)

PAYOUT = tuple(f"vouchers:{audience}:payout{file}" for audience in ("office", "business") for file in ("", "_file"))
STATEMENT = ("vouchers:business:statement", "vouchers:business:statement_file")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``, ``issuer`` and ``action``; makes ``offer``, ``order``, ``voucher`` and ``redemption``."""
    word, now = secret.lower(), timezone.now()
    offer = _offer(made["business"], secret)
    order = Order.objects.create(
        offer=offer,
        quantity=1,
        unit_cents=2500,
        title=offer.title,
        terms=offer.terms,
        vat_kind=offer.vat_kind,
        vat_rate=offer.vat_rate,
        validity_years=offer.validity_years,
        token=f"bestellung-{word}",
        key=f"formular-{word}",
        email=f"kauf-{word}@example.org",
        recipient_name=f"Für {secret}",
        greeting=f"Gruß {secret}",
        is_gift=True,
        created_at=now,
        fulfilled_at=now,
    )
    voucher = Voucher.objects.create(
        order=order,
        position=1,
        business=made["business"],
        code=new_code(),
        value_cents=2500,
        left_cents=2000,
        issued_at=now,
        expires_on=date(now.year + 3, 12, 31),
    )
    redemption = Redemption.objects.create(
        voucher=voucher, amount_cents=500, redeemed_at=now, by=f"Jan {secret}", key="tap", left_after_cents=2000
    )
    withdrawal = Withdrawal.objects.create(
        voucher=voucher, name=f"Name {secret}", email=order.email, declared_at=now, accepted=False
    )
    declaration = Declaration.objects.create(
        number=order.number, email=order.email, name=f"Name {secret}", order=order, fits=True, declared_at=now
    )
    _book(order, redemption)
    made.update(offer=offer, order=order, voucher=voucher, redemption=redemption)
    mistake = Redemption.objects.create(
        voucher=voucher, amount_cents=100, redeemed_at=now, by=f"Jan {secret}", key="tap 2", left_after_cents=1900
    )
    reversal = Reversal.objects.create(redemption=mistake, reason=f"Grund {secret}", reversed_at=now, by="Jan")
    receipt = sign(RECEIPT, [withdrawal.pk], expires=timedelta(days=1))
    return {
        **dict.fromkeys(OFFER, Example(offer)),
        **dict.fromkeys(REGION, Example(_offer(made["issuer"], secret))),
        **dict.fromkeys(ORDER, Example(order, {"position": 1})),
        **dict.fromkeys(VOUCHER, Example(order, {"pk": voucher.pk, "code": voucher.code})),
        **dict.fromkeys(REDEMPTION, Example(redemption)),
        **_payments(order, secret),
        **dict.fromkeys(PAYOUT, Example(_payout(made["business"], secret))),
        "vouchers:office:money_of": Example(made["business"]),
        "vouchers:office:order": Example(order),
        "vouchers:subsidy": Example(made["action"]),
        "vouchers:office:reversed": Example(reversal),
        **dict.fromkeys(STATEMENT, Example(order, {"year": localdate(now).year, "number": localdate(now).month})),
        "vouchers:withdrawal_receipt": Example(withdrawal, {"token": receipt}),
        "vouchers:withdrawal_link": Example(
            declaration, {"token": sign(CONFIRMATION, declaration.pk, expires=timedelta(days=1))}
        ),
        "vouchers:office:execution": Example(declaration),
        "vouchers:office:dismissal": Example(declaration),
    }


def _offer(business: Business, secret: str) -> Offer:
    now = timezone.now()
    return Offer.objects.create(
        business=business,
        kind=OfferKind.FIXED,
        title=f"Angebot {secret}",
        description=f"Text {secret}",
        price_cents=2500,
        created_at=now,
        published_at=now,
    )


def _payments(order: Order, secret: str) -> dict[str, Example]:
    """Money that came for the order, and some that left again."""
    attempt = Attempt.objects.create(
        purpose=PURPOSE,
        order_id=order.pk,
        provider="sandbox",
        return_url=f"https://example.org/{secret}",
        amount_cents=order.total_cents,
        title=order.title,
        email=order.email,
        state=AttemptState.SUCCEEDED,
        created_at=order.created_at,
    )
    charge = Charge.objects.create(
        attempt=attempt, provider_ref=secret, amount_cents=order.total_cents, received_at=order.created_at, taken=True
    )
    refund = Refund.objects.create(
        charge=charge,
        amount_cents=1,
        reason=f"Grund {secret}",
        state=RefundState.SUCCEEDED,
        requested_by="Jan",
        requested_at=order.created_at,
    )
    loss = Chargeback.objects.create(
        charge=charge, how="refund", provider_ref=secret, amount_cents=1, noticed_at=order.created_at
    )
    return {route: Example(row) for route, row in zip(PAID, (attempt, charge, refund, loss), strict=True)}


def _payout(business: Business, secret: str) -> Payout:
    now = timezone.now()
    merchant = Merchant.objects.create(
        business_id=business.pk, provider="sandbox", livemode=False, state=MerchantState.GONE, opened_at=now,
        changed_at=now, closed_at=now,
    )  # fmt: skip
    payout = Payout.objects.create(
        merchant=merchant, provider_ref=f"po_{secret}", amount_cents=1, arrives_on=localdate(now), noticed_at=now
    )
    PayoutLine.objects.create(
        payout=payout, provider_ref=f"line_{secret}", kind=PayoutLineKind.OTHER, source_ref=secret, gross_cents=1,
        fee_cents=0, net_cents=1,
    )  # fmt: skip
    return payout


def _book(order: Order, redemption: Redemption) -> None:
    """As the till and the payment would have."""
    opened, at = open_of(order.offer.business_id), redemption.redeemed_at
    sold, spent = order.total_cents, redemption.amount_cents
    post(f"issue:{order.pk}", at=at, memo="", lines=[(through(PURPOSE), sold), (opened, -sold)])
    lines = [(opened, spent), (redeemed_of(order.offer.business_id), -spent)]
    post(f"redeem:{redemption.pk}", at=at, memo="", lines=lines)
