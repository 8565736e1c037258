"""The words that stand in what visitors may see, with how often: what „Meinten Sie …?“ can suggest."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db import transaction

from kreislauf.slices import Search
from marketplace.search.fold import folded
from marketplace.search.models import Word
from tenants.branding.models import Branding
from tenants.branding.modules import slices_on

SHORTEST, LONGEST = 4, 40
MOST_WORDS = 30_000
AT_ONCE = 2000
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},{LONGEST}}}")


def write_vocabulary() -> None:
    """Anew, from the rows of the slices that are on. At night: kept by triggers, every writer would wait for „und“."""
    found = _count()
    known = dict(Word.objects.values_list("folded", "number"))
    changed = [word for word in found if known.get(word.folded) != word.number]
    with transaction.atomic():
        gone = list(known.keys() - {word.folded for word in found})
        for begin in range(0, len(gone), AT_ONCE):
            Word.objects.filter(folded__in=gone[begin : begin + AT_ONCE]).delete()
        Word.objects.bulk_create(
            changed,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["folded"],
            update_fields=["shown", "number"],
        )


def _count() -> list[Word]:
    """The most frequent words, each as it is written most often."""
    written = Counter[str]()
    for one in slices_on(Branding.objects.get()):
        for search in one.search:
            for text in _texts(search):
                written.update(set(_WORD.findall(unicodedata.normalize("NFC", text))))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number in written.items():
        spelled[folded(word)][word] += number
    rows = [
        Word(folded=word, shown=found.most_common(1)[0][0], number=found.total()) for word, found in spelled.items()
    ]
    return sorted(rows, key=lambda word: -word.number)[:MOST_WORDS]


def _texts(search: Search) -> Iterator[str]:
    if search.rows is None or not search.texts:
        return
    rows = search.rows().order_by().values_list(*search.texts)
    for texts in rows.iterator(chunk_size=AT_ONCE):
        yield " ".join(filter(None, texts))
