"""Staff decides on notices, or on what they found themselves; the author gets the reasons (Art. 17 DSA)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kreislauf.accounts.models import User
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.trust import emails
from marketplace.trust.models import HIDING, Category, Decision, Ground, Notice, Outcome
from marketplace.trust.noticeable import Noticeable, noticeable_named


class AlreadyDecided(Exception):
    """A colleague was quicker."""


class Gone(Exception):
    """The entry is no more: there is nothing left to restrict."""


@transaction.atomic
def decide(
    notice: Notice,
    *,
    also: Collection[int] = (),
    outcome: Outcome,
    ground: str = "",
    ground_text: str = "",
    facts: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Decide on a notice, and on those of the same entry that ``also`` names. Everybody concerned gets a letter.

    ``ground_text`` names the rule, ``facts`` say what happened and why the rule is met; both go to the author.
    Refuses with ``AlreadyDecided`` and ``Gone``.
    """
    same = Notice.objects.filter(kind=notice.kind, target_id=notice.target_id, decision__isnull=True)
    open_ = list(same.filter(pk__in={notice.pk, *also}).select_for_update(of=("self",)).order_by("pk"))
    if notice.pk not in {one.pk for one in open_}:
        raise AlreadyDecided
    decision = _decide(notice, outcome, ground, ground_text, facts, by=by, at=at, by_notice=True)
    for one in open_:
        one.decision = decision
        one.save(update_fields=["decision"])
        record("notice.decided", one, by=by, at=at, outcome=str(outcome), ground=ground)
        emails.outcome.queue(one, to=one.email)
    return decision


@transaction.atomic
def decide_unasked(
    row: Any,
    kind: Noticeable[Any],
    *,
    outcome: Outcome,
    ground: str = "",
    ground_text: str = "",
    facts: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Decision:
    """Decide on an entry that nobody sent a notice about, or once more after an appeal.

    ``seen``: the key of the last decision as whoever decides has seen it, 0 for none. Refuses with ``AlreadyDecided``
    where there is a newer one, and with ``Gone``.
    """
    if type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first() is None:
        raise Gone
    about = Notice(kind=kind.kind, target_id=row.pk, version=kind.version(row), address=kind.address(row))
    about.title = str(row)[:200]
    last = latest(about)
    if seen is not None and seen != (last.pk if last else 0):
        raise AlreadyDecided
    return _decide(about, outcome, ground, ground_text, facts, by=by, at=at, by_notice=False)


@transaction.atomic
def hide_at_once(notice: Notice, *, by: Actor, at: datetime) -> Decision | None:
    """Hide the entry until the notice is decided on; the author is told why at once. Hidden again, nothing happens.

    Refuses with ``AlreadyDecided`` and ``Gone``.
    """
    current = _undecided(notice)
    if hidden_by(current):
        return None
    facts = _(
        "Jemand hat diesen Eintrag gemeldet: %(category)s. Bis wir das geprüft haben, ist er vorsorglich ausgeblendet."
    ) % {"category": Category(current.category).label}
    ground = Ground.TERMS if current.category == Category.RULES else Ground.LAW
    text = Category(current.category).label
    return _decide(current, Outcome.HIDE, ground, str(text), facts, by=by, at=at, by_notice=True, is_provisional=True)


@transaction.atomic
def show_again(notice: Notice, *, by: Actor, at: datetime) -> Decision | None:
    """Undo ``hide_at_once``; the notice stays open. Refuses with ``AlreadyDecided`` and ``Gone``."""
    current = _undecided(notice)
    if not hidden_by(current):
        return None
    facts = _("Der Eintrag ist wieder zu sehen, während wir die Meldung prüfen.")
    return _decide(current, Outcome.KEEP, "", "", facts, by=by, at=at, by_notice=True, is_provisional=True)


def latest(about: Notice | Decision) -> Decision | None:
    """The last decision about the same entry."""
    return latest_of(about.kind, about.target_id)


def latest_of(kind: str, target_id: int) -> Decision | None:
    return Decision.objects.filter(kind=kind, target_id=target_id).order_by("-at", "-pk").first()


def hidden_by(about: Notice | Decision) -> Decision | None:
    """The decision that hides the entry at the moment."""
    last = latest(about)
    return last if last and last.hides else None


def _undecided(notice: Notice) -> Notice:
    current = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if current.decision_id is not None:
        raise AlreadyDecided
    return current


def _decide(
    about: Notice | Decision,
    outcome: Outcome,
    ground: str,
    ground_text: str,
    facts: str,
    *,
    by: Actor,
    at: datetime,
    by_notice: bool,
    is_provisional: bool = False,
) -> Decision:
    before = latest(about)
    decision = Decision.objects.create(
        kind=about.kind,
        target_id=about.target_id,
        version=about.version,
        address=about.address,
        title=about.title,
        outcome=outcome,
        ground=ground if outcome != Outcome.KEEP else "",
        ground_text=ground_text if outcome != Outcome.KEEP else "",
        facts=facts,
        by_notice=by_notice,
        is_provisional=is_provisional,
        by=str(by)[:254],
        by_person=by.pk if isinstance(by, User) else None,
        at=at,
    )
    record("decision.made", decision, by=by, at=at, outcome=str(outcome))
    _carry_out(decision, before=before, by=by, at=at)
    return decision


def _carry_out(decision: Decision, *, before: Decision | None, by: Actor, at: datetime) -> None:
    """Hide or show the entry, and tell the author. One that is gone by now can only be kept."""
    kind = noticeable_named(decision.kind)
    row = kind.row(decision.target_id) if kind else None
    if kind is None or row is None:
        if decision.restricts:
            raise Gone
        return
    was_hidden = before is not None and before.hides
    if decision.outcome in HIDING:
        kind.hide(row, reason=decision.facts, by=by, at=at)
    elif was_hidden:
        kind.show(row, by=by, at=at)
    if decision.restricts or was_hidden:
        emails.statement.queue(decision, to=kind.author(row))
