"""Listings with the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.links import sign
from kreislauf.slices import Example
from marketplace.listings.links import ASK, CONFIRMATION, MESSAGE, OWN, REPLIES
from marketplace.listings.models import Ask, CallBack, Category, Kind, Listing, Message, PosterMail, Why
from marketplace.listings.models.kind import Writers

DAY = timedelta(days=1)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business`` and ``picture``; makes ``listing``."""
    word, now = secret.lower(), timezone.now()
    kind = Kind.objects.create(name=f"Art {secret}", call=f"Ich verschenke {secret}", slug=f"art-{word}")
    category = Category.objects.create(kind=kind, name=f"Bereich {secret}", slug=f"bereich-{word}", note=secret)
    for_businesses = Kind.objects.create(
        name=f"Stellen {secret}", call=f"Wir suchen {secret}", slug=f"stellen-{word}", writers=Writers.BUSINESSES
    )
    facts = {
        "kind": kind,
        "category": category,
        "title": f"Anzeige {secret}",
        "body": f"Beschreibung {secret}",
        "postcode": "24105",
        "place": "Wik",
        "contact_name": f"Petra {secret}",
        "email": f"{word}@example.org",
        "written_at": now,
        "submitted_at": now,
    }
    listing = Listing.objects.create(
        **facts, key=f"a-{word}", confirmed_at=now, approved_at=now, shown_at=now, expires_at=now + 30 * DAY
    )
    waiting = Listing.objects.create(**facts, key=f"b-{word}", confirmed_at=now)
    new = Listing.objects.create(**facts, key=f"c-{word}")
    of_business = Listing.objects.create(
        **facts | {"kind": for_businesses, "category": None},
        key=f"d-{word}",
        business=made["business"],
        seller="trader",
        confirmed_at=now,
        approved_at=now,
        shown_at=now,
        expires_at=now + 30 * DAY,
    )
    said = {"listing": listing, "name": f"Jan {secret}", "email": f"jan-{word}@example.org", "text": f"Ja, {secret}"}
    message = Message.objects.create(**said, key=f"a-{word}", written_at=now)
    sent = Message.objects.create(**said, key=f"b-{word}", written_at=now, confirmed_at=now, forwarded_at=now)
    help_kind = Kind.objects.create(
        name=f"Hilfe {secret}", call=f"Ich brauche {secret}", slug=f"hilfe-{word}", is_on_show=False
    )
    wanted = Listing.objects.create(
        **facts | {"kind": help_kind, "category": None, "email": f"bitte-{word}@example.org"},
        key=f"e-{word}",
        confirmed_at=now,
        approved_at=now,
        expires_at=now + 14 * DAY,
    )
    call = CallBack.objects.create(listing=listing, why=Why.MESSAGE, message=sent, since=now)
    ask = Ask.objects.create(wanted=wanted, helper=listing, wave=1, asked_at=now)
    recipient = PosterMail.objects.create(place=f"Ort {secret}", email=f"aushang-{word}@example.org")
    made.update(listing=listing, waiting_listing=waiting)
    own = {"token": sign(OWN, listing.pk, expires=DAY)}
    reply = {"token": sign(REPLIES, sent.pk, expires=DAY)}
    return {
        "listings:listing": Example(listing),
        "listings:of_kind": Example(listing, {"kind": kind.slug}),
        "listings:feed_of_kind": Example(listing, {"kind": kind.slug}),
        "listings:points_of_kind": Example(listing, {"kind": kind.slug}),
        "api:listings:detail": Example(listing),
        **{f"api:listings:{name}": Example(of_business) for name in ("renewal", "reservation", "ending")},
        "listings:number": Example(listing),
        "listings:picture": Example(listing, {"version": "alt"}),
        "listings:board_picture": Example(listing, {"version": "alt"}),
        "listings:office:window": Example(of_business),
        "listings:business:window": Example(of_business),
        "listings:office:flyer": Example(listing, {"form": "a5"}),
        "listings:office:recipient_removal": Example(recipient),
        "listings:new": Example(kind, {"kind": kind.slug}),
        "listings:confirmation": Example(new, {"token": sign(CONFIRMATION, new.pk, expires=DAY)}),
        "listings:contact": Example(listing),
        "listings:message": Example(message, {"token": sign(MESSAGE, message.pk, expires=DAY)}),
        "listings:reply": Example(sent, reply),
        "listings:blocking": Example(sent, reply),
        **{
            f"listings:{name}": Example(listing, own)
            for name in ("own", "edit", "renewal", "reservation", "ending", "reopening")
        },
        "listings:business:new": Example(for_businesses, {"kind": for_businesses.slug}),
        **{f"listings:business:{name}": Example(of_business) for name in ("listing", "renewal", "ending", "reopening")},
        "listings:ask": Example(wanted, {"token": sign(ASK, ask.pk, expires=DAY)}),
        "listings:help_outcome": Example(wanted, {"token": sign(OWN, wanted.pk, expires=DAY)}),
        "listings:office:new": Example(kind, {"kind": kind.slug}),
        **{f"listings:office:{name}": Example(listing) for name in ("listing", "hiding", "showing", "ending")},
        **{f"listings:office:{name}": Example(sent, {"pk": call.pk}) for name in ("call_done", "call_again")},
        "listings:office:kind": Example(kind),
        "listings:office:new_category": Example(kind),
        "listings:office:category": Example(category),
        "listings:office:category_removal": Example(category),
    }
