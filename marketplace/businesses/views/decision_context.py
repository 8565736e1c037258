"""What a page shows that asks for a decision on a business."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from marketplace.businesses.differences import differences
from marketplace.businesses.hours import in_words
from marketplace.businesses.models import Business
from marketplace.businesses.office_forms import RejectionForm

MOST_LOOKALIKES = 3


def likeness(other: Business) -> str:
    """Why one of ``lookalikes`` is mentioned, in a sentence."""
    if other.same_name:  # type: ignore[attr-defined]
        text = _("Der Name ist von „%(name)s“ kaum zu unterscheiden.")
    else:
        text = _("Unter dieser Anschrift gibt es schon „%(name)s“.")
    return text % {"name": other}


def decision_context(business: Business, *, form: RejectionForm, version: int) -> dict[str, Any]:
    """What ``businesses/parts/decision.html`` shows."""
    return {
        "form": form,
        "business": business,
        "shown": business.proposed(),
        "hours": in_words(business.hours),
        "differences": differences(business),
        "lookalikes": business.lookalikes()[:MOST_LOOKALIKES],
        "version": version,
        "is_new": business.approved_at is None,
    }
