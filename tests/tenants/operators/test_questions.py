"""Operators ask before they decide, note what they found out, and see at once where the application stands."""

from __future__ import annotations

import pytest

from kreislauf.mail.outbox import outbox
from tenants.logbook.record import log_operation
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.models import Application
from tenants.signup.remarks import NothingToAsk, ask
from tenants.signup.status import status_path
from tests.conftest import make_client
from tests.make import NOON
from tests.post import deliver_all
from tests.tenants.operators.operators import signed_in
from tests.tenants.signup.apply_form import KEY, signup_data
from tests.words import words

pytestmark = pytest.mark.django_db


def waiting() -> Application:
    return confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON)


def test_a_question_goes_to_the_applicant_and_waits_for_the_answer() -> None:
    application, client = waiting(), signed_in()

    client.post(f"/antraege/{application.pk}/rueckfrage/", {"reason": "Wer vertritt Frau Brandt?"})

    page = words(client.get(f"/antraege/{application.pk}/"))
    assert "Rückfrage gestellt" in page
    assert "Wer vertritt Frau Brandt?" in page
    letter = next(one for one in deliver_all() if one.subject == "Rückfrage zum Antrag für die Stadt Flensburg")
    assert "Wer vertritt Frau Brandt?" in str(letter.body)
    assert "Wir haben eine Rückfrage Wer vertritt Frau Brandt?" in words(make_client().get(status_path(application)))
    assert "Rückfrage gestellt:" in words(client.get("/protokoll/"))


def test_a_note_stays_with_us_and_may_be_the_answer() -> None:
    application, client = waiting(), signed_in()
    ask(application, reason="Wer?", by="Robin", at=NOON)

    client.post(f"/antraege/{application.pk}/notiz/", {"text": "Herr Voß.", "is_answer": "on"})

    application.refresh_from_db()
    assert application.asked_at is None
    assert "Herr Voß." in words(client.get(f"/antraege/{application.pk}/"))
    assert "Herr Voß." not in words(make_client().get(status_path(application)))
    assert outbox().filter(kind="signup.question").count() == 1


def test_what_is_decided_is_asked_nothing_any_more() -> None:
    application = approve(waiting(), by="Robin", at=NOON)

    with pytest.raises(NothingToAsk):
        ask(application, reason="Wer?", by="Robin", at=NOON)


def test_the_decision_names_the_address_for_good_and_speaks_to_operators() -> None:
    application, client = waiting(), signed_in()

    page = words(client.get(f"/antraege/{application.pk}/"))

    assert "Die Seite steht dann unter flensburg.localhost – das lässt sich später nicht ändern." in page
    assert "Von der Verwaltung veröffentlicht" in page
    assert "Ihr Entwurf" not in page
    assert "Von uns freigegeben" not in page


def test_what_is_refreshed_while_the_region_is_made_includes_the_head() -> None:
    application = approve(waiting(), by="Robin", at=NOON)
    client = signed_in()
    assert 'id="stand-kurz"' in client.get(f"/antraege/{application.pk}/").content.decode()

    Application.objects.update(finished_at=NOON)
    part = " ".join(client.get(f"/antraege/{application.pk}/stand/").content.decode().split())

    assert '<p id="stand-kurz" data-hx-swap-oob="true">' in part
    assert "Entwurf bereit" in part.partition("</p>")[0]
    assert 'id="stand-kurz"' not in part.partition("</p>")[2]


def test_the_list_stands_in_the_overview_s_order_and_the_menu_counts_who_waits() -> None:
    names = ("Zweite", "Erste", "Dritte")
    for number, name in enumerate(names):
        data = signup_data(label=f"stadt-{number}x", name=f"Stadt {name}", email=f"u{number}@stadt.example")
        application = apply(data, key=f"{number:032}", at=NOON)
        confirm(application, at=NOON.replace(hour=(9, 8, 10)[number]))
    apply(signup_data(name="Stadt Unbestätigt"), key=KEY, at=NOON.replace(hour=23))
    client = signed_in()

    for page in (words(client.get("/antraege/")), words(client.get("/"))):
        places = [page.index(f"Stadt {name}") for name in ("Erste", "Zweite", "Dritte")]
        assert places == sorted(places)
        assert "Anträge 3 warten" in page
    assert words(client.get("/antraege/")).index("Stadt Dritte") < words(client.get("/antraege/")).index("Unbestätigt")


def test_the_log_is_searched_and_filtered() -> None:
    waiting()
    log_operation("region.suspended", "Kreis Plön", by="Robin", at=NOON)
    client = signed_in()

    assert 'value=""' in client.get("/protokoll/").content.decode()

    def found(**query: str) -> tuple[bool, bool]:
        page = words(client.get("/protokoll/", query)).partition("Zeigen")[2]
        return "Stadt Flensburg" in page, "Kreis Plön" in page

    assert found() == (True, True)
    assert found(q="flensburg bestätigt") == (True, False)
    assert found(q="pausiert") == (False, True)
    assert found(art="region.") == (False, True)
    assert found(bis="2000-01-01") == (False, False)
