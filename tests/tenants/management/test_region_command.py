"""``kreislauf region``, as it is typed."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from tenants.logbook.models import LogEntry
from tenants.models import Region, Status
from tenants.signup.provision import working_on
from tests.make import make_business


def typed(*words: str) -> list[str]:
    told = io.StringIO()
    call_command("region", *words, stdout=told)
    return told.getvalue().splitlines()


@pytest.mark.django_db
def test_list_has_a_line_for_each_region() -> None:
    assert [line.split() for line in typed("list")] == [
        ["LABEL", "STATE", "NAME", "ADDRESS"],
        ["dortmund", "live", "Stadt", "Dortmund", "http://dortmund.localhost/"],
        ["kiel", "live", "Landeshauptstadt", "Kiel", "http://kiel.localhost/"],
    ]


@pytest.mark.django_db
def test_show_tells_state_size_and_history(kiel: RegionCard) -> None:
    lines = typed("show", "Kiel")

    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith(("State", "Schema", "Migrations"))] == [
        "live",
        "r_kiel",
        "up to date",
    ]
    assert lines[-1].split()[2:] == ["live", "tests"]


@pytest.mark.django_db
def test_an_unknown_label_names_those_there_are() -> None:
    with pytest.raises(CommandError, match=r"There is no region “kie1”\. Known: dortmund, kiel\."):
        typed("show", "kie1")


@pytest.mark.django_db
def test_suspending_needs_a_reason_and_resuming_ends_it() -> None:
    with pytest.raises(CommandError, match="--reason"):
        typed("suspend", "kiel")

    assert typed("suspend", "kiel", "--reason", "Wartung") == ["Landeshauptstadt Kiel is paused."]
    with pytest.raises(CommandError, match="is suspended; only a published region can be paused"):
        typed("suspend", "kiel", "--reason", "Wartung")
    assert typed("resume", "kiel") == ["Landeshauptstadt Kiel is open again."]

    assert Region.objects.get(label="kiel").status == Status.LIVE
    assert [deed.detail["reason"] for deed in LogEntry.objects.filter(action="region.suspended")] == ["Wartung"]


@pytest.mark.django_db(databases=["default", "owner"])
def test_migrating_what_is_up_to_date_says_so() -> None:
    assert typed("migrate", "kiel") == ["1 of 1 regions are where the code is."]
    assert typed("migrate", "--check") == ["2 of 2 regions are where the code is, 0 behind, 0 ahead."]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_create_goes_through_every_stage_and_tells_each() -> None:
    lines = typed(
        "create", "Stadt Flensburg", "rathaus@flensburg.example", "--kind", "kreisfreie_stadt", "--ars", "010010000000"
    )

    assert lines == [
        "  Name und Adresse reserviert",
        "  Eigener Datenraum angelegt und abgeschottet",
        "  Gestaltung und Branchen eingetragen",
        "  Leitung eingeladen",
        "  Entwurf bereit",
        "Stadt Flensburg: draft at http://flensburg.localhost/ – rathaus@flensburg.example is invited.",
    ]
    assert Region.objects.get(label="flensburg").created_at <= timezone.now()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_create_waits_while_a_worker_is_at_it() -> None:
    held = threading.Event()

    def work(application_id: int) -> None:
        with working_on(application_id) as mine:
            assert mine
            held.set()
            time.sleep(1.5)
        connections.close_all()

    worker = threading.Thread(target=work, args=(_next_application(),))
    worker.start()
    assert held.wait(10)
    lines = typed("create", "Stadt Flensburg", "rathaus@flensburg.example", "--kind", "stadt")
    worker.join()

    assert lines[-1] == "Stadt Flensburg: draft at http://flensburg.localhost/ – rathaus@flensburg.example is invited."


def _next_application() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('public.signup_application_id_seq')")
        return int(cursor.fetchone()[0]) + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--label", "kie1"), "Das ist kaum von „kiel“ zu unterscheiden. Free: husum"),
        (("--ars", "12"), "Der Regionalschlüssel hat 12 Ziffern, hier sind es 2."),
        (("--colours", "#fefefe", "#000000"), "Diese Farbe ist auf Weiß kaum zu sehen"),
        (("--colours", "rot", "#000000"), "rot is no colour like #0b5563"),
    ],
)
def test_create_refuses_what_the_form_refuses(kiel: RegionCard, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        typed("create", "Stadt Husum", "rathaus@husum.example", "--kind", "stadt", *words)


@pytest.mark.django_db
def test_pictures_without_a_file_are_listed_region_by_region(kiel: RegionCard, media_folder: Path) -> None:
    with stepping_into(kiel):
        make_business(picture="betriebe/0123456789abcdef0123-480.960x640.webp")

    assert typed("pictures", "dortmund") == ["No picture is missing."]
    with pytest.raises(CommandError, match=r"Missing: 1\."):
        typed("pictures", "kiel")
    with pytest.raises(CommandError, match=r"Missing: 1\."):  # a folder keeps nothing that was deleted
        typed("pictures", "--undelete")
