"""The office's pages: an archive with one click, fetched by who may, gone after a week."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from tenants.archive.archive_file import STORED_FOR, delete_expired, write_archive
from tenants.archive.models import ArchiveFile, Certificate, Departure
from tenants.models import Region
from tests.conftest import make_client
from tests.kreislauf.accounts.steps import leave_open
from tests.make import NOON, make_user
from tests.post import deliver_all
from tests.tenants.operators.operators import signed_in

DOORS = ("/verwaltung/archiv/", "/verwaltung/auszug/")


@pytest.fixture
def office(kiel: RegionCard) -> Client:
    with stepping_into(kiel):
        user = make_user(role=Role.ADMINISTRATOR, email="leitung@example.org")
    return make_client(kiel, user=user)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_one_click_writes_an_archive_that_stays_a_week(kiel: RegionCard, office: Client, at_once: None) -> None:
    from django.core import mail

    assert office.post("/verwaltung/archiv/").status_code == 302
    kept = ArchiveFile.objects.get()
    page = office.get("/verwaltung/archiv/").content.decode()
    line = office.get(f"/verwaltung/archiv/{kept.pk}/stand/")
    assert (
        line["HX-Refresh"] == "true"
    )  # else the page went on saying „wird gerade geschrieben“ beside the finished one
    answer = office.get(f"/verwaltung/archiv/{kept.pk}/datei/")
    content = b"".join(answer.streaming_content)

    assert kept.finished_at is not None
    assert kept.expires_at == kept.finished_at + STORED_FOR
    assert f"/verwaltung/archiv/{kept.pk}/datei/" in page
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert (len(content), answer["Content-Type"]) == (kept.size, "application/zip")
    assert [letter.to for letter in mail.outbox] == [["leitung@example.org"]]
    with stepping_into(kiel):
        assert Entry.objects.filter(action="region.archive_asked_for").count() == 1
        assert Entry.objects.get(action="region.archive_downloaded").detail == {"file": f"#{kept.pk}"}

    assert delete_expired(at=kept.expires_at - timedelta(seconds=1)) == 0
    assert delete_expired(at=kept.expires_at) == 1
    assert not storages["private"].exists(kept.file)
    assert office.get(f"/verwaltung/archiv/{kept.pk}/datei/").status_code == 404


@pytest.mark.django_db
def test_a_second_click_writes_no_second_one(kiel: RegionCard, office: Client) -> None:
    for _ in range(2):
        office.post("/verwaltung/archiv/")

    kept = ArchiveFile.objects.get()
    page = office.get("/verwaltung/archiv/").content.decode()
    asked_again = office.get(f"/verwaltung/archiv/{kept.pk}/stand/")
    line = asked_again.content.decode()
    assert "HX-Refresh" not in asked_again
    assert page.count("Wird geschrieben") == line.count("Wird geschrieben") == 1
    assert "hx-get" in line
    assert office.get(f"/verwaltung/archiv/{kept.pk}/datei/").status_code == 404


@pytest.mark.django_db
def test_only_the_region_s_own_head_gets_at_it(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(None):
        kept = ArchiveFile.objects.create(region_id=kiel.id, asked_at=NOON, asked_by="Ute", finished_at=NOON)
    doors = [*DOORS, f"/verwaltung/archiv/{kept.pk}/stand/", f"/verwaltung/archiv/{kept.pk}/datei/"]

    def answers(card: RegionCard, role: str) -> list[int]:
        with stepping_into(card):
            client = make_client(card, user=make_user(role=role))
        return [client.get(door).status_code for door in doors]

    assert answers(kiel, Role.EDITOR) == [403] * 4
    assert answers(kiel, Role.BUSINESS) == [403] * 4
    assert answers(dortmund, Role.ADMINISTRATOR) == [200, 200, 404, 404]
    assert [make_client(kiel).get(door).status_code for door in doors] == [302] * 4


@pytest.mark.django_db
def test_all_codes_and_the_whole_region_are_not_taken_at_an_open_screen(kiel: RegionCard) -> None:
    with stepping_into(None):
        kept = ArchiveFile.objects.create(region_id=kiel.id, asked_at=NOON, asked_by="Ute", finished_at=NOON)
    with stepping_into(kiel):
        client = make_client(kiel, user=make_user(role=Role.ADMINISTRATOR))
        leave_open(client)

    fetched = client.get(f"/verwaltung/archiv/{kept.pk}/datei/")
    left = client.post("/verwaltung/auszug/", {"host": "kiel.localhost"})

    assert [answer["Location"].partition("?")[0] for answer in (fetched, left)] == ["/konto/bestaetigung/"] * 2
    assert Departure.objects.count() == 0


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_archive_that_fails_three_times_says_so(kiel: RegionCard, office: Client) -> None:
    """Inside of a test's transaction no moment can be read: each try fails."""
    with stepping_into(None):
        kept = ArchiveFile.objects.create(region_id=kiel.id, asked_at=NOON, asked_by="Ute")
    assert [write_archive(kept.pk) for _ in range(4)] == [False] * 4

    kept.refresh_from_db()
    assert (kept.tries, kept.failed_at is not None) == (3, True)
    assert "Hat nicht geklappt" in office.get("/verwaltung/archiv/").content.decode()


