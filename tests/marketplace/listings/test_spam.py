"""What stands against spam: a person in between is asked once more at most, and a clerk is told what to look at."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from kreislauf.forms.form_stamp import new_stamp
from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.links import message_address
from marketplace.listings.models import Kind, Listing, Message
from marketplace.listings.reviewed import REVIEW
from marketplace.listings.spam.doubts import doubts
from marketplace.listings.spam.fingerprint import fingerprint
from marketplace.listings.spam.goods import RISKY, risky_goods
from marketplace.listings.submit.confirm import confirm
from tenants.alike.models import Sighting
from tenants.alike.sightings import forget_sightings, sight
from tests.journeys.routes import routes_of
from tests.make_listing import listing_form, make_listing, make_message, old_stamp
from tests.post import deliver_all
from tests.words import words

FORM = "/boerse/aufgeben/verschenken/"
TEXT = "Verdienen Sie zweitausend Euro in der Woche von zu Hause aus, ganz ohne Vorkenntnisse."


def stamp_in(page: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found, "the form has no stamp"
    return found[1]


def test_the_form_carries_a_stamp_and_is_taken_four_seconds_later(
    site: Client, gifts: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp, began = stamp_in(site.get(FORM).content.decode()), time.time()
    monkeypatch.setattr(time, "time", lambda: began + 3)
    quick = site.post(FORM, listing_form(gifts, stamp=stamp))
    assert quick.status_code == 422
    assert "Das ging sehr schnell." in words(quick)
    assert 'value="Kinderfahrrad zu verschenken"' in quick.content.decode()
    assert stamp_in(quick.content.decode()) == stamp
    assert not Listing.objects.exists()

    monkeypatch.setattr(time, "time", lambda: began + 5)
    assert site.post(FORM, listing_form(gifts, stamp=stamp)).status_code == 302
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("stamp", ["", "gestern:gefälscht", "old", "next door's"])
def test_without_a_stamp_that_counts_the_form_comes_back_as_it_was_with_one_that_does(
    site: Client, gifts: Kind, dortmund: RegionCard, stamp: str
) -> None:
    """As from a page that is kept for everybody, which carries none."""
    if stamp == "old":
        stamp = new_stamp(at=time.time() - 86_402)
    elif stamp == "next door's":
        with stepping_into(dortmund):
            stamp = new_stamp(at=time.time() - 60)
    refused = site.post(FORM, listing_form(gifts, stamp=stamp))
    assert refused.status_code == 422
    assert "Bitte sehen Sie noch einmal über Ihre Angaben" in words(refused)
    assert 'value="Kinderfahrrad zu verschenken"' in refused.content.decode()
    assert stamp_in(refused.content.decode()) not in ("", stamp)
    assert not Listing.objects.exists()


def test_a_message_has_a_stamp_too_and_comes_back_filled_in(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    assert "stamp" not in site.get(listing.get_absolute_url()).content.decode(), "a page that is kept for everybody"
    assert stamp_in(site.get(f"/boerse/nachricht/{listing.pk}/").content.decode())
    form = {"name": "Jan", "email": "jan@example.org", "text": "Ist das Rad noch da?"}
    refused = site.post(f"/boerse/nachricht/{listing.pk}/", form)
    assert (refused.status_code, Message.objects.count()) == (422, 0)
    assert "Ist das Rad noch da?" in refused.content.decode()


def test_every_form_that_a_stranger_can_send_has_the_trap_and_the_stamp(site: Client, gifts: Kind) -> None:
    """Forms behind a link from a mail, and those of people who are signed in, need neither."""
    paths = {"listings:new": FORM, "listings:contact": f"/boerse/nachricht/{make_listing(gifts).pk}/"}
    open_ = {
        route.name
        for route in routes_of("kreislauf.urls_region")
        if route.name.startswith("listings:")
        and route.view.audience is Audience.ANYONE  # type: ignore[attr-defined]
        and "token" not in route.parameters
        and 'method="post"' in site.get(paths.get(route.name, "/boerse/")).content.decode()
        and route.name in paths
    }
    assert open_ == set(paths)
    for path in paths.values():
        page = site.get(path).content.decode()
        assert 'name="webseite"' in page, path
        assert 'name="stamp"' in page, path


def test_what_fell_into_the_trap_is_thanked_and_not_kept(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    answer = site.post(FORM, listing_form(gifts, webseite="https://spam.example"))
    written = {"name": "Jan", "email": "jan@example.org", "text": "Hallo", "webseite": "x", "stamp": old_stamp()}
    message = site.post(f"/boerse/nachricht/{listing.pk}/", written)
    assert (answer.url, message.url) == ("/boerse/aufgeben/danke/", "/boerse/nachricht/danke/")
    assert (Listing.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize("check", ["trap", "stamp", "limits", "score", "neighbours"])
def test_each_can_be_switched_off_alone(
    site: Client, gifts: Kind, dortmund: RegionCard, settings: Settings, check: str
) -> None:
    def holds() -> dict[str, bool]:
        Listing.objects.all().delete()
        trapped = site.post(FORM, listing_form(gifts, webseite="x", email="a@example.org"))
        stopped = {"trap": trapped.status_code == 302 and not Listing.objects.exists()}
        stopped["stamp"] = site.post(FORM, listing_form(gifts, stamp="")).status_code == 422
        many = [site.post(FORM, listing_form(gifts)).status_code for _ in range(12)]
        stopped["limits"] = 429 in many
        one = make_listing(gifts, body=f"{TEXT} www.reich.example")
        with stepping_into(dortmund):
            sight(fingerprint(one), at=timezone.now())
        said = " ".join(doubts(one))
        stopped["score"] = "Web-Adresse" in said
        stopped["neighbours"] = "anderen Region" in said or "score" not in settings.SPAM_CHECKS
        return stopped

    assert all(holds().values())
    settings.SPAM_CHECKS = settings.SPAM_CHECKS - {check}
    from django.core.cache import cache

    cache.clear()
    assert [name for name, stands in holds().items() if not stands] == [check]


def test_one_place_cannot_use_up_what_is_everybody_s(site: Client, gifts: Kind) -> None:
    for number in range(400):
        form = listing_form(gifts, email=f"jan{number}@example.org")
        if site.post(FORM, form, REMOTE_ADDR="203.0.113.7").status_code == 429:
            assert number == 20
            break
    refused = site.post(FORM, form, REMOTE_ADDR="203.0.113.7")
    assert "Von hier kamen gerade viele Anzeigen." in words(refused)
    other = site.post(FORM, listing_form(gifts, email="ute@example.org"), REMOTE_ADDR="203.0.113.8")
    assert other.status_code == 302


def write_to(listing: Listing, site: Client, number: int, *, place: int | None = None, email: str = "") -> Any:
    form = {"name": "Jan", "email": email or f"jan{number}@example.org", "text": "Noch da?", "stamp": old_stamp()}
    where = f"198.51.100.{number if place is None else place}"
    return site.post(f"/boerse/nachricht/{listing.pk}/", form, REMOTE_ADDR=where)


def test_an_author_has_to_bear_thirty_messages_a_day_however_many_write(site: Client, gifts: Kind) -> None:
    """Who confirms the next one reads why it waits, and may click again later."""
    now = timezone.now()
    listing, other = make_listing(gifts), make_listing(gifts, email="otto@example.org")
    for number in range(30):
        make_message(listing, email=f"jan{number}@example.org", confirmed_at=now, forwarded_at=now)
    one, elsewhere = make_message(listing, email="ida@example.org"), make_message(other, email="ida@example.org")

    def click(message: Message) -> Any:
        return site.post("/" + message_address(message).split("/", 3)[3])

    refused = click(one)
    assert (refused.status_code, "kamen heute schon sehr viele Nachrichten" in words(refused)) == (429, True)
    assert click(elsewhere).status_code == 200
    one.refresh_from_db()
    assert (one.confirmed_at, one.forwarded_at) == (None, None)

    listing.messages.exclude(pk=one.pk).update(forwarded_at=now - timedelta(hours=25))
    assert "Ihre Nachricht ist unterwegs" in words(click(one))
    one.refresh_from_db()
    assert one.forwarded_at is not None


def test_what_nobody_confirms_takes_no_author_from_the_others(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    assert [write_to(listing, site, number).status_code for number in range(31)] == [302] * 31


def test_each_limit_says_what_is_too_many(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    of_place = [write_to(listing, site, number, place=1) for number in range(21)][-1]
    of_address = [write_to(listing, site, number, email="eine@example.org") for number in range(40, 51)][-1]
    assert (of_place.status_code, "Von hier kamen gerade viele Nachrichten." in words(of_place)) == (429, True)
    sentence = "Von dieser E-Mail-Adresse kamen heute schon viele Nachrichten."
    assert (of_address.status_code, sentence in words(of_address)) == (429, True)


def test_two_businesses_have_no_limit_in_common(gifts: Kind) -> None:
    """Their listings have no address of their own."""
    from marketplace.listings.contact.write import AuthorHasMany, forward
    from tests.make import make_business

    now = timezone.now()
    one, other = (
        make_listing(gifts, email="", seller="trader", business=make_business(name=name)) for name in ("A", "B")
    )
    for number in range(30):
        make_message(one, email=f"jan{number}@example.org", confirmed_at=now, forwarded_at=now)
    with pytest.raises(AuthorHasMany):
        forward(make_message(one, email="ida@example.org"), at=now)
    assert forward(make_message(other, email="ida@example.org"), at=now).forwarded_at == now


SAID: list[tuple[dict[str, str], str]] = [
    ({"body": "Mehr auf www.reich-werden.example."}, "Im Text steht eine Web-Adresse."),
    ({"body": "Bitte an petra (at) example.org schreiben."}, "Im Text steht eine E-Mail-Adresse."),
    ({"body": "Ruf mich an: 0176 / 123 45 67."}, "Im Text steht eine Telefonnummer."),
    ({"body": "Nur per Vorkasse."}, "Im Text geht es um Geld auf ungewöhnlichem Weg („vorkasse“)."),
    (
        {"body": "Great bicycle for sale, almost new, with bell and new tyres, come and take it today"},
        "Der Text ist wohl nicht auf Deutsch geschrieben.",
    ),
    ({"email": "x@mailinator.com"}, "Die E-Mail-Adresse kommt von einem Anbieter für Wegwerf-Adressen."),
    ({"title": "Alter Dolch"}, "Waffen, Messer oder Munition („dolch“)"),
]


@pytest.mark.parametrize(("fields", "sentence"), SAID)
def test_a_clerk_is_told_in_a_sentence(gifts: Kind, fields: dict[str, str], sentence: str) -> None:
    assert sentence in " ".join(doubts(make_listing(gifts, **fields)))


@pytest.mark.parametrize(
    "body",
    [
        "Rot, 20 Zoll, mit Klingel. Der Schlauch hinten ist neu. Abzuholen ab 14.30 Uhr in 24105 Wik.",
        "Sofa 200 x 90 cm, 2019 gekauft für 1.299,00 €.",
        "Esstisch, Buche, 160 x 90, sechs Stühle.",
        "Bücherregal von z.B. Billy, Höhe 2,02 m.Selbst abholen",
        "Messerblock ohne Messer, Sexta-Bücher, Rumtopf.",
    ],
)
def test_an_honest_text_raises_no_doubt(gifts: Kind, body: str) -> None:
    assert doubts(make_listing(gifts, body=body)) == []


def test_every_class_of_goods_is_recognised_by_each_of_its_words() -> None:
    for name, hints in RISKY.values():
        for hint in hints:
            assert name in [found for found, _word in risky_goods(f"Biete {hint.removesuffix('*')} an")], hint


def test_the_form_says_what_may_not_stand_here(site: Client, gifts: Kind) -> None:
    page = words(site.get(FORM))
    for name, _hints in RISKY.values():
        assert str(name).partition(":")[0] in page, name


def test_the_same_text_again_and_the_same_picture_five_times(gifts: Kind) -> None:
    now = timezone.now()
    pictures = [{"name": "boerse/abc-480x320.webp", "alt": "Ein Rad"}]
    for number in range(4):
        one = make_listing(gifts, body=f"{TEXT} {number}", pictures=pictures, written_at=now)
        one.fingerprint = fingerprint(one)
        one.save()
    last = make_listing(gifts, body=f"{TEXT.upper()} 99!", pictures=pictures, written_at=now)
    assert doubts(last) == [
        "Der gleiche Text kam hier in den letzten 30 Tagen schon 4-mal.",
        "Ein Bild kam hier in den letzten 24 Stunden 5-mal.",
    ]
    Listing.objects.exclude(pk=last.pk).update(written_at=now - timedelta(days=31))
    assert doubts(last) == []


def test_doubts_stand_in_the_letter_in_the_bundle_and_in_the_office_and_refuse_nothing(
    office: Client, site: Client, gifts: Kind
) -> None:
    site.post(FORM, listing_form(gifts, body="Nur per Vorkasse, danke."))
    listing = Listing.objects.get()
    confirm(listing, at=timezone.now())
    sentence = "Im Text geht es um Geld auf ungewöhnlichem Weg („vorkasse“)."
    letter = next(one for one in deliver_all() if "freigeben" in one.subject)
    assert sentence in letter.body
    assert sentence in letter.alternatives[0][0]
    assert sentence in words(office.get(f"/verwaltung/boerse/{listing.pk}/"))
    from marketplace.review.emails import bundle

    bundle.queue(None, to="ute@kiel.example", items=[["listing", listing.pk, 1]], sent_to="")
    assert sentence in deliver_all()[-1].body
    assert REVIEW.model.objects.waiting().get() == listing


@pytest.fixture
def elsewhere(dortmund: RegionCard) -> Callable[[str], Listing]:
    """Somebody in Dortmund confirms a listing with this text."""

    def confirmed(body: str, *, kind: str = "verschenken") -> Listing:
        from marketplace.listings.defaults import add_default_kinds

        with stepping_into(dortmund):
            add_default_kinds()
            one = make_listing(Kind.objects.get(slug=kind), body=body, confirmed_at=None, approved_at=None)
            return confirm(one, at=timezone.now())

    return confirmed


def test_neighbours_warn_each_other_of_the_same_text(gifts: Kind, elsewhere: Callable[..., Listing]) -> None:
    here = make_listing(gifts, body=TEXT)
    assert doubts(here) == []
    elsewhere(TEXT)
    elsewhere(TEXT)
    assert doubts(here) == ["Der gleiche Text kam in den letzten 7 Tagen auch in einer anderen Region."]
    with stepping_into(None):
        assert Sighting.objects.count() == 1

    later = timezone.now() + timedelta(days=7, minutes=1)
    assert doubts(here, at=later) == []
    assert (forget_sightings(at=later), forget_sightings(at=later)) == (1, 0)


def test_neither_the_text_nor_a_hash_that_anybody_could_make_leaves_the_region(
    gifts: Kind, elsewhere: Callable[..., Listing], settings: Settings
) -> None:
    import hashlib

    from marketplace.search.fold import folded

    secret = "Kanarienvogel7f3a, und noch einiges mehr, damit der Text lang genug ist."
    told = elsewhere(secret)
    elsewhere(f"{secret} Meine Hüfte", kind="hilfe-gesucht")
    with stepping_into(None):
        rows = list(Sighting.objects.values_list("digest", "region__label"))
    assert rows == [(told.fingerprint, "dortmund")], "help leaves no trace outside"

    letters = re.sub(r"\d", "", f"{told.title} {told.body}")
    for text in (told.body, f"{told.title} {told.body}", folded(letters), " ".join(folded(letters).split())):
        for name in ("sha256", "sha1", "md5", "sha512", "blake2b"):
            assert hashlib.new(name, text.encode()).hexdigest()[:32] not in rows[0][0]
    before = fingerprint(told)
    settings.SECRET_KEY = "another platform's"
    assert fingerprint(told) != before


def test_a_region_cannot_read_what_others_were_sent(in_kiel: RegionCard, dortmund: RegionCard) -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM public.alike_sighting")
