"""Letters to a region's office about its neighbours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Adoption, Partnership

_BOTH = ("asker", "asked")


@letter("sharing.asked", Partnership, title=gettext_lazy("Eine Region möchte Ihr Nachbar werden"), related=_BOTH)
def asked(partnership: Partnership) -> Letter | None:
    if partnership.accepted_at or partnership.ended_at:
        return None
    route = ("sharing:office:acceptance", [partnership.pk])
    return _about_both("asked", partnership, route, _("Anfrage ansehen"))


@letter("sharing.accepted", Partnership, title=gettext_lazy("Nachbarschaft zugesagt"), related=_BOTH)
def accepted(partnership: Partnership) -> Letter | None:
    if partnership.ended_at:
        return None
    return _about_both("accepted", partnership, ("sharing:office:offers", []), _("Angebote ansehen"))


@letter("sharing.ended", Partnership, title=gettext_lazy("Nachbarschaft beendet"), related=_BOTH)
def ended(partnership: Partnership) -> Letter:
    return _about_both("ended", partnership, ("sharing:office:list", []), _("Nachbarn ansehen"))


@letter(
    "sharing.withdrawn",
    Adoption,
    title=gettext_lazy("Ein Nachbar hat etwas zurückgezogen"),
    related=("card__origin",),
)
def withdrawn(adoption: Adoption) -> Letter | None:
    if adoption.card.withdrawn_at is None or adoption.dropped_at:
        return None
    return _about_card("withdrawn", adoption)


@letter("sharing.leaving", Adoption, title=gettext_lazy("Eine Nachbarregion zieht aus"), related=("card__origin",))
def leaving(adoption: Adoption, *, due: str = "") -> Letter | None:
    if adoption.card.withdrawn_at or adoption.dropped_at:
        return None
    return _about_card("leaving", adoption, due=due)


def _about_both(template: str, partnership: Partnership, route: tuple[str, list[int]], text: str) -> Letter:
    other = partnership.other(current_region().id)
    words = ", ".join(str(kinds()[kind].plural) for kind in partnership.kinds if kind in kinds())
    context = {"other": other, "words": words, "button_url": _office(*route), "button_text": text}
    return Letter(template=f"sharing/mail/{template}", context=context)


def _about_card(template: str, adoption: Adoption, **more: Any) -> Letter:
    address = _office("sharing:office:adoption", [adoption.pk])
    context = {"adoption": adoption, "card": adoption.card, "button_url": address, "button_text": _("Ansehen")}
    return Letter(template=f"sharing/mail/{template}", context=context | more)


def _office(route: str, args: list[int]) -> str:
    return current_region().url + reverse(route, urlconf=settings.URLCONFS["region"], args=args)
