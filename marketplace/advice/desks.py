"""What start pages say of texts: how many there are, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.slices import Tile, Todo
from marketplace.advice.models import Article
from marketplace.partners.models import Body


def office_tiles() -> Iterable[Tile]:
    public = counted(Article.objects.public())
    address = reverse("advice:office:articles")
    yield Tile(public, ngettext("Text in Rat & Hilfe", "Texte in Rat & Hilfe", public.n), address)
    due = counted(Article.objects.due(timezone.localdate()))
    if due:
        yield Tile(due, ngettext("Text zu prüfen", "Texte zu prüfen", due.n), f"{address}?stand=pruefen", todo=True)


def partner_tiles(body: Body) -> Iterable[Tile]:
    address, own = reverse("advice:partner:articles"), Article.objects.filter(body=body)
    public, drafts = counted(own.public()), counted(own.drafts())
    yield Tile(public, ngettext("Text auf der Seite", "Texte auf der Seite", public.n), address)
    yield Tile(drafts, ngettext("Entwurf in Arbeit", "Entwürfe in Arbeit", drafts.n), f"{address}?stand=entwurf")


def partner_todo(body: Body) -> Iterable[Todo]:
    """What the editors have to release, and what has to be read again."""
    address, own = reverse("advice:partner:articles"), Article.objects.filter(body=body)
    waiting = counted(own.filter(for_editors_at__isnull=False, archived_at__isnull=True))
    if waiting:
        text = ngettext("%(n)s Text wartet auf die Redaktion.", "%(n)s Texte warten auf die Redaktion.", waiting.n)
        yield Todo(_("Ansehen und freigeben"), f"{address}?stand=redaktion", text % {"n": waiting})
    due = counted(own.due(timezone.localdate()))
    if due:
        text = ngettext(
            "Bei %(n)s Text ist offen, ob er noch stimmt.", "Bei %(n)s Texten ist offen, ob sie noch stimmen.", due.n
        )
        yield Todo(_("Texte prüfen"), f"{address}?stand=pruefen", text % {"n": due})
