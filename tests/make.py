"""The cast: real rows, made short. Everything takes keywords; what a test does not name is some plausible default."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from kreislauf.accounts.models import Role, User
from marketplace.businesses.models import Business, Category, Member, MemberRole
from marketplace.partners.models import Body, BodyKind, BodyMember, BodyRole, Membership
from marketplace.vouchers.models import Offer, OfferKind, Order, Voucher

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PASSWORD = "sieben-zwerge-im-wald"
_numbers = count(1)


def make_user(*, role: str = Role.EDITOR, email: str = "", name: str = "Ute Brandt") -> User:
    return User.objects.create_user(email or f"ute{next(_numbers)}@example.org", PASSWORD, role=role, name=name)


def make_category(*, name: str = "Gastronomie & Café") -> Category:
    number = next(_numbers)
    return Category.objects.get_or_create(name=name, defaults={"slug": f"bereich-{number}", "glyph": "cup"})[0]


def make_business(*, name: str = "Bäckerei Jansen", approved_at: datetime | None = NOON, **fields: Any) -> Business:
    values: dict[str, Any] = {
        "slug": f"betrieb-{next(_numbers)}",
        "description": "Brot und Brötchen aus dem eigenen Ofen.",
        "street": "Holtenauer Straße 12",
        "postcode": "24105",
        "town": "Kiel",
        "place": "Wik",
        "email": "backstube@example.org",
        "submitted_at": NOON,
    }
    category = fields.pop("category", None) or make_category()
    return Business.objects.create(name=name, category=category, approved_at=approved_at, **(values | fields))


def make_owner(business: Business, *, email: str = "") -> User:
    """Somebody who may redeem and offer for the business."""
    user = make_user(role=Role.BUSINESS, email=email, name="Jan Jansen")
    Member.objects.create(business=business, user=user)
    return user


def make_cashier(business: Business, *, email: str = "") -> User:
    """Somebody who may only take the business's vouchers."""
    user = make_user(role=Role.BUSINESS, email=email, name="Lena Petersen")
    Member.objects.create(business=business, user=user, role=MemberRole.TILL)
    return user


def make_body(*, name: str = "IHK zu Kiel", shown_at: datetime | None = NOON, **fields: Any) -> Body:
    values: dict[str, Any] = {
        "slug": f"partner-{next(_numbers)}",
        "kind": BodyKind.CHAMBER,
        "email": "rat@example.org",
        "created_at": NOON,
    }
    return Body.objects.create(name=name, shown_at=shown_at, **(values | fields))


def make_membership(body: Body, business: Business, **fields: Any) -> Membership:
    """As everybody sees it: the body has confirmed, the business has agreed."""
    dates: dict[str, Any] = {"asked_at": NOON, "confirmed_at": NOON, "consented_at": NOON}
    return Membership.objects.create(body=body, business=business, **(dates | fields))


def make_author(body: Body, *, email: str = "", role: str = BodyRole.AUTHOR) -> User:
    """Somebody who writes for the body; with ``BodyRole.EDITOR`` also releases."""
    user = make_user(role=Role.PARTNER, email=email, name="Inga Thoms")
    BodyMember.objects.create(body=body, user=user, role=role)
    return user


def make_offer(*, business: Business | None = None, title: str = "Frühstück für zwei", **fields: Any) -> Offer:
    values: dict[str, Any] = {
        "kind": OfferKind.FIXED,
        "price_cents": 2500,
        "created_at": NOON,
        "published_at": NOON,
    }
    return Offer.objects.create(business=business or make_business(), title=title, **(values | fields))


def make_order(*, offer: Offer | None = None, quantity: int = 1, **fields: Any) -> Order:
    offer = offer or make_offer()
    values: dict[str, Any] = {
        "token": f"token-{next(_numbers)}",
        "key": f"formular-{next(_numbers)}",
        "unit_cents": offer.price_cents or offer.min_cents,
        "title": offer.title,
        "terms": offer.terms,
        "vat_kind": offer.vat_kind,
        "vat_rate": offer.vat_rate,
        "validity_years": offer.validity_years,
        "email": "kaeufer@example.org",
        "created_at": NOON,
    }
    return Order.objects.create(offer=offer, quantity=quantity, **(values | fields))


def make_voucher(
    *,
    order: Order | None = None,
    value_cents: int = 5000,
    code: str = "",
    business: Business | None = None,
    **fields: Any,
) -> Voucher:
    """A voucher as it stands after payment. Its ledger entries are the issuing verb's work, not this one's."""
    order = order or make_order(offer=make_offer(business=business, price_cents=value_cents), fulfilled_at=NOON)
    values: dict[str, Any] = {
        "position": 1,
        "business": order.offer.business,
        "left_cents": value_cents,
        "issued_at": NOON,
        "expires_on": date(2029, 12, 31),
    }
    from marketplace.vouchers.codes import new_code

    return Voucher.objects.create(order=order, value_cents=value_cents, code=code or new_code(), **(values | fields))
