"""Staff takes partners in, arranges them and looks after supporters."""

from __future__ import annotations

from typing import Any

from django.test import Client

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.partners.models import Ambassador, Body, Supporter
from tests.make import make_body
from tests.words import words

ENTRY = {"name": "Handwerkskammer Flensburg", "short": "HWK", "kind": "chamber", "text_md": "Wir **helfen**."}


def log() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_new_one_waits_at_the_end_until_it_is_shown(office: Client, site: Client, chamber: Body) -> None:
    office.post("/verwaltung/partner/neu/", ENTRY)
    new = Body.objects.get(slug="hwk")
    before = site.get("/partner/hwk/").status_code

    office.post(f"/verwaltung/partner/{new.pk}/freischaltung/")

    assert new.text_html == "<p>Wir <strong>helfen</strong>.</p>\n"
    assert new.position > chamber.position
    assert before == 404
    assert "Wir helfen ." in words(site.get("/partner/hwk/"))
    assert log() == ["body.entered", "body.shown"]


def test_a_form_that_is_sent_twice_makes_one_partner(office: Client, in_kiel: RegionCard) -> None:
    page = office.get("/verwaltung/partner/neu/").content.decode()
    key = page.split('name="key" value="')[1].partition('"')[0]

    for _time in range(2):
        office.post("/verwaltung/partner/neu/", {**ENTRY, "key": key})

    assert Body.objects.count() == 1


def test_a_name_is_asked_for_and_the_form_keeps_the_rest(office: Client, in_kiel: RegionCard) -> None:
    answer = office.post("/verwaltung/partner/neu/", {**ENTRY, "name": ""})

    assert answer.status_code == 422
    assert "Eine Angabe stimmt noch nicht" in words(answer)
    assert "Wir **helfen**." in words(answer)


def test_a_change_keeps_the_address_and_renders_the_text(office: Client, chamber: Body) -> None:
    office.post(f"/verwaltung/partner/{chamber.pk}/aendern/", {**ENTRY, "postcode": "24103"})

    chamber.refresh_from_db()
    assert (chamber.name, chamber.slug, chamber.town) == ("Handwerkskammer Flensburg", "ihk", "Kiel")
    assert chamber.latitude is not None
    assert "<strong>helfen</strong>" in chamber.text_html


def test_the_order_is_the_office_s(office: Client, in_kiel: RegionCard) -> None:
    first, second, third = (make_body(name=name, position=number) for number, name in enumerate("ABC"))
    left = make_body(name="L", position=1, left_at="2026-01-01T00:00Z")

    office.post(f"/verwaltung/partner/{third.pk}/platz/", {"richtung": "hoch"})
    office.post(f"/verwaltung/partner/{first.pk}/platz/", {"richtung": "hoch"})
    office.post(f"/verwaltung/partner/{left.pk}/platz/", {"richtung": "hoch"})

    assert list(Body.objects.staying().in_order()) == [first, third, second]


def test_supporters_are_marked_as_what_they_are(office: Client, site: Client, in_kiel: RegionCard) -> None:
    entry = {"name": "Werft AG", "sentence": "Wir stehen dahinter.", "url": "werft.example", "shown": "on"}
    office.post("/verwaltung/unterstuetzer/neu/", entry)

    page = site.get("/unterstuetzer/")

    assert "Unterstützer (Werbung) Werft AG Wir stehen dahinter." in words(page)
    assert 'href="https://werft.example" rel="noopener nofollow sponsored"' in page.content.decode()
    assert "Unterstützer (Werbung)" in words(site.get("/"))


def test_an_ambassador_is_shown_with_whom_they_speak_for(office: Client, site: Client, chamber: Body) -> None:
    entry: dict[str, Any] = {"name": "Petra Boysen", "quote": "Kauft hier.", "body": chamber.pk, "shown": "on"}
    refused = office.post("/verwaltung/unterstuetzer/menschen/neu/", entry)
    office.post("/verwaltung/unterstuetzer/menschen/neu/", {**entry, "consent_note": "3. Mai, E-Mail"})

    assert refused.status_code == 422
    for page in ("/unterstuetzer/", "/", "/partner/ihk/"):
        said = words(site.get(page))
        assert "„Kauft hier.“ Petra Boysen für Industrie- und Handelskammer zu Kiel" in said
        assert "3. Mai" not in said


def test_nobody_speaks_for_two(office: Client, chamber: Body) -> None:
    yard = Supporter.objects.create(name="Werft AG")
    entry = {"name": "Petra", "quote": "Ja", "consent_note": "x", "body": chamber.pk, "supporter": yard.pk}

    assert office.post("/verwaltung/unterstuetzer/menschen/neu/", entry).status_code == 422


def test_what_is_taken_off_is_gone_from_the_front_at_once(office: Client, site: Client, in_kiel: RegionCard) -> None:
    office.post("/verwaltung/unterstuetzer/neu/", {"name": "Werft AG", "shown": "on"})
    yard = Supporter.objects.get()
    before = "Werft AG" in words(site.get("/"))

    office.post(f"/verwaltung/unterstuetzer/{yard.pk}/", {"name": "Werft AG"})
    hidden = "Werft AG" in words(site.get("/"))
    office.post(f"/verwaltung/unterstuetzer/{yard.pk}/entfernung/")

    assert (before, hidden) == (True, False)
    assert not Supporter.objects.exists()
    assert log() == ["supporter.added", "supporter.changed", "supporter.removed"]


def test_who_speaks_for_a_supporter_goes_along(office: Client, in_kiel: RegionCard) -> None:
    yard = Supporter.objects.create(name="Werft AG")
    Ambassador.objects.create(name="Petra", quote="Ja", consent_note="x", supporter=yard)

    asked = words(office.get(f"/verwaltung/unterstuetzer/{yard.pk}/entfernung/"))
    office.post(f"/verwaltung/unterstuetzer/{yard.pk}/entfernung/")

    assert "auch die Menschen, die dafür sprechen" in asked
    assert not Ambassador.objects.exists()


def test_only_staff_looks_after_partners(inga: Client, chamber: Body) -> None:
    for page in ("partner/", "partner/neu/", f"partner/{chamber.pk}/", "unterstuetzer/"):
        assert inga.get(f"/verwaltung/{page}").status_code in (302, 403), page
