"""The operators' page of figures: the last day in words and charts, and how long certificates last."""

from __future__ import annotations

import ast
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.utils import timezone
from pytest_django import Settings

from kreislauf.metrics.counts import CERTIFICATES, note_all
from kreislauf.metrics.task_ends import note_end
from kreislauf.regions import RegionCard
from tenants.monitoring.certificates import OWN_HOSTS, OWN_HOSTS_ENDS, SILENT
from tenants.monitoring.models import Measurement
from tenants.operators import figures_page
from tests.tenants.operators.operators import signed_in
from tests.tenants.operators.test_platform_figures import PAGE, empty_queue, measured
from tests.words import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures(empty_queue.__name__)]
RUNBOOKS = Path(project.PACKAGE).parents[1] / "deploy" / "runbooks"
# The page cannot say these: where it is shown the web answers, and where it is measured the others do.
NOT_HERE = {
    "KreislaufWebSilent",
    "KreislaufWorkerSilent",
    "KreislaufBeatSilent",
    "KreislaufMeasurementOld",
    "KreislaufPagesFailingFast",  # a steeper one of those that fail slowly
}


def source() -> str:
    client = signed_in()
    return client.get(PAGE).content.decode()


def said(page: str) -> str:
    """Of the page's source its words, with simple spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ")


def after(**counted: int) -> None:
    """A day on which so much was counted, all of it longer than a quarter of an hour ago."""
    measured(minutes_ago=25, **dict.fromkeys(counted, 0))
    measured(minutes_ago=20, **counted)
    measured(minutes_ago=1, **counted)


@pytest.mark.parametrize(
    ("counted", "sentence", "is_fine"),
    [
        ({"pages": 12345}, "Anfragen in 24 Stunden 12.345", True),
        ({"pages": 1000}, "Fehlgeschlagen keine; Ziel: höchstens 0,1 %", True),
        ({"pages": 100_000, "pages_failed": 100}, "100 von 100.000 (0,1 %); Ziel: höchstens 0,1 %", True),
        ({"pages": 100_000, "pages_failed": 101}, "101 von 100.000 (0,1 %); Ziel: höchstens 0,1 %", False),
        ({"pages": 20, "pages_failed": 10}, "10 von 20 (50 %)", True),
        ({"pages": 20, "pages_failed": 11}, "11 von 20 (55 %)", False),
        ({"cached_pages": 1000, "cached_pages_slow": 51}, "51 von 1.000 (5,1 %); Ziel: höchstens 5 %", False),
        ({"redemptions": 90_000, "redemptions_failed": 3}, "3 von 90.000 (unter 0,01 %)", True),
        ({"redemptions": 100, "redemptions_failed": 3}, "3 von 100 (3 %); Ziel: höchstens 0,05 %", False),
        ({"redemptions": 1000, "redemptions_slow": 11}, "Über eine Sekunde 11 von 1.000 (1,1 %)", False),
        ({"mail_sent": 1000, "mail_late": 6}, "Später als nach fünf Minuten 6 von 1.000 (0,6 %)", False),
        ({"mail_sent": 1000, "mail_late": 5}, "5 von 1.000 (0,5 %); Ziel: höchstens 0,5 %", True),
        ({"mail_failed": 40}, "Fehlgeschlagene Versuche 40, davon 0 in der letzten Viertelstunde", True),
    ],
)
def test_a_day_in_a_sentence_says_whether_the_objective_was_held(
    kiel: RegionCard, counted: dict[str, int], sentence: str, is_fine: bool
) -> None:
    after(**counted)

    text = said(source())

    assert sentence in text
    assert text.count("nachsehen") == (0 if is_fine else 1)


@pytest.mark.parametrize(("sent", "looks"), [(0, 1), (30, 0)])
def test_mails_that_fail_right_now_need_a_look_unless_most_get_through(kiel: RegionCard, sent: int, looks: int) -> None:
    measured(minutes_ago=30, mail_failed=0, mail_sent=0)
    measured(minutes_ago=1, mail_failed=6, mail_sent=sent)

    text = said(source())

    assert "Fehlgeschlagene Versuche 6, davon 6 in der letzten Viertelstunde" in text
    assert text.count("nachsehen") == looks


@pytest.mark.parametrize(("failed", "ended", "looks"), [(1, 1, 0), (5, 5, 0), (6, 59, 1), (6, 60, 0)])
def test_a_task_that_fails_often_needs_a_look(kiel: RegionCard, failed: int, ended: int, looks: int) -> None:
    measured()
    for number in range(ended):
        note_end("tenants.tasks.sweep_mail", is_failed=number < failed, at=time.time())
        note_end("tenants.tasks.sweep_orders", is_failed=False, at=time.time())

    text = said(source())

    assert f"Fehlgeschlagen in einer halben Stunde tenants.tasks.sweep_mail {failed} von {ended} " in text
    assert text.count("nachsehen") == looks
    assert ("KreislaufTasksFailing.md" in text) == bool(looks)


def test_nothing_that_happened_has_no_judgement(kiel: RegionCard) -> None:
    measured()

    assert said(source()).count("nichts zu messen") == 5


def test_a_figure_that_needs_a_look_leads_to_what_is_to_be_done(kiel: RegionCard, settings: Settings) -> None:
    measured(ledger_sum_cents=400)
    client = signed_in()
    assert "Was zu tun ist, steht in deploy/runbooks: KreislaufLedgerNotZero.md" in said(
        client.get(PAGE).content.decode()
    )

    settings.RUNBOOKS_URL = "https://code.example/runbooks"
    assert '<a href="https://code.example/runbooks/KreislaufLedgerNotZero.md">' in client.get(PAGE).content.decode()


def test_every_alert_that_the_page_can_tell_has_its_figure_and_every_figure_its_runbook() -> None:
    named = {
        node.value
        for file in Path(figures_page.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and re.fullmatch(r"Kreislauf[A-Z]\w+", str(node.value))
    }

    assert sorted(named ^ ({file.stem for file in RUNBOOKS.glob("Kreislauf*.md")} - NOT_HERE)) == []


def charts(page: str) -> dict[str, str]:
    """The charts' titles, each with the source of its figure."""
    figures = re.findall(r'<figure class="kl-figure">.*?</figure>', page, re.DOTALL)
    return {re.search(r"<figcaption>\s*(.*?)\s*<", one, re.DOTALL)[1]: one for one in figures}  # type: ignore[index]


