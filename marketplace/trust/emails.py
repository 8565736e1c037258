"""Letters about notices: to who sent them, to staff, and to the author of what was decided on."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.trust import links
from marketplace.trust.models import Appeal, Decision, Notice
from marketplace.trust.noticeable import absolute, noticeable_named


@letter(
    "trust.receipt", Notice, title=gettext_lazy("Meldung ist eingegangen"), answers_visitor=True, forgets_address=True
)
def receipt(notice: Notice) -> Letter:
    """The first letter to an address that anybody may have typed: it repeats nothing that was typed."""
    return Letter(template="trust/mail/receipt", context={"notice": notice, "page": absolute(notice.address)})


@letter("trust.received", Notice, title=gettext_lazy("Neue Meldung"))
def received(notice: Notice) -> Letter | None:
    """To staff, at once. Not sent once it is decided on."""
    if notice.decision_id is not None:
        return None
    address = _office("trust:office:notice", notice.pk)
    button = {"button_url": address, "button_text": _("Meldung ansehen")}
    return Letter(template="trust/mail/received", context={"notice": notice, **button})


def _statement_sent(decision: Decision, at: datetime) -> None:
    Decision.objects.filter(pk=decision.pk, statement_at__isnull=True).update(statement_at=at)


@letter("trust.statement", Decision, title=gettext_lazy("Entscheidung mit Begründung"), sent=_statement_sent)
def statement(decision: Decision) -> Letter:
    """What Art. 17(3) DSA asks for: what was done, the facts, the ground, and what can be done about it."""
    kind = noticeable_named(decision.kind)
    row = kind.row(decision.target_id) if kind else None
    context = {
        "decision": decision,
        "kind": kind,
        "page": absolute(decision.address),
        "edit_address": kind.edit_address(row) if kind and row and decision.outcome == "correct" else "",
    }
    if decision.restricts:
        context |= {"button_url": links.appeal_address(decision), "button_text": _("Beschwerde einlegen")}
    return Letter(template="trust/mail/statement", context=context)


@letter(
    "trust.outcome",
    Notice,
    title=gettext_lazy("Was aus der Meldung wurde"),
    related=("decision",),
    answers_visitor=True,
    forgets_address=True,
)
def outcome(notice: Notice) -> Letter | None:
    """To who sent the notice (Art. 16(5) DSA)."""
    if notice.decision is None:
        return None
    button = {
        "button_url": links.appeal_address(notice.decision, notice),
        "button_text": _("Beschwerde einlegen"),
    }
    context = {"notice": notice, "decision": notice.decision, "page": absolute(notice.address), **button}
    return Letter(template="trust/mail/outcome", context=context)


@letter("trust.appealed", Appeal, title=gettext_lazy("Beschwerde gegen eine Entscheidung"), related=("decision",))
def appealed(appeal: Appeal) -> Letter | None:
    """To staff. Not sent once it is ruled on."""
    if appeal.ruled_at is not None:
        return None
    address = _office("trust:office:appeal", appeal.pk)
    button = {"button_url": address, "button_text": _("Beschwerde ansehen")}
    return Letter(template="trust/mail/appealed", context={"appeal": appeal, **button})


@letter(
    "trust.ruling",
    Appeal,
    title=gettext_lazy("Antwort auf eine Beschwerde"),
    related=("decision",),
    forgets_address=True,
)
def ruling(appeal: Appeal) -> Letter | None:
    if appeal.ruled_at is None:
        return None
    context = {"appeal": appeal, "decision": appeal.decision, "page": absolute(appeal.decision.address)}
    return Letter(template="trust/mail/ruling", context=context)


def _office(route: str, pk: int) -> str:
    return absolute(reverse(route, urlconf="kreislauf.urls_region", args=[pk]))
