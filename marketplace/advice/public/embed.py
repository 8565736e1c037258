"""Advice inside of another site: the newest texts, of one topic or kind where the query says so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.advice.models import Article, ArticleKind
from marketplace.advice.public.choices import topics_in_order
from marketplace.advice.public.filter import ArticleFilter
from marketplace.advice.public.lists import rows_of

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?thema=gruendung&art=guide``; what does not exist finds nothing."""
    filters = ArticleFilter.of(request.GET)
    articles = list(rows_of(filters.results()).order_by("-released_at", "-pk")[:SHOWN_IN_FRAME])
    return EmbedPage(
        template="advice/public/embed.html",
        context={"articles": articles},
        links=[EmbedLink(one.title, one.get_absolute_url(), _note(one)) for one in articles],
        more=_("Zu Rat & Hilfe"),
        more_url=f"{reverse('advice:hub')}{filters.query()}",
    )


def _note(article: Article) -> str:
    return ", ".join(filter(None, [str(article.get_kind_display()), article.body.name if article.body else ""]))


def _choices() -> Iterable[tuple[str, str]]:
    yield str(_("Aktuelles")), urlencode({"art": ArticleKind.NEWS})
    yield str(_("Förderprogramme")), urlencode({"art": ArticleKind.PROGRAMME})
    for row in topics_in_order():
        for topic in (row.topic, *row.children):
            yield topic.title, urlencode({"thema": topic.slug})


EMBED = Embed("rat", gettext_lazy("Rat & Hilfe"), _page, choices=_choices)
