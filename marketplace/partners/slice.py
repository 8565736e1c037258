"""The partners' place in the house. Advice and meetings stand on them, so no region switches them off."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.slices import Slice
from marketplace.partners.example import example


def _demo(data: Any, by: Actor) -> None:
    from marketplace.partners.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.partners",
    title=_("Partner"),
    urls="marketplace.partners.urls",
    tables={
        "partners_body": "Partner: Kammern, Verbände, Ämter",
        "partners_bodymember": "wer für welchen Partner schreibt",
        "partners_membership": "welcher Betrieb Mitglied welches Partners ist",
        "partners_supporter": "Unterstützer, die ihren Namen geben",
        "partners_ambassador": "Menschen, die für die Sache sprechen, mit Bild und Satz",
    },
    not_secret={"partners_body.key": "names the form that was sent; opens nothing"},
    example=example,
    demo=_demo,
)
