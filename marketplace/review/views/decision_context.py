"""What a page shows that asks for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kreislauf.rich_text import rich_text
from marketplace.review.forms import PhonedAnswerForm, QuestionForm, RejectionForm
from marketplace.review.kinds import Review
from marketplace.review.models import Reviewed
from marketplace.review.trust import known_as


@dataclass(frozen=True)
class Forms:
    """Of which one at most was sent; ``correction`` is there once somebody asked for it."""

    rejection: RejectionForm
    question: QuestionForm
    phoned: PhonedAnswerForm
    correction: Any = None

    @classmethod
    def of(cls, review: Review[Any], row: Reviewed, given: QueryDict | None = None, *, files: Any = None) -> Forms:
        """``given`` is what was posted, or the page's query, in which „korrigieren“ opens the form of the texts."""
        posted = given if files is not None else None

        def sent(name: str) -> QueryDict | None:
            return posted if posted is not None and name in posted else None

        return cls(
            rejection=RejectionForm(sent("ablehnen")),
            question=QuestionForm(sent("rueckfrage")),
            phoned=PhonedAnswerForm(sent("antworten")),
            correction=review.form(row, sent("korrigieren"), files) if "korrigieren" in (given or {}) else None,
        )


def decision_context(
    review: Review[Any], row: Reviewed, *, forms: Forms | None = None, version: int, in_office: bool
) -> Mapping[str, Any]:
    """What ``review/parts/decision.html`` shows."""
    shown = row.proposed()
    text = review.text(shown)
    return {
        "review": review,
        "row": row,
        "shown": shown,
        "text": text,
        "rendered": rich_text(text) if review.is_rich else "",
        "facts": [(label, value) for label, value in review.facts(shown) if value],
        "differences": review.differences(row, shown) if row.approved_at else [],
        "doubts": review.doubts(shown),
        "pictures": review.pictures(shown),
        "promise": review.promise(row),
        "version": version,
        "is_new": row.approved_at is None,
        "forms": forms or Forms.of(review, row),
        "form": (forms.correction or _mistaken(forms)) if forms else None,
        "trusts": known_as(review, row)[1] if in_office else "",
        **review.context(row),
    }


def _mistaken(forms: Forms) -> Any:
    """The form whose mistakes stand above the page."""
    return next((form for form in (forms.rejection, forms.question, forms.phoned) if form.is_bound), None)
