"""Runs in the worker's container: Kiel opens, and a café there sells vouchers that are paid by transfer.

By the verbs of offices and businesses. Prints what the café knows of itself as one line of JSON.
"""

from __future__ import annotations

import json

from django.utils import timezone

from billing.bank.account import set_account
from kreislauf.accounts.api import create_token
from kreislauf.accounts.models import Role, User
from kreislauf.regions import stepping_into
from marketplace.businesses.models import Category, Member
from marketplace.businesses.register import enter
from marketplace.vouchers.offers.edit import draft_offer, publish_offer
from tenants.models import Region, Status, record_step

LABEL, PASSWORD, IBAN, CENTS = "kiel", "sieben-zwerge-im-wald", "DE02120300000000202051", 10_000
CAFE = {
    "name": "Café Sørensen",
    "description": "Kuchen aus dem eigenen Ofen.",
    "street": "Holstenstraße 1",
    "postcode": "24103",
    "town": "Kiel",
    "place": "Altstadt",
    "email": "cafe@kiel.example",
}

now = timezone.now()
with stepping_into(None):
    region = Region.objects.for_cards().get(label=LABEL)
    record_step(region, Status.LIVE, by="check", at=now)
with stepping_into(Region.objects.for_cards().get(label=LABEL).card()):
    cafe = enter({**CAFE, "category_id": Category.objects.earliest("pk").pk}, key="cafe", by="check", at=now)
    owner = User.objects.create_user("jan@kiel.example", PASSWORD, role=Role.BUSINESS, name="Jan Sørensen")
    Member.objects.create(business=cafe, user=owner)
    set_account(cafe.pk, iban=IBAN, holder=cafe.name, bic="", hold_days=7, by="check", at=now)
    text = {"kind": "fixed", "title": "Gutschein", "price_cents": CENTS, "validity_years": 3, "vat_kind": "multi"}
    offer = publish_offer(draft_offer(cafe, text=text, by="check", at=now), by="check", at=now)
    scopes = ["vouchers:read", "redemptions:write"]
    _token, secret = create_token(name="Kasse 1", business_id=cafe.pk, scopes=scopes, by="check", at=now)
    known = {"schema": region.schema_name, "business": cafe.pk, "offer": offer.pk, "cents": CENTS, "iban": IBAN}
    print(json.dumps({**known, "token": secret, "email": owner.email, "password": PASSWORD}))
