"""What the advice lets other regions show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.shareable import Shareable
from marketplace.advice.shared.card import KIND, card_of, find, shared_now

SHARED = Shareable(
    kind=KIND,
    title=_("Text"),
    plural=_("Texte"),
    row=find,
    rows=shared_now,
    card_of=card_of,
    address="advice:hub",
    template="advice/shared/facts.html",
)
