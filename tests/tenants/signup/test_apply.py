from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.links import Expired
from kreislauf.mail.deliver import sweep
from tenants.logbook.models import LogEntry
from tenants.signup.addresses import confirmation_address
from tenants.signup.apply import apply
from tenants.signup.approve import AlreadyRejected, NotConfirmed, approve
from tenants.signup.confirm import application_to_confirm, confirm
from tenants.signup.lapse import lapse
from tenants.signup.models import Application
from tenants.signup.reject import AlreadyApproved, ReasonMissing, reject
from tests.make import NOON
from tests.post import deliver_all
from tests.tenants.signup.apply_form import KEY, filled, signup_data


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_application() -> None:
    first = apply(signup_data(), key=KEY, at=NOON)

    assert apply(signup_data(), key=KEY, at=NOON) == first
    assert LogEntry.objects.filter(action="application.requested").count() == 1


@pytest.mark.django_db
def test_confirming_twice_confirms_once() -> None:
    application = apply(signup_data(), key=KEY, at=NOON)

    confirm(application, at=NOON)
    confirm(application, at=NOON + timedelta(hours=1))

    assert Application.objects.get().confirmed_at == NOON


@pytest.mark.django_db
def test_the_link_to_confirm_ends_after_seven_days() -> None:
    application = apply(signup_data(), key=KEY, at=NOON)
    token = confirmation_address(application, at=NOON).rstrip("/").rpartition("/")[2]

    assert application_to_confirm(token, at=NOON + timedelta(days=6)) == application
    with pytest.raises(Expired):
        application_to_confirm(token, at=NOON + timedelta(days=8))


@pytest.mark.django_db
def test_what_nobody_confirmed_gives_its_subdomain_back_when_the_link_has_run_out() -> None:
    apply(signup_data(), key=KEY, at=NOON)

    assert lapse(at=NOON + timedelta(days=6)) == 0
    assert lapse(at=NOON + timedelta(days=8)) == 1

    assert Application.objects.get().reject_reason == "Die E-Mail-Adresse wurde nicht bestätigt."
    assert apply(signup_data(), key="x" * 32, at=NOON).label == "flensburg"


@pytest.mark.django_db
def test_a_letter_whose_task_was_lost_is_sent_by_the_sweeper_once() -> None:
    apply(signup_data(), key=KEY, at=timezone.now())

    assert [sweep(at=timezone.now() + timedelta(minutes=1)) for _ in range(2)] == [1, 0]

    assert [letter.to for letter in mail.outbox] == [["ute.brandt@flensburg.example"]]


@pytest.mark.django_db
def test_only_a_confirmed_application_is_approved() -> None:
    application = apply(signup_data(), key=KEY, at=NOON)

    with pytest.raises(NotConfirmed):
        approve(application, by="Robin", at=NOON)

    assert Application.objects.get().approved_at is None


@pytest.mark.django_db
def test_a_rejection_needs_a_reason_frees_the_subdomain_and_is_final() -> None:
    application = confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON)
    with pytest.raises(ReasonMissing):
        reject(application, reason="  ", by="Robin", at=NOON)

    reject(application, reason="Bitte aus der Verwaltung beantragen.", by="Robin", at=NOON)

    with pytest.raises(AlreadyRejected):
        approve(application, by="Robin", at=NOON)
    assert apply(signup_data(), key="x" * 32, at=NOON).label == "flensburg"


@pytest.mark.django_db
def test_what_is_approved_is_not_rejected_any_more() -> None:
    application = approve(confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON), by="Robin", at=NOON)

    with pytest.raises(AlreadyApproved):
        reject(application, reason="Zu spät", by="Robin", at=NOON)


@pytest.mark.django_db(transaction=True)
def test_signing_up_in_the_browser_from_the_form_to_the_confirmed_page(
    client_for: Callable[..., Client], settings: object
) -> None:
    client = client_for(None)
    page = client.post("/anmeldung/", filled(), follow=True)
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in page.content.decode()

    (letter,) = deliver_all()
    assert (letter.to, letter.subject) == (
        ["ute.brandt@flensburg.example"],
        "Bitte bestätigen Sie Ihren Antrag",
    )
    path = next(line for line in str(letter.body).splitlines() if "/bestaetigung/" in line).partition("localhost")[2]
    path = path[path.index("/") :]

    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    assert Application.objects.get().confirmed_at is None

    page = client.post(path, follow=True)
    assert "Wir schauen uns den Antrag an" in page.content.decode()
    assert Application.objects.get().confirmed_at is not None


@pytest.mark.django_db
def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(client_for: Callable[..., Client]) -> None:
    page = client_for(None).post("/anmeldung/", filled(email="ute@web.de", contact_name="Ute Brandt"))

    assert page.status_code == 422
    assert 'value="Ute Brandt"' in page.content.decode()
    assert Application.objects.count() == 0


@pytest.mark.django_db
def test_the_answer_under_the_subdomain_changes_nothing(client_for: Callable[..., Client], kiel: object) -> None:
    client = client_for(None)

    free = client.get("/anmeldung/subdomain/", {"label": "flensburg"}).content.decode()
    taken = client.get("/anmeldung/subdomain/", {"label": "kie1", "name": "Stadt Flensburg"}).content.decode()
    idea = client.get("/anmeldung/subdomain/", {"name": "Münster", "vorschlag": "1"}).content.decode()

    assert "<b>flensburg</b> ist frei." in free
    assert "Das ist kaum von „kiel“ zu unterscheiden. Frei ist: <b>flensburg</b>" in " ".join(taken.split())
    assert idea == "muenster"
    assert client.get("/anmeldung/subdomain/", {"name": "", "vorschlag": "1"}).content == b""
    assert Application.objects.count() == 0


@pytest.mark.django_db
def test_colours_are_tried_on_as_people_type_them(client_for: Callable[..., Client]) -> None:
    query = {"primary_colour": "FFFDE8", "accent_colour": "f00", "name": "Kreis Plön"}

    tried = client_for(None).get("/anmeldung/farben/", query).content.decode()

    assert "Diese Farbe ist auf Weiß kaum zu sehen" in tried
    assert 'value="primary_colour:#e4e2ce"' in tried


@pytest.mark.django_db
def test_the_nearest_colour_is_taken_without_a_script(client_for: Callable[..., Client]) -> None:
    refused = client_for(None).post("/anmeldung/", filled(primary_colour="#fffde8"))
    assert 'value="primary_colour:#e4e2ce"' in refused.content.decode()

    page = client_for(None).post("/anmeldung/", filled(primary_colour="#fffde8", nehmen="primary_colour:#e4e2ce"))

    assert page.status_code == 200
    assert 'value="#e4e2ce"' in page.content.decode()
    assert Application.objects.count() == 0


@pytest.mark.django_db
def test_a_link_that_somebody_changed_opens_nothing(client_for: Callable[..., Client]) -> None:
    client = client_for(None)

    assert [
        client.get(path).status_code for path in ("/antrag/abc/", "/antrag/abc/stand/", "/anmeldung/bestaetigung/abc/")
    ] == [404, 404, 404]


@pytest.mark.django_db
def test_the_name_of_a_form_opens_no_other_application() -> None:
    first = apply(signup_data(), key=KEY, at=NOON)
    other = apply(signup_data(label="husum", email="z@verband.example"), key=KEY, at=NOON)
    assert (other.label, other.pk != first.pk) == ("husum", True)
