"""The whole way of a watch: asked for, confirmed, a digest, changed, ended by one click."""

from __future__ import annotations

import hashlib
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone, translation

from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.models import Kind
from marketplace.watch.ask import ask
from marketplace.watch.block import block, is_blocked
from marketplace.watch.confirm import MOST, TooLate, TooMany, confirm
from marketplace.watch.consent import TEXT_VERSION, TEXTS
from marketplace.watch.digest import send_due
from marketplace.watch.kinds import watchable
from marketplace.watch.links import own_address, unsubscribe_address
from marketplace.watch.models import Blocked, Reason, Watch
from tenants.branding.models import Branding
from tests.make_listing import make_listing
from tests.make_watch import make_watch
from tests.post import deliver_all
from tests.words import words

pytestmark = pytest.mark.django_db
FORM = {"email": "Jan@Example.org", "rhythm": "daily"}


def link_in(message: object, part: str) -> str:
    found = re.search(rf"http://kiel\.localhost(?::\d+)?(/beobachten/{part}/\S+)", message.body)  # type: ignore[attr-defined]
    assert found, message.body  # type: ignore[attr-defined]
    return found[1]


def asked(email: str = "jan@example.org", **search: list[str]) -> Watch:
    board = watchable("boerse")
    assert board is not None
    ask(board, search, email=email, rhythm="daily", at=timezone.now())
    return Watch.objects.latest("pk")


