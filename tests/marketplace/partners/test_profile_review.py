"""What a partner says about itself is read first, unless the region lets it publish by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from kreislauf.accounts.models import User
from kreislauf.pictures.stored import private_path, variant_path
from marketplace.partners.bodies.change import hand_in
from marketplace.partners.bodies.leave import leave
from marketplace.partners.models import Body
from marketplace.partners.reviewed import REVIEW
from marketplace.review.change import Ended
from marketplace.review.kinds import reviews
from marketplace.review.trust import trust
from marketplace.review.words import STATES
from tests.journeys.pictures import png
from tests.make import NOON
from tests.marketplace.review.cast import links_in, path_to_decide
from tests.post import deliver_all
from tests.words import words

PROFILE = "/partnerbereich/profil/"
NEW = {
    "name": "Industrie- und Handelskammer zu Kiel",
    "short": "IHK",
    "text_md": "Wir **beraten** Gründer.",
    "email": "rat@example.org",
}


def test_contact_changes_at_once_and_the_text_waits(inga: Client, site: Client, chamber: Body) -> None:
    answer = inga.post(PROFILE, NEW | {"phone": "0431 1234", "name": "Andere Kammer"}, follow=True)

    page = words(site.get("/partner/ihk/"))
    assert "0431 1234" in page
    assert "Andere Kammer" not in page
    assert "beraten" not in page
    assert "Bis zur Freigabe bleibt der bisherige stehen." in words(answer)
    assert "Andere Kammer" in answer.content.decode()  # in the form
    assert "beraten" not in words(site.get("/suche/", {"q": "Gründer"}))
    assert site.get(f"/api/v1/bodies/{chamber.pk}/").json()["text"] == ""


def test_it_is_released_from_the_mail_by_one_post(inga: Client, site: Client, editor: User, chamber: Body) -> None:
    inga.post(PROFILE, NEW)
    [letter] = deliver_all()
    [link] = links_in(letter)

    page = site.get(link)
    before = Body.objects.get().text_md
    site.post(link, {"freigeben": "1"})

    assert letter.to == [editor.email]
    assert "Wir **beraten** Gründer." in letter.body
    assert "Was sich ändert" in words(page)
    assert "<strong>beraten</strong>" in page.content.decode(), "as it will look"
    assert before == ""
    assert "<strong>beraten</strong>" in site.get("/partner/ihk/").content.decode()
    assert [(one.to, one.subject) for one in deliver_all()] == [(["rat@example.org"], "IHK ist freigegeben")]
    assert site.post(link, {"freigeben": "1"}).status_code == 409


def test_a_refusal_reaches_the_partner_and_its_area(inga: Client, site: Client, office: Client, chamber: Body) -> None:
    inga.post(PROFILE, NEW)
    deliver_all()
    assert "Änderung zu prüfen" in words(office.get(f"/verwaltung/partner/{chamber.pk}/"))

    office.post(f"/verwaltung/freigaben/profile/{chamber.pk}/", {"ablehnen": "1", "version": "2", "reason": "Zu kurz."})

    [letter] = deliver_all()
    assert letter.to == ["rat@example.org"]
    assert "Zu kurz." in letter.body
    assert PROFILE in letter.body
    page = words(inga.get(PROFILE))
    assert "Ihre letzte Änderung wurde nicht freigegeben." in page
    assert "Zu kurz." in page
    assert "beraten" not in words(site.get("/partner/ihk/"))


def test_a_question_is_answered_in_the_area(inga: Client, office: Client, chamber: Body) -> None:
    inga.post(PROFILE, NEW)
    decide = f"/verwaltung/freigaben/profile/{chamber.pk}/"
    office.post(decide, {"rueckfrage": "1", "version": "2", "question": "Seit wann?"})

    start, asked = words(inga.get("/partnerbereich/")), words(inga.get(PROFILE))
    inga.post(PROFILE, NEW | {"answer": "Seit 1871."})

    chamber.refresh_from_db()
    assert "Rückfrage beantworten" in start
    assert "Seit wann?" in start
    assert "Seit wann?" in asked
    assert "Rückfrage beantworten" not in words(inga.get("/partnerbereich/"))
    assert (chamber.is_waiting, chamber.version, chamber.answer) == (True, 3, "Seit 1871.")
    assert "Seit 1871." in words(office.get(f"/verwaltung/partner/{chamber.pk}/"))


def test_a_double_click_hands_in_once(inga: Client, chamber: Body) -> None:
    for _click in range(2):
        inga.post(PROFILE, NEW)

    chamber.refresh_from_db()
    assert (chamber.version, len(deliver_all())) == (2, 0)  # nobody is in the office
    assert "Sie haben nichts geändert." in words(inga.get(PROFILE))


def test_what_staff_writes_itself_replaces_the_text_that_waits(
    inga: Client, office: Client, site: Client, chamber: Body
) -> None:
    inga.post(PROFILE, NEW)
    chamber.refresh_from_db()
    link = path_to_decide(chamber)

    office.post(f"/verwaltung/partner/{chamber.pk}/aendern/", NEW | {"kind": "chamber", "text_md": "Wir helfen."})

    chamber.refresh_from_db()
    assert (chamber.text_md, chamber.pending, chamber.version) == ("Wir helfen.", None, 3)
    assert site.post(link, {"freigeben": "1"}).status_code == 409


def test_staff_changes_a_number_and_the_text_goes_on_waiting(inga: Client, office: Client, chamber: Body) -> None:
    inga.post(PROFILE, NEW)
    office.post(
        f"/verwaltung/partner/{chamber.pk}/aendern/",
        {"name": chamber.name, "short": "IHK", "kind": "chamber", "phone": "0431 1"},
    )

    chamber.refresh_from_db()
    assert (chamber.phone, chamber.pending, chamber.version) == ("0431 1", {"text_md": NEW["text_md"]}, 2)


def test_whom_staff_trusts_is_not_read_first(inga: Client, chamber: Body) -> None:
    trust("profile", submitter=f"body:{chamber.pk}", name="IHK", by="Ute", at=NOON)

    answer = inga.post(PROFILE, NEW, follow=True)

    assert "Ihre Änderung ist öffentlich." in words(answer)
    assert Body.objects.get().text_md == NEW["text_md"]


def test_one_that_has_left_hands_nothing_in(chamber: Body) -> None:
    leave(chamber, heir=None, by="Ute", at=NOON)

    with pytest.raises(Ended):
        hand_in(chamber, chamber.texts() | {"name": "Andere Kammer"}, by="Inga", at=NOON)


def test_without_an_address_of_its_own_an_editor_hears_of_it(inga: Client, otto: Client, chamber: Body) -> None:
    chamber.email = ""
    assert REVIEW.submitter(chamber) == "inga@example.org"
    chamber.people.all().delete()
    assert REVIEW.submitter(chamber) == ""


def test_a_new_logo_is_private_until_it_is_approved(
    inga: Client,
    site: Client,
    chamber: Body,
    media_folder: object,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        inga.post(PROFILE, NEW | {"logo": png()})
    chamber.refresh_from_db()
    assert chamber.pending is not None
    path = variant_path(chamber.pending["logo"], 480)
    lay = (default_storage.exists(path), default_storage.exists(private_path(path)))

    with django_capture_on_commit_callbacks(execute=True):
        site.post(path_to_decide(chamber), {"freigeben": "1"})

    assert lay == (False, True)
    assert default_storage.exists(path)
    assert not default_storage.exists(private_path(path))


def test_every_way_in_which_an_entry_ends_has_a_word() -> None:
    ends = {name.removesuffix("_at") for one in reviews() for name in one.model.ENDED_BY}
    assert ends <= set(STATES)
