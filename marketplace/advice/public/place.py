"""What the rest of a region shows of advice: front page, a partner's page, search, sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.searches import Hit, Search
from kreislauf.slices import FrontTile, Section, Sitemap
from marketplace.advice.contacts import without_contacts
from marketplace.advice.models import Adviser, Article, ArticleKind, Topic
from marketplace.advice.public.lists import NEWS_ON_TOP, latest_news, rows_of
from marketplace.advice.shared.lists import hits_of_neighbours
from marketplace.partners.models import Body

OF_BODY = 6
FRONT_TOPICS = 12


def front_tiles() -> Iterable[FrontTile]:
    count = counted(Article.objects.public())
    more = ngettext("%(n)s Text", "%(n)s Texte", count.n) % {"n": count} if count else _("Zum Wegweiser")
    text = _("Wer berät, was gefördert wird, was jetzt zu tun ist: von allen Partnern an einer Stelle.")
    yield FrontTile(_("Rat & Hilfe"), text, more, "lighthouse", reverse("advice:hub"), position=25)


def front_sections() -> Iterable[Section]:
    """News, five at most, and the way to whoever helps."""
    news = list(latest_news()[:NEWS_ON_TOP])
    if news:
        yield Section("advice/sections/news.html", {"news": news})
    topics = list(Topic.objects.top()[:FRONT_TOPICS])
    if topics:
        yield Section("advice/sections/hub.html", {"topics": topics})


def body_sections(body: Body) -> Iterable[Section]:
    articles = list(rows_of(Article.objects.public().filter(body=body)).order_by("-released_at", "-pk")[:OF_BODY])
    advisers = list(Adviser.objects.shown().filter(body=body).select_related("body").in_order()[:OF_BODY])
    if articles or advisers:
        context = {"articles": articles, "advisers": advisers, "body": body}
        yield Section("advice/sections/_body.html", context, "rat", _("Rat & Hilfe"))


def sitemap() -> Sitemap:
    return Sitemap(Article.objects.public().only("title", "approved_at"), changed_at="approved_at")


def _rows() -> Any:
    return rows_of(Article.objects.public()).order_by("-released_at", "-pk")


def _hit(article: Article) -> Hit:
    notes = [str(article.get_kind_display()), article.body.name if article.body else ""]
    if article.kind == ArticleKind.PROGRAMME and article.valid_until:
        notes.append(str(_("bis %(day)s")) % {"day": date_format(article.valid_until, "j. F Y")})
    return Hit(article.title, without_contacts(article.lead), " · ".join(filter(None, notes)))


SEARCH = Search(
    *("rat", _("Rat & Hilfe"), "advice:hub", _("Rat finden")),
    position=25,
    rows=_rows,
    hit=_hit,
    texts=("title", "lead", "text_md"),
    neighbours=hits_of_neighbours,
)
