"""The office's page of everything that waits, and what it sets up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.review.change import change
from marketplace.review.contents import add_text_blocks
from marketplace.review.models import BlockUse, Routine, TextBlock
from tests.make import NOON, make_business
from tests.marketplace.review.poems import Poem, make_poem
from tests.words import words

LIST = "/verwaltung/freigaben/"


@pytest.mark.usefixtures("poems")
def test_everything_that_waits_stands_there_the_oldest_first(office: Client) -> None:
    make_business(name="Gestern", approved_at=None, submitted_at=timezone.now() - timedelta(days=1, hours=1))
    make_poem("Vorgestern", at=timezone.now() - timedelta(days=2, hours=1))
    make_poem("Gefragt", asked_at=timezone.now())
    make_business(name="Stern")
    changed = make_business(name="Geändert")
    change(changed, {"description": "Neu."}, by="Jan", at=timezone.now())

    page = words(office.get(LIST))

    assert page.index("Vorgestern") < page.index("Gestern") < page.index("Geändert")
    assert "Alle 3 Betriebe 2" in page
    assert "Gedichte 1 Antwort fehlt 1" in page
    assert "Gedicht · Lyrik · wartet auf Freigabe · liegt 2 Tage" in page
    assert ("Gefragt" in page, "Stern" in page) == (False, False)
    assert "Vorgestern" not in words(office.get(f"{LIST}?art=business"))
    assert "Gefragt" in words(office.get(f"{LIST}?stand=rueckfrage"))
    assert "Vorgestern" in words(office.get(f"{LIST}?art=roman"))


def test_nothing_waits(office: Client) -> None:
    assert "Nichts zu entscheiden" in words(office.get(LIST))
    assert "Keine Antwort fehlt" in words(office.get(f"{LIST}?stand=rueckfrage"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.usefixtures("poems")
def test_the_list_takes_as_many_queries(rows: int, office: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(rows):
        make_poem()
        make_business(approved_at=None)
    office.get(LIST)
    # region and host, person, face; for each kind: rows, waiting, asked
    kinds = len(office.get(LIST).context["kinds"])
    with django_assert_num_queries(3 + 3 * kinds):
        office.get(LIST)


@pytest.mark.usefixtures("poems")
def test_several_kinds_are_approved_together(office: Client, editor: User) -> None:
    poem, shop = make_poem(), make_business(name="Laden", approved_at=None)
    page = office.get(f"{LIST}zusammen/?nr=poem:{poem.pk}&nr=business:{shop.pk}")
    assert "2 Einträge freigeben" in words(page)

    shown = {"eintrag": [f"poem:{poem.pk}:1", f"business:{shop.pk}:1"]}
    assert "2 Einträge sind freigegeben." in words(office.post(f"{LIST}zusammen/", shown, follow=True))

    assert (Poem.objects.public().count(), Business.objects.public().count()) == (1, 1)


def test_the_routine_is_set_and_the_log_says_so(office: Client) -> None:
    page = f"{LIST}einstellungen/"
    assert office.post(page, {"deputies_email": "amt"}).status_code == 422
    form = {"hours": ["16", "9"], "each_at_once": "on", "deputies_email": "amt@kiel.example"}
    assert "Gespeichert." in words(office.post(page, form, follow=True))
    office.post(page, form)

    now = Routine.objects.get()
    assert (now.hours, now.each_at_once, now.deputies_email) == ([9, 16], True, "amt@kiel.example")
    assert [entry.detail for entry in Entry.objects.filter(action="review.routine_changed")] == [
        {"fields": ["hours", "each_at_once", "deputies_email"]}
    ]


def test_sentences_are_added_changed_and_removed(office: Client) -> None:
    TextBlock.objects.all().delete()
    page = f"{LIST}saetze/"
    assert "Noch keiner." in words(office.get(page))
    office.post(page, {"use": "question", "text": "Seit wann?"})
    office.post(page, {"use": "question", "text": "Seit wann?"})
    assert office.post(page, {"use": "egal", "text": "x"}).status_code == 422
    block = TextBlock.objects.get()
    other = TextBlock.objects.create(use=BlockUse.QUESTION, text="Wo?")

    assert office.post(f"{page}{block.pk}/", {"text": "Wo?"}).status_code == 422
    office.post(f"{page}{block.pk}/", {"text": "Seit wann gibt es Sie?"})
    block.refresh_from_db()
    assert block.text == "Seit wann gibt es Sie?"

    assert "Diesen Satz löschen?" in words(office.get(f"{page}{other.pk}/loeschung/"))
    office.post(f"{page}{other.pk}/loeschung/")
    assert list(TextBlock.objects.values_list("text", flat=True)) == ["Seit wann gibt es Sie?"]
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "text_block.added", "text_block.changed", "text_block.removed"
    ]  # fmt: skip


def test_there_are_not_more_sentences_than_one_reads(office: Client) -> None:
    TextBlock.objects.bulk_create(TextBlock(use=BlockUse.REFUSAL, text=f"Satz {n}") for n in range(20))
    refused = office.post(f"{LIST}saetze/", {"use": "refusal", "text": "Noch einer."})
    assert (refused.status_code, "Löschen Sie zuerst einen." in words(refused)) == (422, True)


def test_a_new_region_has_sentences_once(in_kiel: RegionCard) -> None:
    TextBlock.objects.all().delete()
    add_text_blocks()
    add_text_blocks()
    assert TextBlock.objects.filter(use=BlockUse.REFUSAL).count() == 5
    assert TextBlock.objects.filter(use=BlockUse.QUESTION).count() == 4


def test_ready_sentences_are_a_reason(office: Client) -> None:
    block = TextBlock.objects.create(use=BlockUse.REFUSAL, text="Das gehört nicht hierher.")
    shop = make_business(approved_at=None)
    here = f"{LIST}business/{shop.pk}/"
    assert "Das gehört nicht hierher." in words(office.get(here))

    office.post(here, {"ablehnen": "1", "version": "1", "refusal_blocks": [block.pk], "reason": "Leider."})

    shop.refresh_from_db()
    assert shop.reject_reason == "Das gehört nicht hierher.\nLeider."


def test_the_start_page_counts_all_kinds(office: Client, poems: None) -> None:
    make_poem("Möwen")
    make_business(name="Laden", approved_at=None, submitted_at=NOON + timedelta(hours=1))
    page = words(office.get("/verwaltung/"))
    assert "Einträge zu entscheiden 2" in page
    assert page.index("Möwen") < page.index("Laden")
