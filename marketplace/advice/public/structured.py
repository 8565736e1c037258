"""Articles and advisers for search engines, as schema.org wants them."""

from __future__ import annotations

from typing import Any

from kreislauf.german import machine_time
from kreislauf.regions import current_region
from marketplace.advice.contacts import without_contacts
from marketplace.advice.models import AUDIENCES, Adviser, Article, ArticleKind
from marketplace.advice.models.derived import CONTACT
from marketplace.partners.models import Body


def structured(article: Article) -> dict[str, Any]:
    """A guide is a list of steps, a question has its answer, a programme is a service of its authority."""
    url = article.page_address
    common = {"@context": "https://schema.org", "@id": url, "url": url, "inLanguage": "de"}
    if article.kind == ArticleKind.FAQ:
        answer = {"@type": "Answer", "text": f"<p>{article.lead}</p>{_answer_html(article)}"}
        question = {"@type": "Question", "name": article.title, "acceptedAnswer": answer}
        return common | {"@type": "FAQPage", "mainEntity": [question]}
    if article.kind == ArticleKind.PROGRAMME:
        return common | _programme(article)
    found: dict[str, Any] = common | {
        "@type": "HowTo" if article.kind == ArticleKind.GUIDE else "Article",
        "name": article.title,
        "description": article.lead,
        "datePublished": machine_time(article.released_at) if article.released_at else None,
        "dateModified": machine_time(article.approved_at) if article.approved_at else None,
        "expires": article.valid_until.isoformat() if article.valid_until else None,
        "publisher": organization(article.body) if article.body else _region(),
    }
    if article.kind == ArticleKind.GUIDE:
        found["step"] = [
            {"@type": "HowToStep", "name": one.get("title", ""), "text": without_contacts(one.get("text", ""))}
            for one in article.steps
        ]
    else:
        found["headline"] = article.title
    return _said(found)


def _programme(article: Article) -> dict[str, Any]:
    return _said(
        {
            "@type": "GovernmentService",
            "name": article.title,
            "description": article.lead,
            "serviceType": str(ArticleKind.PROGRAMME.label),
            "provider": {"@type": "Organization", "name": article.authority} if article.authority else None,
            "availabilityEnds": article.valid_until.isoformat() if article.valid_until else None,
            "audience": [{"@type": "Audience", "audienceType": str(AUDIENCES[one])} for one in _known(article)],
            "publisher": organization(article.body) if article.body else _region(),
        }
    )


def contact_point(adviser: Adviser) -> dict[str, Any]:
    """Needs the body."""
    return _said(
        {
            "@type": "ContactPoint",
            "name": adviser.name,
            "contactType": adviser.role,
            "telephone": adviser.phone,
            "email": adviser.email,
            "availableLanguage": adviser.languages,
            "url": adviser.booking_url,
        }
    )


def organization(body: Body) -> dict[str, Any]:
    return {"@type": "Organization", "name": body.name, "url": current_region().url + body.get_absolute_url()}


def _answer_html(article: Article) -> str:
    """The text's HTML, with no telephone number in it."""
    return CONTACT.sub("", article.text_html)


def _known(article: Article) -> list[str]:
    return [one for one in article.audiences if one in AUDIENCES]


def _region() -> dict[str, Any]:
    region = current_region()
    return {"@type": "Organization", "name": region.name, "url": region.url}


def _said(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "", [])}
