"""How staff decides on businesses; see ``marketplace.review``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.accounts.invite import Blocked
from kreislauf.audit.actor import Actor
from marketplace.businesses import emails
from marketplace.businesses.forms import TextsForm, texts_of
from marketplace.businesses.hours import in_words
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import Business, Category
from marketplace.businesses.pin_words import pin_words
from marketplace.review.differences import Difference, differences, value_in_words
from marketplace.review.kinds import Fact, Review
from marketplace.review.links import absolute

MOST_LOOKALIKES = 3
PIN = ("latitude", "longitude")


def _facts(business: Business) -> Iterable[Fact]:
    yield _("Branche"), business.category.name
    yield _("Anschrift"), business.address
    yield _("Ortsteil"), business.district
    yield _("Öffnungszeiten"), in_words(business.hours)
    yield _("Geändert"), business.changed_hours
    yield _("Leistungen"), ", ".join(business.services)
    yield _("Liefert"), (business.delivery_note or _("ja")) if business.delivers else ""
    yield _("Online-Shop"), business.web_shop
    yield _("Website"), business.website
    yield _("Von"), ", ".join(filter(None, [business.contact_name, business.email, business.phone]))


def _differences(before: Business, after: Business) -> list[Difference]:
    found = differences(before, after, words_of=_words, leave=PIN)
    if any(getattr(before, name) != getattr(after, name) for name in PIN):
        found.append(Difference("pin", _("Ort auf der Karte"), pin_words(before), pin_words(after, before)))
    return found


def _words(name: str, value: Any) -> str:
    if name == "services":
        return ", ".join(value)
    return Category.objects.get(pk=value).name if name == "category_id" else value_in_words(name, value)


def likeness(other: Business) -> str:
    """Why one of ``lookalikes`` is mentioned, in a sentence."""
    if other.same_name:  # type: ignore[attr-defined]
        text = _("Der Name ist von „%(name)s“ kaum zu unterscheiden.")
    else:
        text = _("Unter dieser Anschrift gibt es schon „%(name)s“.")
    return text % {"name": other}


def _doubts(business: Business) -> list[str]:
    return [likeness(other) for other in business.lookalikes()[:MOST_LOOKALIKES]]


def _context(business: Business) -> Mapping[str, Any]:
    return {
        "business": business,
        "hours": in_words(business.hours),
    }


def _approved(business: Business, *, is_new: bool, by: Actor, at: datetime) -> None:
    """The owner of a new one is invited, unless the office has blocked them: who approves a text unblocks nobody."""
    try:
        invitation = invite_owner(business, by=by, at=at, letter=False) if is_new else None
    except Blocked:
        invitation = None
    emails.approved.queue(business, to=business.email, invitation_id=invitation.pk if invitation else 0)


def _rejected(business: Business, *, is_new: bool, by: Actor, at: datetime) -> None:
    emails.rejected.queue(business, to=business.email, version=business.version)


def _promise(business: Business) -> str:
    if business.approved_at is None:
        return _("Dann steht der Betrieb sofort im Verzeichnis und bekommt seinen Zugang per E-Mail.")
    return _("Dann ersetzt der neue Text sofort den bisherigen.")


def _edit_page(business: Business) -> str:
    """Where there is somebody who can sign in."""
    if not business.members.exists():
        return ""
    return absolute(reverse("businesses:business:profile", urlconf="kreislauf.urls_region"))


REVIEW = Review(
    kind="business",
    model=Business,
    title=gettext_lazy("Betrieb"),
    plural=gettext_lazy("Betriebe"),
    page="businesses:office:detail",
    form=lambda business, data, files: TextsForm(data, files, initial=texts_of(business)),
    submitter=lambda business: business.email,
    facts=_facts,
    text=lambda business: business.description,
    line=lambda business: f"{business.category.name}, {business.place}",
    related=("category",),
    differences=_differences,
    pictures=lambda business: [(business.picture, business.picture_alt)] if business.picture else [],
    body="businesses/parts/review.html",
    form_body="businesses/parts/entry_fields.html",
    head="businesses/parts/review_head.html",
    context=_context,
    doubts=_doubts,
    promise=_promise,
    edit_page=_edit_page,
    approved=_approved,
    rejected=_rejected,
    emptied={"picture": None, "picture_alt": ""},
    known_as=lambda business: (f"business:{business.pk}", business.name),
    older_links="business approval",
)