@pytest.mark.django_db
def test_leaving_asks_for_the_host_and_can_be_taken_back(kiel: RegionCard, office: Client) -> None:
    refused = office.post("/verwaltung/auszug/", {"host": "kiel"})
    accepted = office.post("/verwaltung/auszug/", {"host": "Kiel.localhost"})

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "Das ist nicht die Adresse der Region." in refused.content.decode()
    assert "Ihre Region zieht aus" in office.get("/verwaltung/auszug/").content.decode()
    with stepping_into(kiel):
        deliver_all()
    letter = next(one for one in mail.outbox if one.to == ["leitung@example.org"])
    for part in (letter.body, letter.alternatives[0][0]):
        assert "Guten Tag," in part
        assert "http://kiel.localhost/verwaltung/auszug/" in part
    assert office.post("/verwaltung/auszug/ruecknahme/").status_code == 302
    assert Departure.objects.get().stayed_at is not None
    assert Region.objects.get(pk=kiel.id).status == "live"


@pytest.fixture
def leitstand(db: None) -> Client:
    return signed_in()


@pytest.mark.django_db
def test_operators_let_a_region_leave_and_stay(kiel: RegionCard, leitstand: Client) -> None:
    address = f"/regionen/{kiel.id}/auszug/"

    assert leitstand.get(address).status_code == 200
    assert leitstand.post(address, {"host": "dortmund.localhost"}).status_code == 422
    assert leitstand.post(address, {"host": "kiel.localhost", "reason": "Ende"}).status_code == 302
    assert "Ende" in leitstand.get(address).content.decode()
    assert leitstand.post(f"{address}ruecknahme/").status_code == 302
    assert Region.objects.get(pk=kiel.id).status == "live"


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
def test_the_certificates_take_the_same_queries_however_many(
    kiel: RegionCard, leitstand: Client, many: int, django_assert_num_queries: object
) -> None:
    for _ in range(many):
        departure = Departure.objects.create(
            region_id=kiel.id,
            asked_at=NOON,
            due_at=NOON,
            owed_cents=0,
            status_before="live",
            finished_at=NOON,
        )
        Certificate.objects.create(departure=departure, issued_at=NOON, facts={}, signature="x", key="y")

    # session, person, how many, what waits at three places of the menu, one page of them
    with django_assert_num_queries(7):  # type: ignore[operator]
        page = leitstand.get("/bescheinigungen/").content.decode()
    assert page.count("(PDF)") == many
    changed = leitstand.get(f"/bescheinigungen/{Certificate.objects.first().pk}.pdf")  # type: ignore[union-attr]
    assert (changed.status_code, changed["Location"]) == (302, "/bescheinigungen/")
