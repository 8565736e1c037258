"""What somebody types on the sign-up page stays as it was typed, however fast; two views of a colour stay in step."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("delay", [30, 60, 120])
def test_nothing_is_put_into_a_subdomain_that_is_being_typed(visit: Visit, delay: int) -> None:
    clerk = visit("kiel")
    clerk.go("/anmeldung/", site="")
    clerk.type(name="Kreis Plön")
    clerk.page.click("[name=label]")
    clerk.page.keyboard.type("kreis-ploen", delay=delay)

    clerk.reads("kreis-ploen ist frei.")
    assert clerk.page.input_value("[name=label]") == "kreis-ploen"


def test_who_goes_into_a_subdomain_that_was_put_in_types_another_instead(visit: Visit) -> None:
    clerk = visit("kiel")
    clerk.go("/anmeldung/", site="")
    clerk.type(name="Kreis Plön")
    clerk.page.locator("[name=name]").blur()
    expect(clerk.page.locator("[name=label]")).to_have_value("ploen")
    clerk.page.wait_for_load_state("networkidle")  # whether it is free is asked after that
    clerk.page.click("[name=label]")
    clerk.page.keyboard.type("kreis-ploen", delay=30)

    assert clerk.page.input_value("[name=label]") == "kreis-ploen"


def test_an_answer_that_comes_late_fills_only_what_is_empty(visit: Visit) -> None:
    clerk = visit("kiel")
    clerk.page.route(
        "**/anmeldung/subdomain/?vorschlag*", lambda route: (clerk.page.wait_for_timeout(800), route.continue_())
    )
    clerk.go("/anmeldung/", site="")
    clerk.type(name="Kreis Plön")
    clerk.page.fill("[name=label]", "ploener-land")
    clerk.page.locator("[name=label]").blur()
    clerk.reads("ploener-land ist frei.")
    clerk.page.wait_for_timeout(1200)

    assert clerk.page.input_value("[name=label]") == "ploener-land"


def test_a_typed_colour_and_the_picker_show_the_same_and_the_nearest_is_taken(visit: Visit) -> None:
    clerk = visit("kiel")
    clerk.go("/anmeldung/", site="")
    picker = clerk.page.locator("[data-colour-of=id_primary_colour]")
    clerk.page.fill("[name=primary_colour]", "FFFDE8")
    assert picker.input_value() == "#fffde8"
    clerk.page.locator("[name=primary_colour]").blur()
    clerk.reads("Diese Farbe ist auf Weiß kaum zu sehen")

    clerk.page.locator("#farbprobe button").click()
    clerk.reads("Alle Texte erreichen den nötigen Kontrast")
    assert clerk.page.input_value("[name=primary_colour]") == picker.input_value() == "#e4e2ce"

    picker.fill("#00593c")
    assert clerk.page.input_value("[name=primary_colour]") == "#00593c"
