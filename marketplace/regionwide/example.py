"""A participation and a settlement with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Claim, Participation, Run, Settlement

IBAN = "DE89370400440532013000"
PARTICIPATION = ("participation", "approval", "ending", "payee", "repayment")
SETTLEMENT = ("settlement", "settlement_file", "settlement_paper", "settlement_payee", "payment", "payment_withdrawal")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business``; makes ``issuer``."""
    now, business = timezone.now(), made["business"]
    made["issuer"] = Business.objects.create(
        name=f"Stadt {secret}",
        slug=f"stadt-{secret.lower()}",
        category=business.category,
        description=f"Stadtkasse {secret}",
        street=business.street,
        postcode=business.postcode,
        town=business.town,
        place=business.place,
        is_region=True,
        submitted_at=now,
        approved_at=now,
    )
    one = Participation.objects.create(
        business=business, name=f"Konto {secret}", iban=IBAN, asked_at=now, approved_at=now, end_reason=secret
    )
    run = Run.objects.create(
        message_id=f"KG {secret}"[:35],
        payer_name=f"Stadtkasse {secret}",
        payer_iban=IBAN,
        version="pain.001.001.09",
        file=f"<Document>{secret}</Document>",
        settlements_count=1,
        amount_cents=10_00,
        made_at=now,
        made_by="Ute Brandt",
    )
    sums: dict[str, Any] = {"until": now, "cents": 10_00, "made_at": now, "made_by": secret}
    payee: dict[str, Any] = {"business": business, "name": f"Konto {secret}", "iban": IBAN}
    Settlement.objects.create(**sums, **payee, run=run)
    settlement = Settlement.objects.create(**sums, **payee)
    Claim.objects.create(
        business=business,
        key="redeem:1099511627776",
        redemption_id=2**40,
        voucher="…M2VH",
        cents=10_00,
        at=now,
        settlement=settlement,
    )
    return {
        **{f"regionwide:office:{name}": Example(one) for name in PARTICIPATION},
        **{f"regionwide:office:{name}": Example(settlement) for name in SETTLEMENT},
        **{f"regionwide:office:{name}": Example(run) for name in ("run_file", "run_payment", "run_withdrawal")},
        **{f"regionwide:business:{name}": Example(settlement) for name in SETTLEMENT[:3]},
    }
