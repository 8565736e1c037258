"""The signed links in mails: the receipt, and the appeal. Looking at one changes nothing."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from marketplace.trust.models import APPEAL_VALID, Decision, Notice
from marketplace.trust.noticeable import absolute

RECEIPT, APPEAL = "trust receipt", "trust appeal"
_RECEIPT = timedelta(days=1)


def receipt_token(notice: Notice) -> str:
    return sign(RECEIPT, notice.pk, expires=_RECEIPT, at=notice.received_at)


def notice_of(token: str) -> Notice | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    return Notice.objects.filter(pk=unsign(RECEIPT, token)).first()


def appeal_token(decision: Decision, notice: Notice | None = None) -> str:
    """The author's, or of who sent the notice. Good for six months after the decision."""
    return sign(APPEAL, [decision.pk, notice.pk if notice else 0], expires=APPEAL_VALID, at=decision.at)


def appeal_address(decision: Decision, notice: Notice | None = None) -> str:
    return absolute(reverse("trust:appeal", urlconf="kreislauf.urls_region", args=[appeal_token(decision, notice)]))


def decision_of(token: str) -> tuple[Decision, Notice | None] | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    decision, notice = unsign(APPEAL, token)
    found = Decision.objects.filter(pk=decision).first()
    return (found, Notice.objects.filter(pk=notice).first() if notice else None) if found else None
