"""What the demo's regions show of each other: three neighbours that share meetings, and a Kreis that writes for its Amt."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.demo.clock import days_ago
from kreislauf.mail.outbox import outbox
from kreislauf.regions import stepping_into
from marketplace.demo.shape import DemoRegion
from marketplace.meetings.hide import hide
from marketplace.meetings.models import Meeting, Registration
from tenants.models import Region
from tenants.sharing.adopt import adopt
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Card, Partnership
from tenants.sharing.partnership import accept, ask
from tenants.sharing.publish import compare_all, write_card

Regions = dict[str, Region]
MEETING = "meeting"
PARTNERSHIPS = (  # who asked, who was asked, whether they said yes
    ("kiel", "mittelholstein", True),
    ("dortmund", "mittelholstein", True),
    ("kiel", "dortmund", True),
    ("schleswig-flensburg", "kiel", False),
)
ADOPTIONS = (  # where, whose, what, how, and the words before it
    ("kiel", "mittelholstein", "Kurzarbeitergeld: Fragen an die Agentur", "follow",
     "Unsere Nachbarn in Mittelholstein haben noch Plätze. Kieler Betriebe sind herzlich eingeladen."),
    ("dortmund", "mittelholstein", "Kurzarbeitergeld: Fragen an die Agentur", "pin",
     "Der Norden fragt, der Pott hört mit. Kostet nichts, nur eine Stunde."),
    ("kiel", "mittelholstein", "Förderfrühstück am Bildschirm", "follow", "Ein Termin aus Mittelholstein, an dem Sie auch von hier teilnehmen können."),
    ("mittelholstein", "kiel", "Schaufenster, vor denen jemand stehen bleibt", "follow", ""),
    ("kiel", "dortmund", "Was ist deine Stunde wert?", "follow", "Die Dortmunder duzen. Sie dürfen das auch."),
    ("mittelholstein", "rendsburg-eckernfoerde", "Nach dem Sturm: was zuerst zu tun ist", "follow",
     "Sandsäcke liegen am Bauhof in Hohenwestedt und beim Gerätehaus in Aukrug."),
    ("mittelholstein", "rendsburg-eckernfoerde", "Eine Mitnahmebank aufstellen", "pin", "Bänke stehen schon in Nindorf und Todenbüttel. Wo soll die nächste hin?"),
    ("dortmund", "mittelholstein", "Einen Dorfladen gemeinsam retten", "follow", "Geht auch mit der Bude an der Ecke."),
)  # fmt: skip
WITHDRAWN = "Förderfrühstück am Bildschirm"
GUESTS = {"kiel": 8, "dortmund": 6}  # who registered there for the first of these


def share(made: list[tuple[DemoRegion, Region]]) -> None:
    """Once, between those that are there; all of it or nothing."""
    with stepping_into(None), transaction.atomic():
        if Partnership.objects.exists() or Card.objects.exists():
            return
        labels = [data.label for data, _region in made]
        regions = {one.label: one for one in Region.objects.filter(label__in=labels).for_cards()}
        if _is_new(regions.get("mittelholstein")):
            _share(regions)


def _is_new(origin: Region | None) -> bool:
    """Whether it has what is shared below: a demo that was begun with an older version has not."""
    if origin is None:
        return False
    with stepping_into(origin.card()):
        return Meeting.objects.filter(title=WITHDRAWN).exists()


def _share(regions: Regions) -> None:
    for region in regions.values():
        with stepping_into(region.card()):
            compare_all(at=days_ago(16))
    _agree(regions)
    for place, origin, title, mode, intro in ADOPTIONS:
        if {place, origin} <= set(regions):
            _adopt(regions[place], regions[origin], title, mode, intro)
    _withdraw(regions["mittelholstein"])
    _guests(regions)
    for region in regions.values():
        with stepping_into(region.card()):
            outbox().waiting().update(sent_at=F("queued_at"), tries=1)


def _agree(regions: Regions) -> None:
    asked_at = days_ago(40)
    for asker, asked, yes in PARTNERSHIPS:
        if not {asker, asked} <= set(regions):
            continue
        at = asked_at if yes else days_ago(1)
        with stepping_into(regions[asker].card()):
            partnership = ask(regions[asked], kinds=list(kinds()), by=_administrator(), at=at)
        if yes:
            with stepping_into(regions[asked].card()):
                accept(partnership, kinds=list(kinds()), by=_administrator(), at=at + timedelta(days=2))


def _adopt(place: Region, origin: Region, title: str, mode: str, intro: str) -> None:
    with stepping_into(None):
        card = Card.objects.get(origin=origin, title=title)
    with stepping_into(place.card()):
        adopt(card, mode=mode, intro=intro, by=_administrator(), at=days_ago(12))


def _withdraw(origin: Region) -> None:
    """The origin takes one back: its neighbours' pages say so."""
    with stepping_into(origin.card()):
        meeting = Meeting.objects.get(title=WITHDRAWN)
        hide(meeting, reason="Der Referent ist erkrankt.", by=_administrator(), at=timezone.now())
        write_card(MEETING, meeting.pk, at=timezone.now())


def _guests(regions: Regions) -> None:
    with stepping_into(regions["mittelholstein"].card()):
        coming = list(
            Registration.objects.filter(meeting__title=ADOPTIONS[0][2]).order_by("pk").values_list("pk", flat=True)
        )
        for label, number in GUESTS.items():
            if label not in regions:
                continue
            some, coming = coming[:number], coming[number:]
            region = regions[label]
            Registration.objects.filter(pk__in=some).update(via_region=region.pk, via_name=region.name)


def _administrator() -> User:
    return User.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")[0]
