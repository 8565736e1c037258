"""Letters about listings. None holds an address of the other side before they have answered."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from marketplace.listings import links
from marketplace.listings.help import letters as letters  # declared there, found with this module
from marketplace.listings.models import Found, Listing, Message
from marketplace.listings.print import letters as print_letters  # noqa: F401 - declared there, too

RELATED = ("kind", "category", "business")


@letter("listings.confirmation", Listing, title=gettext_lazy("Adresse einer Anzeige bestätigen"), related=RELATED)
def confirmation(listing: Listing) -> Letter | None:
    """The first letter to an address that anybody may have typed: it repeats nothing that was typed."""
    if listing.confirmed_at is not None:
        return None
    return Letter(
        template="listings/mail/confirmation",
        context={"button_url": links.confirmation_address(listing), "button_text": _("Anzeige bestätigen")},
    )


@letter("listings.approved", Listing, title=gettext_lazy("Anzeige ist online"), related=RELATED)
def approved(listing: Listing) -> Letter | None:
    if listing.approved_at is None or listing.closed_at is not None:
        return None
    return Letter(template="listings/mail/approved", context=_own(listing))


@letter("listings.reminder", Listing, title=gettext_lazy("Anzeige: noch da?"), related=RELATED)
def reminder(listing: Listing) -> Letter | None:
    if listing.closed_at is not None or listing.reminded_at is None:
        return None
    return Letter(template="listings/mail/reminder", context=_own(listing))


@letter("listings.expired", Listing, title=gettext_lazy("Anzeige abgelaufen"), related=RELATED)
def expired(listing: Listing) -> Letter | None:
    if listing.closed_at is None:
        return None
    return Letter(template="listings/mail/expired", context=_own(listing))


@letter(
    "listings.message_confirmation",
    Message,
    title=gettext_lazy("Nachricht an eine Anzeige bestätigen"),
    related=("listing",),
)
def message_confirmation(message: Message) -> Letter | None:
    """As above: nothing that was typed, for the address may be anybody's."""
    if message.confirmed_at is not None:
        return None
    context = {"button_url": links.message_address(message), "button_text": _("Nachricht bestätigen")}
    return Letter(template="listings/mail/message_confirmation", context=context)


@letter("listings.forwarded", Message, title=gettext_lazy("Nachricht zu einer Anzeige"), related=("listing",))
def forwarded(message: Message) -> Letter | None:
    """No Reply-To: the answer goes through us, so that the author decides whether to show an address."""
    if message.forwarded_at is None:
        return None
    button = {"button_url": links.replies_address(message), "button_text": _("Antworten")}
    context = {"message": message, "listing": message.listing, **button}
    return Letter(template="listings/mail/forwarded", context=context)


@letter("listings.answered", Message, title=gettext_lazy("Antwort auf eine Nachricht"), related=("listing__business",))
def answered(message: Message) -> Letter | None:
    if message.answered_at is None:
        return None
    button = {"button_url": message.listing.page_address, "button_text": _("Anzeige ansehen")}
    context = {"message": message, "listing": message.listing, **button}
    return Letter(template="listings/mail/answered", context=context, reply_to=message.listing.author_address)


@letter(
    "listings.found", Found, title=gettext_lazy("Vielleicht das, was Sie suchen"), related=("wanted", "offer__kind")
)
def found(pair: Found) -> Letter | None:
    """None once the one or the other has ended."""
    if pair.wanted.closed_at is not None or not pair.offer.is_public:
        return None
    button = {"button_url": pair.offer.page_address, "button_text": _("Anzeige ansehen")}
    context = {"wanted": pair.wanted, "offer": pair.offer, "own": links.own_address(pair.wanted), **button}
    return Letter(template="listings/mail/found", context=context)


def _own(listing: Listing) -> dict[str, object]:
    """The business signs in; everybody else has the link."""
    button = {"button_url": links.own_address(listing), "button_text": _("Anzeige ändern, verlängern oder beenden")}
    return {"listing": listing, **button}