def test_each_chart_is_drawn_with_its_table_and_a_name(kiel: RegionCard) -> None:
    names = ("pages", "pages_failed", "redemptions", "redemptions_slow", "mail_sent", "mail_late", "mail_failed")
    names += ("tasks_failed",)
    measured(minutes_ago=12, **dict.fromkeys(names, 0), queue=4, queue_seconds=200.0, payments_open=3)
    measured(minutes_ago=2, **dict.fromkeys(names, 7), queue=2, queue_seconds=3.0, payments_open=1)

    found = charts(source())

    assert list(found) == [
        "Anfragen, je Stunde",
        "Einlösungen, je Stunde",
        "Verschickte Mails, je Stunde",
        "Fehlgeschlagene Versuche, je Stunde",
        "Wartende Aufgaben, Höchststand, je Stunde",
        "Älteste wartende Aufgabe, Höchststand, je Stunde",
        "Fehlgeschlagene Aufgaben, je Stunde",
        "Unentschiedene Zahlungen, Höchststand, je Stunde",
        "Verbindungen zur Datenbank, Höchststand, je Stunde",
    ]
    for title, figure in found.items():
        assert f'role="img" aria-label="{title}. Die Zahlen stehen in der Tabelle darunter."' in figure
        assert figure.count("<tr>") == 1 + 24
    assert "davon fehlgeschlagen" in found["Anfragen, je Stunde"]
    assert "davon über eine Sekunde" in found["Einlösungen, je Stunde"]
    assert "davon später als nach fünf Minuten" in found["Verschickte Mails, je Stunde"]
    assert sum('class="bp"' in figure for figure in found.values()) == 3
    assert "3 Minuten" in found["Älteste wartende Aufgabe, Höchststand, je Stunde"]


def test_a_day_without_any_has_no_empty_drawing(kiel: RegionCard) -> None:
    measured()

    found = charts(source())

    assert "In diesen 24 Stunden nichts." in found["Einlösungen, je Stunde"]
    assert "<svg" not in found["Einlösungen, je Stunde"]
    assert "<svg" in found["Verbindungen zur Datenbank, Höchststand, je Stunde"]


def certificates(**days: int) -> None:
    """Hosts → days until their certificates end."""
    now = int(time.time())
    note_all(CERTIFICATES, {host.replace("_", "."): now + left * 86400 + 60 for host, left in days.items()})


def test_certificates_have_their_days_and_those_that_end_soon_need_a_look(kiel: RegionCard, settings: Settings) -> None:
    settings.PUBLIC_SCHEME, settings.SECURE_SSL_REDIRECT = "https", False
    measured()
    certificates(kreislauf_example=60, leitstand_example=9)
    today = timezone.localdate()
    days = {-1: 1, 6: 2, 7: 1, 9: 1, 10: 1, 40: 5, 200: 4}
    ends = {(today + timedelta(days=left)).isoformat(): number for left, number in days.items()}
    note_all(OWN_HOSTS_ENDS, {**ends, SILENT: 2})

    page = source()

    text = said(page)
    assert "kreislauf.example endet in 60 Tagen gut" in text
    assert "leitstand.example endet in 9 Tagen nachsehen" in text
    assert "Keine Antwort 2 Adressen" in text
    ends_of_own = charts(page)["Enden der Zertifikate eigener Adressen, je Woche"]
    cells = re.findall(r'<t[dh] (?:scope="row"|class="num")>(.*?)</t[dh]>', ends_of_own)
    assert cells[1::3] == ["3", "3", "0", "0", "0", "5", "0", "0", "0", "0", "0", "0", "4"]
    assert cells[2::3] == ["3", "2", *["0"] * 11]
    assert cells[0] == f"{today:%d.%m.}"


def test_the_first_own_host_to_end_stands_for_all(kiel: RegionCard, settings: Settings) -> None:
    settings.PUBLIC_SCHEME, settings.SECURE_SSL_REDIRECT = "https", False
    measured()
    note_all(CERTIFICATES, {OWN_HOSTS: int(time.time()) - 5})

    assert "Das erste der eigenen Adressen ist abgelaufen nachsehen" in said(source())


def test_without_https_there_are_no_certificates(kiel: RegionCard) -> None:
    measured()

    assert "Zertifikate ohne https gibt es keine" in said(source())


def test_a_full_week_costs_no_more_questions_and_only_the_day_is_read(
    kiel: RegionCard, django_assert_max_num_queries: Any
) -> None:
    at = timezone.now()
    measured()
    values = Measurement.objects.get().values
    slots = [at - timedelta(minutes=5 * number + 5) for number in range(7 * 288)]
    Measurement.objects.bulk_create(Measurement(slot=slot, at=slot, values=values) for slot in slots)
    client = signed_in()

    with django_assert_max_num_queries(7) as found:
        words(client.get(PAGE))
    assert sum("monitoring_measurement" in query["sql"] for query in found.captured_queries) == 2
