"""The letters about one entry: to staff for a decision, to its submitter with a question, a delay or the outcome.

Each kind of entry has these kinds of mail under its own name (``businesses.approval``), so that people can switch off
those of one kind and find them by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import Kind, letter
from kreislauf.mail.message import Letter
from kreislauf.pictures.stored import picture_for_mail
from marketplace.review.corrections import corrections
from marketplace.review.links import decision_link, text_link
from marketplace.review.models import Reviewed
from marketplace.review.recipients import deciding_addresses

if TYPE_CHECKING:
    from marketplace.review.kinds import Review


@dataclass(frozen=True)
class Letters:
    """The kinds of mail about one kind of entry; the last two are None where it writes its own."""

    approval: Kind[Any]
    question: Kind[Any]
    delay: Kind[Any]
    approved: Kind[Any] | None
    rejected: Kind[Any] | None


def declare_letters(review: Review[Any]) -> Letters:
    def kind(name: str, title: Any, write: Any) -> Kind[Any]:
        return letter(f"{review.mails}.{name}", review.model, title=title, related=review.related)(write)

    return Letters(
        approval=kind("approval", _("Bitte freigeben"), _approval(review)),
        question=kind("question", _("Rückfrage zu einem Eintrag"), _question(review)),
        delay=kind("delay", _("Die Freigabe dauert noch"), _delay(review)),
        approved=None if review.approved else kind("approved", _("Eintrag freigegeben"), _approved(review)),
        rejected=None if review.rejected else kind("rejected", _("Eintrag abgelehnt"), _rejected(review)),
    )


def _approval(review: Review[Any]) -> Any:
    def write(row: Reviewed, *, version: int, sent_to: str = "", reader: str = "") -> Letter | None:
        """Everything that is needed to decide, and a link that opens a page. The link decides nothing itself.

        No Reply-To: an answer would quote the link to the applicant.
        """
        if row.version != version or not row.is_waiting:
            return None
        shown = row.proposed()
        shown_inside = [(f"bild-{number}", *one) for number, one in enumerate(review.pictures(shown), start=1)]
        context = {
            "review": review,
            "row": row,
            "shown": shown,
            "is_new": row.approved_at is None,
            "text": review.text(shown),
            "facts": [(label, value) for label, value in review.facts(shown) if value],
            "differences": review.differences(row, shown) if row.approved_at else [],
            "doubts": review.doubts(shown),
            "pictures": shown_inside,
            "address": decision_link(review, row, sent_to=sent_to, reader=reader),
        }
        pictures = {inside: picture_for_mail(name) for inside, name, _alt in shown_inside}
        return Letter(template="review/mail/approval", context=context, pictures=pictures)

    return write


def _question(review: Review[Any]) -> Any:
    def write(row: Reviewed, *, version: int) -> Letter | None:
        """Not sent once it is answered."""
        if row.version != version or not row.is_asked:
            return None
        return _to_submitter(review, row, "question", address=text_link(review, row))

    return write


def _delay(review: Review[Any]) -> Any:
    def write(row: Reviewed, *, version: int) -> Letter | None:
        if row.version != version or not row.is_waiting:
            return None
        return _to_submitter(review, row, "delay")

    return write


def _approved(review: Review[Any]) -> Any:
    def write(row: Reviewed, *, version: int) -> Letter | None:
        return _to_submitter(review, row, "approved", corrections=corrections(review, row)) if row.is_public else None

    return write


def _rejected(review: Review[Any]) -> Any:
    def write(row: Reviewed, *, version: int) -> Letter | None:
        """Not sent where the submitter was quicker and has handed in another text."""
        if row.version != version:
            return None
        return _to_submitter(review, row, "rejected", address=text_link(review, row))

    return write


def _to_submitter(review: Review[Any], row: Reviewed, template: str, **context: object) -> Letter:
    """Answers go to staff: no link of these letters decides anything."""
    page = getattr(row, "get_absolute_url", lambda: "")
    everything = {"review": review, "row": row, "is_new": row.approved_at is None, "page": page, **context}
    answers_to = next(iter(deciding_addresses(f"{review.mails}.approval")), "")
    return Letter(template=f"review/mail/{template}", context=everything, reply_to=answers_to)
