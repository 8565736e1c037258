"""What the hub's benches need beside many meetings and articles."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.regions import stepping_into
from tests.bench.acts.regions import _card

BODIES = 13


def start(label: str, advisers: int) -> None:
    """Thirteen partners, four topics with three below each, and so many people who advise."""
    from tests.make import make_body
    from tests.make_article import make_adviser, make_topic

    with stepping_into(_card(label)):
        bodies = [make_body(name=f"Kammer {number}", slug=f"kammer-{number}") for number in range(BODIES)]
        tops = [make_topic(f"Thema {number}", slug=f"thema-{number}") for number in range(4)]
        topics = [make_topic(f"Frage {n}", slug=f"frage-{n}", parent=tops[n % 4]) for n in range(12)]
        for number in range(advisers):
            make_adviser(bodies[number % BODIES], name=f"Meike Storm {number}", topics=(topics[number % 12],))


def adopt_meetings(label: str, of: str, many: int) -> None:
    """So many of a neighbour's meetings among those of the region: two a day from tomorrow on."""
    from tenants.sharing.models import Adoption, Card

    ours, theirs, now = _card(label), _card(of), timezone.now()
    with stepping_into(None):
        cards = [
            Card(
                origin_id=theirs.id,
                kind="meeting",
                origin_pk=number,
                title=f"Nachfolge im Handwerk {number}",
                lead="Die Kammer nebenan lädt ein.",
                starts_at=now + timedelta(hours=12 * (number + 2)),
                ends_at=now + timedelta(hours=12 * (number + 2) + 2),
                path=f"/termine/{number}/nachfolge/",
                facts={"kind": "online"},
                audience=Card.Audience.PARTNERS,
                published_at=now,
                changed_at=now,
            )
            for number in range(many)
        ]
        made = Card.objects.bulk_create(cards)
        Adoption.objects.bulk_create(
            [Adoption(card=one, region_id=ours.id, adopted_at=now, by="bench", card_version=1) for one in made]
        )
