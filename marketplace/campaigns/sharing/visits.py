"""How often a campaign was looked at, and through whose link: counted by word, without a trace of who came."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F
from django.http import HttpResponse

from kreislauf.web.views_counted import count_view, views_taken
from marketplace.campaigns.models import Campaign, Pledge, SharedWord
from marketplace.campaigns.models.pledge import PAID, PROMISED
from marketplace.campaigns.sharing.words import clean_word

MOST_WORDS = 200  # of one campaign: whoever makes up more is counted among those without a word
FEWEST_SHOWN, MOST_SHOWN = 5, 50
_NAME = "campaigns.visits"


def count_visit(response: HttpResponse, campaign: Campaign, typed: str) -> HttpResponse:
    """Whoever gets this answer looks at the campaign, through the link with that word or through another."""
    return count_view(response, _NAME, f"{campaign.pk} {clean_word(typed)}")


def shared_words(campaign: Campaign) -> list[SharedWord]:
    """Those that enough people followed, the best first; the link without a word is not among them."""
    found = SharedWord.objects.filter(campaign=campaign, visits__gte=FEWEST_SHOWN).exclude(word="")
    return list(found.order_by("-visits", "word")[:MOST_SHOWN])


def visits_of(campaign: Campaign) -> int:
    """How often its page was looked at, as far as it is written down."""
    return sum(SharedWord.objects.filter(campaign=campaign).values_list("visits", flat=True))


@transaction.atomic
def write_down(*, at: datetime) -> None:
    """What has happened since the last time."""
    taken = Counter[tuple[int, str]]()
    for (_day, what), number in views_taken(_NAME).items():
        campaign, _blank, word = what.partition(" ")
        taken[int(campaign), word] += number
    known = set(Campaign.objects.filter(pk__in={pk for pk, _word in taken}).values_list("pk", flat=True))
    for (pk, word), number in sorted(taken.items()):
        if pk in known:
            _add(pk, word, number)
    for pk in sorted(known):
        _count_pledges(pk)


def _add(pk: int, word: str, number: int) -> None:
    rows = SharedWord.objects.filter(campaign=pk)
    if rows.filter(word=word).update(visits=F("visits") + number):
        return
    if word and rows.count() > MOST_WORDS:
        _add(pk, "", number)
    else:
        SharedWord.objects.create(campaign_id=pk, word=word, visits=number)


def _count_pledges(pk: int) -> None:
    found = Pledge.objects.filter(PAID | PROMISED, campaign=pk).exclude(word="").order_by()
    for word, number in found.values_list("word").annotate(number=Count("pk")):
        SharedWord.objects.filter(campaign=pk, word=word).exclude(pledges=number).update(pledges=number)
