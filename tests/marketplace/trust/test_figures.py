"""The yearly report and the half-yearly figures (Art. 15 and 24 DSA)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone

from marketplace.trust.appeals import appeal, rule
from marketplace.trust.decide import decide, hide_at_once
from marketplace.trust.figures import Span, figures
from marketplace.trust.models import Category, Ground, Notice, Outcome
from tests.make import make_user
from tests.words import words

MARCH = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
REASONS = {"ground": Ground.LAW, "ground_text": "§ 263 StGB", "facts": "Betrug."}
HOUR = timedelta(hours=1)


def test_everything_is_counted_in_its_time(report: Callable[..., Notice]) -> None:
    first, second, third = report(at=MARCH), report(at=MARCH), report(at=MARCH, category=Category.HATE)
    report(at=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    hide_at_once(first, by="Ute", at=MARCH)  # provisional: counts nowhere
    made = decide(first, outcome=Outcome.HIDE, **REASONS, by="Ute", at=MARCH + 2 * HOUR)
    decide(second, outcome=Outcome.KEEP, facts="Gut.", by="Ute", at=MARCH + 4 * HOUR)
    decide(third, outcome=Outcome.KEEP, facts="Gut.", by="Ute", at=MARCH + 30 * HOUR)
    said = appeal(made, notice=None, text="Doch.", at=MARCH + 5 * HOUR)
    rule(said, is_upheld=False, reason="Nein.", by=make_user(), at=MARCH + 29 * HOUR)

    half = figures(Span(2026, 1))

    assert (half.notices, half.open, half.decisions, half.by_notice) == (3, 0, 3, 3)
    assert {str(label): n for label, n in half.categories if n} == {
        "Betrug oder Abzocke": 2,
        "Beleidigung, Hetze oder verbotene Zeichen": 1,
    }
    assert [n for _label, n in half.outcomes] == [2, 0, 1, 0]
    assert [n for _label, n in half.grounds] == [1, 0]
    assert half.median == 4 * HOUR
    assert (half.appeals, half.ruled, half.upheld, half.appeal_median) == (1, 1, 0, 24 * HOUR)
    assert (figures(Span(2026)).notices, figures(Span(2026, 2)).notices, figures(Span(2025)).notices) == (4, 1, 0)


def test_one_page_and_its_file(report: Callable[..., Notice], office: Client) -> None:
    report()
    year = timezone.localdate().year
    page = words(office.get(f"/verwaltung/meldungen/zahlen/?zeit={year}-0"))
    assert f"Meldungen und Entscheidungen {year}" in page
    assert "Wer die Seite nur liest, wird nicht gezählt" in page
    answer = office.get(f"/verwaltung/meldungen/zahlen/datei/?zeit={year}-0")
    text = b"".join(answer).decode()  # type: ignore[arg-type]
    assert "Meldungen;Eingegangen;1" in text
    assert "Meldungen nach Grund;Betrug oder Abzocke;1" in text
    assert answer["Content-Disposition"] == f'attachment; filename="meldungen-{year}.csv"'
