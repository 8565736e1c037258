"""What waits for a business in its campaigns, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.slices import Tile, Todo
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Campaigns
from marketplace.campaigns.writing.rules import owes_an_update

IN_TODO = 4


def office_tiles() -> Iterable[Tile]:
    yield _tile(Campaign.objects.running(), reverse("campaigns:office:list"))


def business_tiles(business: Business) -> Iterable[Tile]:
    yield _tile(Campaign.objects.running().filter(business=business), reverse("campaigns:business:list"))


def _tile(campaigns: Campaigns, url: str) -> Tile:
    number = counted(campaigns)
    return Tile(number, ngettext("laufende Kampagne", "laufende Kampagnen", number.n), url)


def orphaned_todo() -> Iterable[Todo]:
    """Campaigns of businesses that have closed, which staff has to stop."""
    n = Campaign.objects.orphaned().count()
    if n:
        text = ngettext(
            "%(n)s Kampagne läuft noch, deren Betrieb geschlossen hat.",
            "%(n)s Kampagnen laufen noch, deren Betrieb geschlossen hat.",
            n,
        )
        yield Todo(_("Kampagnen anhalten"), f"{reverse('campaigns:office:list')}?stand=geschlossen", text % {"n": n})


def closing_notes(business: Business) -> Iterable[str]:
    """What staff reads of it before it closes a business."""
    n = Campaign.objects.running().filter(business=business).count()
    if n:
        text = ngettext(
            "%(n)s laufende Kampagne nimmt dann nichts mehr an. Geld bewegt sich nicht. Halten Sie sie danach an.",
            "%(n)s laufende Kampagnen nehmen dann nichts mehr an. Geld bewegt sich nicht. Halten Sie sie danach an.",
            n,
        )
        yield text % {"n": n}


def business_todo(business: Business) -> Iterable[Todo]:
    """Drafts that lie about, questions of staff, and who waits to hear what became of it."""
    own = Campaign.objects.filter(business=business).only("title", "business", "written_at", "asked_at", "question")
    for one in own.filter(handed_in_at=None, closed_at=None).order_by("-written_at", "-pk")[:IN_TODO]:
        text = _("Ihr Entwurf wartet darauf, dass Sie ihn fertig schreiben.")
        yield Todo(one.title, reverse("campaigns:business:campaign", args=[one.pk]), text, one.written_at)
    for one in own.asked().order_by("asked_at", "pk")[:IN_TODO]:
        yield Todo(one.title, reverse("campaigns:business:edit", args=[one.pk]), one.question, one.asked_at)
    silent = owes_an_update(business)
    if silent is not None and silent.ended_at is not None and silent.ended_at < timezone.now():
        text = _("Erzählen Sie denen, die Sie unterstützt haben, was daraus geworden ist.")
        yield Todo(silent.title, reverse("campaigns:business:new_update", args=[silent.pk]), text, silent.ended_at)
