"""The mosaic is drawn from a region's colours and glyphs, the same each time, and stands on its own where it must."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.mail_tiles import mail_tiles
from tenants.art.theme import derive
from tenants.branding.glyph_labels import GLYPH_LABELS

KIEL = derive("#00457c", "#e5342f")
DORTMUND = derive("#ffcb05", "#b4371f")
COAST = ("boat", "lighthouse", "fish", "gull")
TOWN = ("utower", "pit", "gear", "ball")


def test_there_are_at_least_36_glyphs_and_every_one_has_a_german_name() -> None:
    assert len(GLYPHS) >= 36
    assert GLYPHS.keys() == GLYPH_LABELS.keys()
    assert [name for name, label in GLYPH_LABELS.items() if not str(label).strip()] == []


@pytest.mark.parametrize("name", sorted(GLYPHS))
def test_every_glyph_is_valid_svg_within_its_square(name: str) -> None:
    drawing = mosaic.with_colours(mosaic.glyph(name), KIEL)

    root = ET.fromstring(drawing)

    assert root.get("viewBox") == "0 0 80 80"
    for disc in root.iter("{http://www.w3.org/2000/svg}circle"):
        x, y, radius = (float(disc.get(part, "")) for part in ("cx", "cy", "r"))
        assert x - radius >= -1
        assert x + radius <= 81
        assert y - radius >= -1
        assert y + radius <= 81


def test_the_same_seed_draws_the_same_picture_and_another_seed_another() -> None:
    again = mosaic.hero.__wrapped__

    assert again(COAST, "kiel", KIEL) == again(COAST, "kiel", KIEL)
    assert again(COAST, "kiel", KIEL) != again(COAST, "flensburg", KIEL)
    assert mosaic.cover.__wrapped__("7", "cup", COAST, KIEL) == mosaic.cover.__wrapped__("7", "cup", COAST, KIEL)
    assert mosaic.cover("7", "cup", COAST, KIEL) != mosaic.cover("8", "cup", COAST, KIEL)


def test_a_cover_says_where_its_glyph_stands() -> None:
    """Narrow cards show that part of it, and half a cup says nothing."""
    covers = [mosaic.cover(str(seed), "cup", COAST, KIEL) for seed in range(12)]
    said = [re.search(r'class="kl-art kl-art--(\w+)"', cover)[1] for cover in covers]  # type: ignore[index]
    stands = [int(re.search(r"translate\((\d+) 28\) scale\(1\.3\)", cover)[1]) for cover in covers]  # type: ignore[index]
    assert said == [{28: "left", 108: "middle", 188: "right"}[at] for at in stands]
    assert set(said) == {"left", "middle", "right"}


def test_other_glyphs_and_other_colours_give_another_place() -> None:
    assert mosaic.hero(COAST, "x", KIEL) != mosaic.hero(TOWN, "x", KIEL)
    assert mosaic.mark(COAST, KIEL) != mosaic.mark(TOWN, KIEL)


def test_a_hero_fills_its_field_without_a_gap() -> None:
    hero = mosaic.hero(TOWN, "dortmund", DORTMUND, columns=6, rows=5)

    placed = re.findall(r'<g transform="translate\((\d+) (\d+)\)"><rect class="a\d" x="0" y="0" width="([\d.]+)"', hero)
    covered = set()
    for x, y, width in placed:
        size = 2 if float(width) > 100 else 1
        covered |= {(int(x) // 80 + across, int(y) // 80 + down) for across in range(size) for down in range(size)}
    assert covered == {(column, row) for column in range(6) for row in range(5)}


def test_pictures_that_stand_alone_carry_their_colours_and_no_class() -> None:
    for picture in (
        mosaic.hero(COAST, "kiel", KIEL),
        mosaic.cover("1", "cup", COAST, KIEL),
        mosaic.mark(COAST, KIEL),
        mosaic.strip(COAST, "kiel", KIEL),
    ):
        alone = mosaic.with_colours(picture, KIEL)
        ET.fromstring(alone)
        assert 'xmlns="http://www.w3.org/2000/svg"' in alone
        assert "class=" not in alone
        assert set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', alone)) <= set(KIEL.light.values())


def test_a_region_of_one_glyph_and_a_region_of_none_have_pictures_too() -> None:
    for glyphs in (("boat",), ()):
        ET.fromstring(mosaic.with_colours(mosaic.hero(glyphs, "x", KIEL), KIEL))
    assert mosaic.mark(mosaic.DEFAULT_GLYPHS, KIEL)


def test_no_two_tiles_beside_each_other_in_a_mail_share_their_ground() -> None:
    row = mail_tiles(DORTMUND.light, "dortmund")

    assert len(row) == 12
    assert row == mail_tiles(DORTMUND.light, "dortmund")
    assert [tile for tile, following in pairwise(row) if tile.ground == following.ground] == []
    assert [tile for tile in row if tile.ground == tile.colour] == []
