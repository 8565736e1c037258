"""How long notices live, by travelling in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from marketplace.trust.appeals import appeal, rule
from marketplace.trust.decide import decide
from marketplace.trust.forget import forget
from marketplace.trust.models import Appeal, Decision, Ground, Notice, Outcome
from tests.make import make_user

DAY = timedelta(days=1)


def decided(notice: Notice) -> Decision:
    return decide(
        notice,
        outcome=Outcome.HIDE,
        ground=Ground.LAW,
        ground_text="§ 263 StGB",
        facts="Das sieht nach Betrug aus.",
        by="Ute",
        at=timezone.now(),
    )


def test_who_sent_it_is_forgotten_half_a_year_after_the_decision(report: Callable[..., Notice]) -> None:
    open_, notice = report(), report()
    decision = decided(notice)
    forget(at=decision.at + 184 * DAY)
    assert Notice.objects.get(pk=notice.pk).email == "jan@example.org"
    forget(at=decision.at + 184 * DAY + timedelta(seconds=1))
    notice.refresh_from_db()
    assert (notice.name, notice.email, notice.why) == ("", "", "Verlangt Vorkasse.")
    forget(at=decision.at + 4000 * DAY)
    assert Notice.objects.get(pk=open_.pk).email == "jan@example.org"  # not decided on


def test_what_was_said_is_forgotten_after_a_year_and_the_numbers_stay(report: Callable[..., Notice]) -> None:
    decision = decided(report())
    forget(at=decision.at + 365 * DAY)
    assert Decision.objects.get().facts
    forget(at=decision.at + 366 * DAY)
    assert Decision.objects.values_list("title", "facts", "ground_text", "outcome", "ground").get() == (
        *("", "", ""),
        *("hide", "law"),
    )
    assert Notice.objects.values_list("title", "words", "why", "category").get() == ("", "", "", "fraud")


def test_an_appeal_keeps_the_papers(report: Callable[..., Notice]) -> None:
    decision = decided(report())
    said = appeal(decision, notice=None, text="Doch.", at=decision.at + 180 * DAY)
    forget(at=decision.at + 400 * DAY)
    assert (Notice.objects.get().email, Decision.objects.get().facts != "") == ("jan@example.org", True)

    rule(said, is_upheld=False, reason="Nein.", by=make_user(), at=decision.at + 400 * DAY)
    forget(at=decision.at + 600 * DAY)
    assert (Notice.objects.get().email, Appeal.objects.get().text) == ("", "Doch.")
    forget(at=decision.at + 766 * DAY)
    assert (Appeal.objects.get().text, Appeal.objects.get().reason) == ("", "")
