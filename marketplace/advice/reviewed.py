"""What the office decides on before an article is seen; see ``marketplace.review``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.advice import links
from marketplace.advice.models import AUDIENCES, Article, ArticleKind, Language, Topic
from marketplace.advice.people import submitter_of
from marketplace.advice.reading import reading_context
from marketplace.advice.writing.forms import ArticleForm, initial_of
from marketplace.advice.writing.markdown_field import hints
from marketplace.advice.writing.release import released
from marketplace.review.differences import Difference, differences, value_in_words
from marketplace.review.kinds import Fact, Review


def _facts(article: Article) -> Iterable[Fact]:
    yield _("Art"), ArticleKind(article.kind).label
    yield _("Partner"), str(article.body or "")
    yield _("Themen"), _value("topic_ids", article.topic_ids)
    yield _("Für wen"), _value("audiences", article.audiences)
    yield _("Gilt ab"), _value("valid_from", article.valid_from)
    yield _("Gilt bis"), _value("valid_until", article.valid_until)
    yield _("Wie viel"), article.amount
    yield _("Wer es bekommt"), article.who
    yield _("Wo der Antrag gestellt wird"), article.authority
    yield _("Links"), _value("links", article.links)
    yield _("Sprachen"), ", ".join(str(Language(one).label) for one in article.translations)
    yield _("Geschrieben von"), str(article.author or "")


def _differences(before: Article, after: Article) -> list[Difference]:
    return differences(before, after, words_of=_value)


def _value(name: str, value: Any) -> str:
    """A stored value as a clerk reads it."""
    if isinstance(value, date):
        return date_format(value, "d.m.Y")
    if name == "topic_ids":
        return ", ".join(Topic.objects.filter(pk__in=value).values_list("title", flat=True))
    if name == "audiences":
        return ", ".join(str(AUDIENCES[one]) for one in value if one in AUDIENCES)
    if name == "links":
        return ", ".join(f"{one['label']} ({one['url']})" for one in value)
    if name == "steps":
        return "\n".join(f"{n}. {one['title']}: {one.get('text', '')}" for n, one in enumerate(value, start=1))
    if name == "translations":
        said = (f"{Language(language).label}: {one['title']}\n{one['text_md']}" for language, one in value.items())
        return "\n\n".join(said)
    return value_in_words(name, value)


def _form(article: Article, data: Any, files: Any) -> ArticleForm:
    return ArticleForm(data, kind=article.kind, initial=initial_of(article))


def _text(article: Article) -> str:
    return "\n\n".join(filter(None, [article.lead, article.text_md]))


def _context(article: Article) -> Mapping[str, Any]:
    return {"article": article, "reading": reading_context(article.proposed())}


def _known_as(article: Article) -> tuple[str, str]:
    return (f"body:{article.body_id}", str(article.body)) if article.body else ("", "")


REVIEW = Review(
    kind="article",
    model=Article,
    title=gettext_lazy("Text"),
    plural=gettext_lazy("Texte"),
    page="advice:office:article",
    form=_form,
    submitter=submitter_of,
    facts=_facts,
    text=_text,
    line=lambda article: f"{ArticleKind(article.kind).label} · {article.body or ''}".rstrip(" ·"),
    related=("body", "author"),
    differences=_differences,
    body="advice/parts/review.html",
    context=_context,
    doubts=lambda article: hints([article.text_md, *(step.get("text", "") for step in article.steps)]),
    promise=lambda article: _("Dann steht der Text sofort auf der Seite."),
    edit_page=links.edit_address,
    approved=released,
    sort=lambda article: article.kind,
    known_as=_known_as,
)
