"""Letters about articles: to authors, editors, partners who sign, and whoever has to say that a text still holds."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.advice import links
from marketplace.advice.keeping.due import due_of
from marketplace.advice.models import Article, CoSignature
from marketplace.advice.statistics.wanted import wanted

RELATED = ("body", "author")
MOST_IN_A_LETTER = 20


@letter("advice.for_editors", Article, title=gettext_lazy("Text eines Partners: bitte ansehen"), related=RELATED)
def for_editors(article: Article, *, version: int) -> Letter | None:
    if article.version != version or article.for_editors_at is None:
        return None
    return _about(article, "for_editors", _("Ansehen und freigeben"))


@letter("advice.given_back", Article, title=gettext_lazy("Text zurückgegeben"), related=RELATED)
def given_back(article: Article, *, version: int) -> Letter | None:
    if article.version != version or not article.editors_note:
        return None
    return _about(article, "given_back", _("Text ändern"))


@letter("advice.approved", Article, title=gettext_lazy("Text ist online"), related=RELATED)
def approved(article: Article, *, version: int) -> Letter | None:
    if not article.is_public:
        return None
    button = {"button_url": article.page_address, "button_text": _("Text ansehen")}
    return Letter(template="advice/mail/approved", context={"article": article, **button})


@letter("advice.review", None, title=gettext_lazy("Texte: stimmt das noch?"))
def review(owner: str) -> Letter | None:
    """Nothing where somebody has looked at all of them since."""
    due = due_of(owner, timezone.now(), most=MOST_IN_A_LETTER + 1)
    if not due:
        return None
    button = {"button_url": links.review_address(owner, at=timezone.now()), "button_text": _("Alle durchgehen")}
    context = {"articles": due[:MOST_IN_A_LETTER], "more": len(due) > MOST_IN_A_LETTER, **button}
    return Letter(template="advice/mail/review", context=context)


@letter("advice.missing", None, title=gettext_lazy("Gesucht und nicht gefunden"))
def missing(to: str, *, month: str) -> Letter | None:
    """``month`` is its first day; nothing where the words are forgotten."""
    words = wanted(date.fromisoformat(month))
    if not words:
        return None
    address = current_region().url + reverse("advice:office:missing", urlconf="kreislauf.urls_region")
    context = {"words": words, "month": date_format(date.fromisoformat(month), "F Y")}
    button = {"button_url": address, "button_text": _("Alles sehen, was fehlt")}
    return Letter(template="advice/mail/missing", context=context | button)


@letter("advice.co_signature", CoSignature, title=gettext_lazy("Bitte mitzeichnen"), related=("article__body", "body"))
def co_signature(asked: CoSignature, *, sent_to: str, user_id: int | None = None) -> Letter | None:
    """The button opens a page with the text; nothing is signed by opening it."""
    if asked.signed_at or asked.refused_at or asked.article.is_ended:
        return None
    address = links.co_signature_address(asked, sent_to=sent_to, user_id=user_id)
    button = {"button_url": address, "button_text": _("Text ansehen")}
    return Letter(template="advice/mail/co_signature", context={"asked": asked, "article": asked.article, **button})


@letter(
    "advice.co_signed", CoSignature, title=gettext_lazy("Antwort zur Mitzeichnung"), related=("article__body", "body")
)
def co_signed(asked: CoSignature) -> Letter | None:
    if not (asked.signed_at or asked.refused_at):
        return None
    button = {"button_url": links.desk_address(asked.article), "button_text": _("Text ansehen")}
    return Letter(template="advice/mail/co_signed", context={"asked": asked, "article": asked.article, **button})


@letter("advice.broken_links", Article, title=gettext_lazy("Links, die nicht mehr antworten"), related=RELATED)
def broken_links(article: Article) -> Letter | None:
    broken = list(article.checked_links.filter(failures__gte=3)[:MOST_IN_A_LETTER])
    if not broken or not article.is_public:
        return None
    context = {"article": article, "broken": broken}
    button = {"button_url": links.edit_address(article), "button_text": _("Text ändern")}
    return Letter(template="advice/mail/broken_links", context=context | button)


def _about(article: Article, template: str, button: str) -> Letter:
    context = {"article": article, "shown": article.proposed(), "button_text": button}
    return Letter(template=f"advice/mail/{template}", context=context | {"button_url": links.desk_address(article)})
