"""What staff decides on before a listing is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from marketplace.listings import emails
from marketplace.listings.details import details_in_words
from marketplace.listings.help.waves import begin
from marketplace.listings.lifetime.forget import REFUSED_KEPT
from marketplace.listings.models import Listing, Seller
from marketplace.listings.own.renew import lives_for
from marketplace.listings.seekers import notify_seekers
from marketplace.listings.spam.doubts import doubts
from marketplace.listings.submit.forms import TextsForm, initial_of
from marketplace.review.kinds import Fact, Review


def approved(listing: Listing, *, is_new: bool, by: Actor, at: datetime) -> None:
    """Its life begins; a changed text does not move it up the list."""
    if is_new:
        listing.released_at = listing.shown_at = at
        listing.expires_at = at + timedelta(days=lives_for(listing))
        listing.save(update_fields=["released_at", "shown_at", "expires_at"])
        if listing.kind.answered_by_id is not None:
            begin(listing, at=at)
        notify_seekers(listing, at=at)
    emails.approved.queue(listing, to=listing.author_address)


def _form(listing: Listing, data: Any, files: Any) -> TextsForm:
    return TextsForm(data, files, initial=initial_of(listing), kind=listing.kind, business=listing.business)


def _facts(listing: Listing) -> Iterable[Fact]:
    yield _("Art"), listing.kind.name
    yield _("Bereich"), str(listing.category or "")
    yield _("Preis"), listing.price
    yield from details_in_words(listing)
    yield _("Ort"), f"{listing.postcode} {listing.place}"
    yield _("Wer schreibt"), Seller(listing.seller).label
    yield _("Von"), ", ".join(filter(None, [listing.contact_name, listing.author_address, listing.phone]))


def _pictures(listing: Listing) -> list[tuple[str, str]]:
    return [(one.get("name", ""), one.get("alt", "")) for one in listing.pictures]


def _known_as(listing: Listing) -> tuple[str, str]:
    if listing.business is not None:
        return f"business:{listing.business.pk}", listing.business.name
    return listing.email, listing.email


REVIEW = Review(
    kind="listing",
    model=Listing,
    title=_("Anzeige"),
    plural=_("Anzeigen"),
    page="listings:office:listing",
    form=_form,
    submitter=lambda listing: listing.author_address,
    facts=_facts,
    text=lambda listing: listing.body,
    line=lambda listing: f"{listing.kind.name} · {listing.place}",
    related=("kind", "category", "business"),
    pictures=_pictures,
    urgent=lambda listing: listing.kind.is_urgent,
    form_body="listings/parts/fields.html",
    doubts=doubts,
    promise=lambda listing: _("Dann steht die Anzeige sofort auf der Seite."),
    approved=approved,
    emptied={"pictures": []},
    sort=lambda listing: listing.kind.slug,
    known_as=_known_as,
    refused_kept=REFUSED_KEPT,
)
