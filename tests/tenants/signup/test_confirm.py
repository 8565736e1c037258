"""A subdomain belongs to whoever confirms first; letters to one address are few; the address may be put right."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from tenants.signup.addresses import confirmation_address
from tenants.signup.apply import apply
from tenants.signup.ask_again import AlreadyConfirmed, TooManyLetters, change_address, send_again
from tenants.signup.confirm import confirm
from tenants.signup.labels import LabelRefused
from tenants.signup.models import Application
from tenants.signup.status import status_path
from tests.make import NOON
from tests.tenants.signup.apply_form import KEY, filled, signup_data
from tests.words import words

OTHER = "x" * 32
SQUATTER = {"name": "Verband Flensburg", "kind": "verband", "email": "z@verband.example"}


def path_to_confirm(application: Application) -> str:
    return "/" + confirmation_address(application, at=timezone.now()).split("/", 3)[3]


@pytest.mark.django_db
def test_a_later_applicant_who_confirms_first_gets_the_subdomain() -> None:
    squatter = apply(signup_data(**SQUATTER), key=OTHER, at=NOON)
    town = apply(signup_data(), key=KEY, at=NOON)

    assert confirm(town, at=NOON).label == "flensburg"
    with pytest.raises(LabelRefused):
        confirm(squatter, at=NOON)

    squatter.refresh_from_db()
    assert squatter.confirmed_at is None


@pytest.mark.django_db
def test_the_page_names_the_administration_with_its_article(client_for: Callable[..., Client]) -> None:
    made = apply(signup_data(name="Kreis Plön", kind="kreis", label="ploen"), key=KEY, at=timezone.now())

    page = words(client_for(None).get(path_to_confirm(made)))

    assert "bestätigen Sie, dass der Kreis Plön eine eigene Region bei uns möchte" in page
    assert "Haben Sie nichts beantragt" in page


@pytest.mark.django_db
def test_the_other_is_told_and_chooses_another(client_for: Callable[..., Client]) -> None:
    late = apply(signup_data(**SQUATTER), key=OTHER, at=timezone.now())
    confirm(apply(signup_data(), key=KEY, at=timezone.now()), at=timezone.now())
    client, path = client_for(None), path_to_confirm(late)

    page = client.get(path)
    assert (page.status_code, "„flensburg“ ist nicht mehr frei" in words(page)) == (200, True)
    again = client.post(path, {"label": "flensburg"})
    assert (again.status_code, "Frei ist: verband-flensburg" in words(again)) == (422, True)

    assert client.post(path, {"label": "verband-flensburg"}).status_code == 302
    late.refresh_from_db()
    assert (late.label, late.confirmed_at is not None) == ("verband-flensburg", True)


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["www", "dortrnund", "Flensburg!"])
def test_a_label_that_is_chosen_only_now_is_judged_as_any_other(client_for: Callable[..., Client], label: str) -> None:
    application = apply(signup_data(), key=KEY, at=timezone.now())

    with pytest.raises(LabelRefused):
        confirm(application, at=NOON, label=label)
    assert client_for(None).post(path_to_confirm(application), {"label": label}).status_code == 422

    application.refresh_from_db()
    assert (application.label, application.confirmed_at) == ("flensburg", None)


@pytest.mark.django_db
def test_where_both_have_looked_before_the_index_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    town, squatter = apply(signup_data(), key=KEY, at=NOON), apply(signup_data(**SQUATTER), key=OTHER, at=NOON)
    monkeypatch.setattr("tenants.signup.confirm.check_label", lambda label, **about: None)
    confirm(town, at=NOON)

    with pytest.raises(LabelRefused):
        confirm(squatter, at=NOON)


@pytest.mark.django_db
def test_the_page_that_confirms_says_the_address_for_good(client_for: Callable[..., Client]) -> None:
    application = apply(signup_data(), key=KEY, at=timezone.now())

    page = words(client_for(None).get(path_to_confirm(application)))

    assert "Ihre Seite steht dann unter flensburg.localhost – das lässt sich später nicht ändern." in page


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_one_name_at_once_one_gets_it() -> None:
    both = [apply(signup_data(), key=KEY, at=NOON), apply(signup_data(**SQUATTER), key=OTHER, at=NOON)]
    outcomes: list[str] = []
    together = Barrier(2)

    def one(application: Application) -> None:
        together.wait()
        try:
            outcomes.append(confirm(application, at=NOON).label)
        except LabelRefused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(application,)) for application in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["flensburg", "refused"]


@pytest.mark.django_db
def test_one_address_gets_three_letters_a_day_whoever_asks(
    client_for: Callable[..., Client], clear_cache: None
) -> None:
    for number in range(3):
        apply(signup_data(label=f"flensburg-{number}x"), key=f"{number:032}", at=NOON)

    with pytest.raises(TooManyLetters):
        apply(signup_data(email="Ute.Brandt@flensburg.example"), key=KEY, at=NOON)
    page = client_for(None).post("/anmeldung/", filled())

    assert (page.status_code, "heute schon mehrmals geschrieben" in words(page)) == (429, True)
    assert outbox().filter(kind="signup.confirm").count() == 3


@pytest.mark.django_db
def test_the_letter_comes_again_until_it_is_confirmed(client_for: Callable[..., Client], clear_cache: None) -> None:
    application = apply(signup_data(), key=KEY, at=timezone.now())
    client, page = client_for(None), status_path(application)
    assert "Noch einmal schicken" in words(client.get(page))

    answered = client.post(f"{page}bestaetigungsmail/", follow=True)
    assert "Die Mail ist noch einmal unterwegs." in words(answered)
    assert outbox().filter(kind="signup.confirm").count() == 2

    confirm(application, at=timezone.now())
    with pytest.raises(AlreadyConfirmed):
        send_again(application, at=timezone.now())


@pytest.mark.django_db
def test_another_address_gets_the_link_and_the_first_one_s_confirms_nothing(
    client_for: Callable[..., Client], clear_cache: None
) -> None:
    first = apply(signup_data(email="ute@tippfeler.example"), key=KEY, at=timezone.now())
    client, old = client_for(None), path_to_confirm(first)

    assert client.post(f"{status_path(first)}adresse/", {"email": "ute@web.de"}).status_code == 422
    client.post(f"{status_path(first)}adresse/", {"email": "ute@flensburg.example"})
    client.post(old)

    second = Application.objects.exclude(pk=first.pk).get()
    assert (second.email, second.label, second.glyphs) == ("ute@flensburg.example", "flensburg", first.glyphs)
    assert Application.objects.filter(confirmed_at__isnull=False).count() == 0
    assert confirm(second, at=timezone.now()).confirmed_at is not None
    with pytest.raises(AlreadyConfirmed):
        change_address(second, email="x@flensburg.example", at=timezone.now())
