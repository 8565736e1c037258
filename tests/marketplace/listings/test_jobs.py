"""Job listings: (m/w/d), pay, minimum wage."""

from __future__ import annotations

import pytest

from marketplace.listings.business.forms import BusinessListingForm
from marketplace.listings.models import Kind
from marketplace.listings.submit.jobs import add_suffix, wording_hints
from tests.make import make_business
from tests.make_listing import listing_form

JOB = {"hours": "20 Stunden in der Woche", "contract": "unlimited", "salary_unit": "hour"}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Bäcker", "Bäcker (m/w/d)"),
        ("Bäckerin (w/m/d)", "Bäckerin (w/m/d)"),
        ("Koch ( m / w / x )", "Koch ( m / w / x )"),
        ("x" * 80, f"{'x' * 72} (m/w/d)"),
    ],
)
def test_a_title_says_for_whom_it_is(title: str, shown: str) -> None:
    assert add_suffix(title) == shown


def test_an_hour_below_the_minimum_wage_is_refused_with_the_figure(jobs: Kind) -> None:
    form = BusinessListingForm(listing_form(jobs, **JOB, salary_from="13,89"), kind=jobs, business=make_business())
    assert form.errors == {
        "salary_from": ["Der Mindestlohn ist 13,90 € in der Stunde. Darunter dürfen wir keine Stelle zeigen."]
    }


def test_the_minimum_wage_itself_is_taken(jobs: Kind) -> None:
    form = BusinessListingForm(listing_form(jobs, **JOB, salary_from="13,90"), kind=jobs, business=make_business())
    assert form.is_valid(), form.errors
    assert form.texts()["details"]["salary_from"] == 1390


def test_words_that_shut_people_out_are_pointed_at() -> None:
    hints = wording_hints("Wir sind ein junges Team und suchen einen belastbaren Rentner.")
    assert len(hints) == 3
    assert wording_hints("Wir suchen jemanden für die Jungpflanzen.") == []
