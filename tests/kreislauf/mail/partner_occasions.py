"""What makes each kind of mail about partners and their members to be written."""

from __future__ import annotations

from collections.abc import Callable

from kreislauf.accounts.models import Invitation, Role
from marketplace.partners import emails
from marketplace.partners.reviewed import REVIEW
from tests.make import NOON, make_author, make_body, make_business, make_membership


def about_partners() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    body, heir = make_body(), make_body(name="DGB Kiel")
    inga = make_author(body)
    invited = make_author(body)
    invitation = Invitation.objects.create(
        email=invited.email, role=Role.PARTNER, invited_by="Ute", invited_at=NOON, user=invited
    )
    asked = make_membership(body, make_business(), consented_at=None)
    said = make_membership(body, make_business(), confirmed_at=None)
    waits = {"pending": {"text_md": "Wir helfen."}}
    waiting, questioned = make_body(**waits), make_body(**waits, asked_at=NOON, question="Wem?")
    refused = make_body(reject_reason="Das ist Werbung.")
    team = {"user_id": inga.pk, "change": "added", "role": "editor"}
    return {
        "partners.invitation": lambda to: emails.invitation.queue(invitation, to=to),
        "partners.team": lambda to: emails.team.queue(body, to=to, **team),
        "partners.membership": lambda to: emails.membership.queue(asked, to=to),
        "partners.claim": lambda to: emails.claim.queue(said, to=to),
        "partners.approval": lambda to: REVIEW.letters.approval.queue(waiting, to=to, version=1),
        "partners.question": lambda to: REVIEW.letters.question.queue(questioned, to=to, version=1),
        "partners.delay": lambda to: REVIEW.letters.delay.queue(waiting, to=to, version=1),
        "partners.rejected": lambda to: REVIEW.letters.rejected.queue(refused, to=to, version=1),
        "partners.approved": lambda to: REVIEW.letters.approved.queue(body, to=to, version=1),
        "partners.handed_over": lambda to: emails.handed_over.queue(heir, to=to, from_id=body.pk, rows=7),
    }
