"""An article as neighbour regions see it: in German, with its steps and with the numbers of today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import midnight
from kreislauf.regions import current_region
from kreislauf.shareable import CardTexts
from marketplace.advice.contacts import Contacts, without_contacts
from marketplace.advice.models import Adviser, Article
from marketplace.advice.public.shown import shown_text
from marketplace.review.decisions import locked
from tenants.sharing.publish import publish

KIND = "article"


def find(pk: int) -> Article | None:
    return Article.objects.select_related("body").filter(pk=pk).first()


def shared_now() -> list[int]:
    return list(Article.objects.public().exclude(shared_with="").values_list("pk", flat=True))


def card_of(article: Article) -> CardTexts | None:
    """None for one that is not public or shared with nobody."""
    if not article.shared_with or not Article.objects.public().filter(pk=article.pk).exists():
        return None
    until = article.valid_until
    return CardTexts(
        title=article.title,
        lead=without_contacts(article.lead),
        text_html=_html(article),
        path=article.get_absolute_url(),
        audience=article.shared_with,
        ends_at=midnight(until + timedelta(days=1)) if until else None,
        facts=_facts(article),
    )


def share(article: Article) -> None:
    """Whatever changed, neighbours see it soon; in the transaction of the change."""
    publish(KIND, article.pk)


def share_all_naming(adviser: Adviser) -> None:
    """A number changed: so do the cards of texts that name it."""
    for pk in Article.objects.filter(contact_ids__contains=[adviser.pk]).exclude(shared_with="").values_list("pk"):
        publish(KIND, pk[0])


@transaction.atomic
def share_with(article: Article, audience: str, *, by: Actor, at: datetime) -> Article:
    """Say which regions may show it; nobody is the empty text."""
    row = locked(article)
    if row.shared_with != audience:
        row.shared_with = audience
        row.save(update_fields=["shared_with"])
        record("article.shared", row, by=by, at=at, audience=audience)
        share(row)
    return row


def _html(article: Article) -> str:
    contacts = Contacts.named_in(article.text_html, pks=article.contact_ids)
    text = shown_text(article, None, contacts)
    return render_to_string("advice/shared/text.html", {"text": text}).strip()


def _facts(article: Article) -> dict[str, Any]:
    signed = [signature.body.name for signature in article.co_signatures.valid().select_related("body")]
    return {
        "kind": article.get_kind_display(),
        "hosts": [article.body.name if article.body else current_region().name, *signed],
        "amount": article.amount,
        "who": article.who,
        "authority": article.authority,
        "valid_until": date_format(article.valid_until, "j. F Y") if article.valid_until else "",
        "links": article.links,
    }
