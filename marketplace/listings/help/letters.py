"""Letters between those who need help, those who offer it, and the coordination."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.listings import links
from marketplace.listings.models import Ask, Listing

RELATED = ("wanted__category", "helper")


@letter("listings.help_asked", Ask, title=gettext_lazy("Können Sie helfen?"), related=RELATED)
def asked(ask: Ask) -> Letter | None:
    """What is needed and where about; not by whom."""
    if ask.wanted.closed_at is not None or ask.took_at is not None or ask.declined_at is not None:
        return None
    return _letter("help_asked", ask, links.ask_address(ask), _("Ansehen und entscheiden"))


@letter("listings.help_found", Ask, title=gettext_lazy("Jemand hilft Ihnen"), related=RELATED)
def found(ask: Ask) -> Letter | None:
    """To who needs help: who comes, and how to reach them."""
    if ask.failed_at is not None:
        return None
    return _letter("help_found", ask, links.own_address(ask.wanted), _("Meine Anfrage"), reply_to=ask.helper.email)


@letter("listings.help_taken", Ask, title=gettext_lazy("Sie helfen"), related=RELATED)
def taken(ask: Ask) -> Letter | None:
    """To the helper: who waits, and how to reach them."""
    if ask.failed_at is not None:
        return None
    return _letter("help_taken", ask, links.ask_address(ask), _("Die Anfrage"), reply_to=ask.wanted.email)


@letter("listings.help_follow_up", Listing, title=gettext_lazy("Hat es geklappt?"), related=("category",))
def follow_up(listing: Listing) -> Letter | None:
    if listing.closed_at is not None:
        return None
    button = {"button_url": links.own_address(listing), "button_text": _("Ja oder nein sagen")}
    return Letter(template="listings/mail/help_follow_up", context={"listing": listing, **button})


@letter("listings.help_desk", Listing, title=gettext_lazy("Hilfe nicht gefunden"), related=("category",))
def desk(listing: Listing) -> Letter | None:
    if listing.closed_at is not None:
        return None
    button = {"button_url": links.office_address(listing), "button_text": _("Anfrage öffnen")}
    return Letter(template="listings/mail/help_desk", context={"listing": listing, **button})


def _letter(name: str, ask: Ask, url: str, text: str, **more: Any) -> Letter:
    context = {"ask": ask, "wanted": ask.wanted, "helper": ask.helper, "button_url": url, "button_text": text}
    return Letter(template=f"listings/mail/{name}", context=context, **more)
