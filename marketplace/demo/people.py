"""Who signs in at a demo region. They take real invitations; their password is known to everybody."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.accounts.accept import accept
from kreislauf.accounts.addresses import INVITATION, VALID
from kreislauf.accounts.invite import AlreadyHere, invite
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.links import sign
from kreislauf.regions import stepping_into
from marketplace.demo.settle import address
from marketplace.demo.shape import DemoRegion
from tenants.operators.models import Operator

PASSWORD = "kreislauf-demo"  # noqa: S105 - printed for whoever starts the demo


def operator() -> Operator:
    with stepping_into(None):
        known = Operator.objects.filter(email="leitstand@kreislauf.example").first()
        return known or Operator.objects.create_operator(
            "leitstand@kreislauf.example", PASSWORD, name="Robin Leitstand"
        )


def administrator(data: DemoRegion) -> User:
    """Provisioning has invited them."""
    user = User.objects.filter(email=address(data, "leitung")).first()
    if user is not None and user.has_usable_password():
        return user
    return _accepted(Invitation.objects.get(email=address(data, "leitung")), data.people["administrator"])


def editor(data: DemoRegion, *, by: User) -> User:
    email = address(data, "redaktion")
    try:
        return _accepted(invite(email, Role.EDITOR, by=by, at=timezone.now(), letter=False), data.people["editor"])
    except AlreadyHere as here:
        return here.user


def owner(data: DemoRegion) -> User:
    """Somebody of the first business; the businesses' part of the demo has invited them."""
    user = User.objects.get(email=address(data, "betrieb"))
    if user.has_usable_password():
        return user
    return _accepted(Invitation.objects.get(email=user.email), data.people["owner"])


def of_partners(data: DemoRegion) -> None:
    """All who write for partners; the partners' part of the demo has invited them."""
    # A password takes a computer half a second, and theirs is the same.
    known = User.objects.get(email=address(data, "leitung")).password
    User.objects.filter(role=Role.PARTNER).update(password=known)
    Invitation.objects.filter(role=Role.PARTNER).update(accepted_at=timezone.now())


def _accepted(invitation: Invitation, name: str) -> User:
    now = timezone.now()
    token = sign(INVITATION, invitation.pk, expires=VALID, at=now)
    return accept(token, password=PASSWORD, name=name, at=now)
