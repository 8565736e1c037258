"""Whatever two colours a region brings, its texts can be read."""

from __future__ import annotations

import random
from pathlib import Path

import kreislauf
from tenants.art.contrast import audit, readable_on
from tenants.art.oklch import contrast, from_oklch, to_oklch
from tenants.art.theme import derive, theme_css
from tenants.branding.acceptable import Refusal, nearest_passing, refusals
from tenants.branding.context import PLATFORM_COLOURS


def test_600_random_pairs_of_colours_reach_every_contrast_in_light_and_dark() -> None:
    chance = random.Random(7)
    pairs = [(f"#{chance.randrange(1 << 24):06x}", f"#{chance.randrange(1 << 24):06x}") for _ in range(600)]

    assert {pair: audit(derive(*pair)) for pair in pairs} == {pair: [] for pair in pairs}


def test_the_corners_of_the_colour_space_reach_every_contrast() -> None:
    corners = [f"#{red}{green}{blue}" for red in ("00", "ff") for green in ("00", "ff") for blue in ("00", "ff")]

    assert [audit(derive(one, other)) for one in corners for other in corners] == [[]] * 64


def test_kiel_keeps_its_blue_for_buttons_and_dortmund_gets_ink() -> None:
    kiel, dortmund = derive("#00457c", "#e5342f"), derive("#ffcb05", "#b4371f")

    assert kiel.light["--kern-color-action-default"] == "#00457c"
    assert kiel.notes == []
    assert dortmund.light["--kl-brand"] == "#ffcb05"
    assert contrast(dortmund.light["--kern-color-action-default"], "#ffffff") > 7
    assert len(dortmund.notes) == 2


def test_the_address_of_a_theme_follows_from_its_colours() -> None:
    assert derive("#00457C", "#e5342f").digest == derive("#00457c", "#E5342F").digest
    assert derive("#00457c", "#e5342f").digest != derive("#00457d", "#e5342f").digest


def test_a_colour_survives_the_way_to_oklch_and_back() -> None:
    for colour in ("#00457c", "#ffcb05", "#0a5c4a", "#4b2e6f", "#808080", "#000000", "#ffffff"):
        assert from_oklch(*to_oklch(colour)) == colour


def test_text_on_any_grey_can_be_read() -> None:
    for level in range(256):
        ground = f"#{level:02x}{level:02x}{level:02x}"
        assert contrast(readable_on(ground), ground) >= 4.5


def test_a_colour_that_nobody_sees_on_white_is_refused_with_the_nearest_that_passes() -> None:
    (refusal,) = refusals("#fffde8", "#b4371f")

    assert refusal.field == "primary_colour"
    assert refusal.reason == (
        f"Diese Farbe ist auf Weiß kaum zu sehen (Kontrast 1,0:1). Am nächsten liegt {refusal.nearest}."
    )
    assert contrast(refusal.nearest, "#ffffff") >= 1.3
    assert refusals(refusal.nearest, "#b4371f") == []


def test_two_colours_that_nobody_tells_apart_are_refused_with_the_nearest_that_passes() -> None:
    (refusal,) = refusals("#00457c", "#00487f")

    assert (refusal.field, refusal.colour) == ("accent_colour", "#00487f")
    assert refusals("#00457c", refusal.nearest) == []


def test_what_is_offered_instead_is_itself_accepted() -> None:
    chance = random.Random(11)
    for _ in range(300):
        colour = f"#{chance.randrange(1 << 24):06x}"
        assert nearest_passing(nearest_passing(colour)) == nearest_passing(colour)
        other = f"#{chance.randrange(1 << 24):06x}"
        for refusal in refusals(colour, other):
            primary, accent = (
                (refusal.nearest, other) if refusal.field == "primary_colour" else (colour, refusal.nearest)
            )
            assert refusal.field not in [left.field for left in refusals(primary, accent)]


def test_the_four_regions_of_the_demo_are_accepted() -> None:
    pairs = [("#0a5c4a", "#f2b632"), ("#ffcb05", "#b4371f"), ("#00457c", "#e5342f"), ("#4b2e6f", "#e2703a")]

    found: list[list[Refusal]] = [refusals(*pair) for pair in pairs]

    assert found == [[], [], [], []]


def test_the_platforms_stylesheet_is_the_one_derived_from_its_colours() -> None:
    written = Path(kreislauf.__file__).parent / "static/kl/css/theme-platform.css"

    head, _, css = written.read_text(encoding="utf-8").partition("\n")

    assert head.startswith("/*")
    assert css == theme_css(derive(*PLATFORM_COLOURS))
