"""Anybody may send a notice about an article; see ``marketplace.trust``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.advice.links import edit_address
from marketplace.advice.models import Article
from marketplace.advice.office.hide import hide, show
from marketplace.advice.people import submitter_of
from marketplace.trust.noticeable import Noticeable


def _words(article: Article) -> str:
    steps = [f"{step['title']} {step.get('text', '')}" for step in article.steps]
    return "\n\n".join(filter(None, [article.title, article.lead, article.text_md, *steps]))


NOTICEABLE = Noticeable(
    kind="article",
    model=Article,
    title=_("Text"),
    rows=lambda: Article.objects.select_related("body", "author"),
    is_shown=lambda article: article.is_public,
    author=submitter_of,
    words=_words,
    page="advice:office:article",
    hide=hide,
    show=show,
    edit_address=edit_address,
)
