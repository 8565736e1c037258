"""What the meetings let other regions show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.shareable import Shareable, SharedRegistration
from marketplace.meetings.models.meeting import SCOPE
from marketplace.meetings.seats.numbers import coming_through
from marketplace.meetings.shared import register
from marketplace.meetings.shared.card import KIND, card_of, find, shared_now

SHARED = Shareable(
    kind=KIND,
    title=_("Termin"),
    plural=_("Termine"),
    row=find,
    rows=shared_now,
    card_of=card_of,
    address="meetings:list",
    template="meetings/shared/facts.html",
    scopes=(SCOPE,),
    registration=SharedRegistration(
        form=register.form,
        register=register.register_here,
        template="meetings/shared/fields.html",
        is_open=register.is_open,
        count=coming_through,
    ),
)