def test_from_the_list_to_the_last_click(site: Client, gifts: Kind) -> None:
    page = site.get("/boerse/verschenken/?q=Kinderrad&seite=2").content.decode()
    link = "/beobachten/boerse/?art=verschenken&amp;q=Kinderrad"
    assert f'href="{link}"' in page
    assert "„Kinderrad“, Zu verschenken" in words(site.get(link.replace("&amp;", "&")))

    sent = site.post(link.replace("&amp;", "&"), FORM)
    assert sent.url == "/beobachten/danke/"
    (letter,) = deliver_all()
    assert (letter.to, "Kinderrad" in letter.message().as_string()) == (["jan@example.org"], False)
    assert "List-Unsubscribe" not in letter.message()

    confirm_link = link_in(letter, "bestaetigung")
    for _ in range(2):
        assert "„Kinderrad“" in words(site.get(confirm_link))
    watch = Watch.objects.get()
    assert (watch.confirmed_at, watch.next_at, watch.search) == (
        None,
        None,
        {"art": ["verschenken"], "q": ["Kinderrad"]},
    )
    own = site.post(confirm_link).url
    watch.refresh_from_db()
    assert (watch.text_version, watch.region) == (TEXT_VERSION, "Landeshauptstadt Kiel")
    assert watch.ends_at == watch.confirmed_at + timedelta(days=365)

    now = timezone.now()
    make_listing(gifts, shown_at=now, released_at=now)
    Watch.objects.update(next_at=now - timedelta(minutes=1), seen_until=now - timedelta(hours=1))
    assert send_due(at=now + timedelta(minutes=2)) == 1
    (digest,) = deliver_all()
    assert digest.subject == "Neu: Kinderfahrrad zu verschenken"
    assert "/boerse/" in digest.body
    assert "petra@example.org" not in digest.message().as_string()

    assert "läuft" in words(site.get(own))
    stop = urlsplit(digest.message()["List-Unsubscribe"].strip("<>")).path
    assert "Diese E-Mails abbestellen?" in words(site.get(stop))
    assert site.head(stop).status_code == 200
    assert Watch.objects.get().ended_at is None
    mailbox = Client(HTTP_HOST=site.defaults["HTTP_HOST"], enforce_csrf_checks=True)
    for _ in range(2):
        answer = mailbox.post(stop, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    watch.refresh_from_db()
    assert (watch.ended_by, watch.next_at) == ("request", None)
    Watch.objects.all().delete()
    assert mailbox.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_headers_of_a_digest_are_those_of_rfc_8058(gifts: Kind, kiel: RegionCard) -> None:
    now = timezone.now()
    make_listing(gifts, shown_at=now - timedelta(minutes=5))
    make_watch(since=now - timedelta(days=2))
    send_due(at=now)
    (digest,) = deliver_all()
    message = digest.message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == f"<beobachten-boerse.{kiel.host}>"
    assert re.fullmatch(r"<http://kiel\.localhost(:\d+)?/beobachten/abmeldung/[\w:-]+/>", message["List-Unsubscribe"])
    assert "jan" not in message["List-Unsubscribe"]


def test_the_link_that_ends_opens_nothing_else(site: Client, gifts: Kind) -> None:
    watch = make_watch(since=timezone.now())
    stop, own = (urlsplit(one(watch)).path for one in (unsubscribe_address, own_address))
    assert site.get(stop.replace("abmeldung", "meine")).status_code == 404
    assert site.post(own.replace("meine", "abmeldung")).status_code == 404
    assert Watch.objects.get().ended_at is None


def test_pause_rhythm_renewal_and_end_from_the_mail(site: Client, gifts: Kind) -> None:
    watch = make_watch(since=timezone.now() - timedelta(days=300))
    own = urlsplit(own_address(watch)).path
    for noun in ("pause", "rhythmus", "verlaengerung", "ende"):
        assert site.get(f"{own}{noun}/").status_code == 405
    site.post(f"{own}pause/")
    watch.refresh_from_db()
    assert (watch.paused_at is None, watch.next_at) == (False, None)
    site.post(f"{own}pause/", {"weiter": "1"})
    site.post(f"{own}rhythmus/", {"rhythm": "weekly"})
    site.post(f"{own}verlaengerung/")
    watch.refresh_from_db()
    assert (watch.paused_at, watch.rhythm, watch.next_at.weekday() if watch.next_at else None) == (None, "weekly", 4)
    assert watch.ends_at == watch.renewed_at + timedelta(days=365)
    assert timezone.now() - watch.seen_until < timedelta(minutes=1)
    assert "Beendet. Es kommt nichts mehr." in words(site.post(f"{own}ende/", follow=True))
    assert site.post(f"{own}verlaengerung/").status_code == 410


def test_the_same_search_is_asked_for_once(gifts: Kind) -> None:
    first = asked(q=["Kinderrad"], ort=["Wik"])
    again = asked(q=["kinderrad"], ort=["Wik"])
    assert (first.pk, Watch.objects.count()) == (again.pk, 1)
    confirm(first, at=timezone.now())
    asked(q=["Kinderrad"], ort=["Wik"])
    assert Watch.objects.count() == 1
    assert "Diese Suche beobachten Sie schon" in [letter.subject for letter in deliver_all()]


def test_an_address_watches_five_searches(site: Client, gifts: Kind) -> None:
    for number in range(MOST):
        confirm(asked(q=[f"Rad {number}"]), at=timezone.now())
    sixth = asked(q=["Rad 6"])
    with pytest.raises(TooMany):
        confirm(sixth, at=timezone.now())
    link = link_in(deliver_all()[-1], "bestaetigung")
    page = site.post(link)
    assert (page.status_code, "Sie beobachten schon 5 Suchen" in words(page)) == (409, True)
    confirm(asked("ute@example.org", q=["Rad 6"]), at=timezone.now())


def test_an_address_that_is_not_confirmed_in_two_days_is_too_late(gifts: Kind) -> None:
    watch = asked(q=["Rad"])
    with pytest.raises(TooLate):
        confirm(watch, at=watch.asked_at + timedelta(hours=48, seconds=1))


def test_who_wants_to_be_left_alone_is_asked_no_more(site: Client, gifts: Kind) -> None:
    asked(q=["Rad"])
    link = link_in(deliver_all()[-1], "bestaetigung")
    assert "Gut, wir fragen nicht mehr." in words(site.post(link, {"nie": "1"}))
    assert (Watch.objects.count(), Blocked.objects.get().reason) == (0, "request")
    assert "jan" not in Blocked.objects.get().address_hash
    before = len(deliver_all())
    assert site.post("/beobachten/boerse/", FORM).url == "/beobachten/danke/"
    assert (Watch.objects.count(), len(deliver_all())) == (0, before)


def test_the_office_sees_numbers_and_lets_an_address_watch_again(office: Client, gifts: Kind) -> None:
    make_watch(since=timezone.now())
    assert "Keine Adresse ist gesperrt." in words(office.get("/verwaltung/beobachtungen/"))
    block("weg@example.org", reason=Reason.REFUSED, by="mail", at=timezone.now())
    page = office.get("/verwaltung/beobachtungen/")
    assert "An 1 Adresse schicken wir nichts mehr." in words(page)
    assert "Der Mailserver nimmt nichts an" in words(page)
    assert "example.org" not in words(page)
    office.post("/verwaltung/beobachtungen/", {"email": "Weg@example.org"})
    assert not is_blocked("weg@example.org")


def test_no_search_of_a_list_that_does_not_exist_or_is_off(site: Client, gifts: Kind) -> None:
    assert site.get("/beobachten/nichts/").status_code == 404
    Branding.objects.update(modules={"listings": False})
    assert site.get("/beobachten/boerse/").status_code == 404


def test_who_agreed_can_be_shown_the_very_words() -> None:
    """A text that was agreed to is never changed: another wording is another version."""
    with translation.override("de"):
        digests = {version: hashlib.sha256(str(text).encode()).hexdigest()[:16] for version, text in TEXTS.items()}
    assert digests == {"2026-11": "e9adceab2e68cc83"}
    assert TEXT_VERSION in TEXTS


@pytest.mark.django_db(transaction=True)
def test_six_at_once_make_five(gifts: Kind, kiel: RegionCard) -> None:
    watches = [asked(q=[f"Rad {number}"]) for number in range(MOST + 1)]
    start = threading.Barrier(len(watches))

    def click(watch: Watch) -> bool:
        start.wait(timeout=30)
        try:
            with stepping_into(kiel):
                confirm(watch, at=timezone.now())
        except TooMany:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(watches)) as people:
        assert sorted(people.map(click, watches)) == [False] + [True] * MOST
    assert Watch.objects.confirmed().count() == MOST
