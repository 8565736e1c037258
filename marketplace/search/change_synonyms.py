"""Change the region's words that mean the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.search.models import SynonymText
from marketplace.search.question import forget_synonyms, synonym_text
from marketplace.search.synonyms import check


@transaction.atomic
def change_synonyms(text: str, *, by: Actor, at: datetime) -> None:
    """Refuses with ``BadSynonyms``, which names each line that is not understood."""
    text = text.replace("\r\n", "\n").strip()
    check(text)
    if text == synonym_text().strip():
        return
    row, _is_new = SynonymText.objects.update_or_create(pk=1, defaults={"text": text})
    forget_synonyms()
    record("synonyms.changed", row, by=by, at=at)
