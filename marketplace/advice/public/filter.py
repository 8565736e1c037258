"""What a reader may ask the advice for, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from marketplace.advice.models import AUDIENCES, Article, ArticleKind, Articles, ArticleText, Language
from marketplace.advice.public.choices import topics_in_order

LONGEST_WORDS = 80
_THROUGH = Article.topics.through
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """``?q=…&thema=gruendung&fuer=solo&art=guide&sprache=uk&partner=ihk``. What does not exist finds nothing."""

    words: str = ""
    topic: str = ""
    audience: str = ""
    kind: str = ""
    language: str = ""
    body: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> ArticleFilter:
        return cls(
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
            topic=_one(query, "thema"),
            audience=_one(query, "fuer"),
            kind=_one(query, "art"),
            language=_one(query, "sprache"),
            body=_one(query, "partner"),
        )

    @property
    def any(self) -> bool:
        return self != ArticleFilter()

    def query(self) -> str:
        """The same as an address writes it, with ``?`` in front where there is anything."""
        named = (("q", self.words), ("thema", self.topic), ("fuer", self.audience), ("art", self.kind))
        pairs = [*named, ("sprache", self.language), ("partner", self.body)]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"?{text}" if text else ""

    def without(self, **changes: str) -> str:
        return replace(self, **changes).query()

    def results(self) -> Articles:
        """Public articles that match."""
        return self.among(Article.objects.public(), topics=topic_numbers(self.topic) if self.topic else None)

    def among(self, found: Articles, *, topics: Numbers | None) -> Articles:
        """Those that match. ``topics`` are the numbers of the one asked for, which each region counts itself."""
        found = found if topics is None else _about(found, topics)
        if self.kind:
            found = found.filter(kind=self.kind) if self.kind in ArticleKind else found.none()
        if self.audience:
            found = written_for(found, self.audience)
        if self.language:
            found = in_language(found, self.language)
        if self.body:
            found = found.filter(body__slug=self.body)
        return found.in_words(self.words) if self.words else found


def about(found: Articles, slug: str) -> Articles:
    """A topic holds what stands below it, too."""
    return _about(found, topic_numbers(slug))


def topic_numbers(slug: str) -> Numbers:
    """Of the topic and those below it; a region has few, and their query is prepared."""
    return tuple(
        one.pk for row in topics_in_order() for one in (row.topic, *row.children) if slug in (row.topic.slug, one.slug)
    )


def _about(found: Articles, topics: Numbers) -> Articles:
    # By numbers and not by a further query: then the database knows how many articles a topic has, and of a big one
    # reads the newest until a page is full, instead of all that are about it.
    return found.filter(Exists(_THROUGH.objects.filter(article_id=OuterRef("pk"), topic_id__in=topics)))


def written_for(found: Articles, audience: str) -> Articles:
    """Also what says nothing of its readers: it is for everybody."""
    if audience not in AUDIENCES:
        return found.none()
    return found.filter(Q(audiences__contains=[audience]) | Q(audiences=[]))


def in_language(found: Articles, language: str) -> Articles:
    if language not in Language:
        return found.none()
    return found.filter(Exists(ArticleText.objects.filter(article_id=OuterRef("pk"), language=language)))


def _one(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\0", "")[:60]
