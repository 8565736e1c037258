"""Logos that are drawn: they become pixels, and nothing that an SVG can ask for is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kreislauf.pictures.images import (
    ACCEPTED,
    ACCEPTED_LOGO,
    Damaged,
    ImageRefused,
    NeedsOtherFiles,
    TooComplex,
    Vector,
    WrongLogo,
    accept_logo,
    accept_upload,
)
from tests.kreislauf.image_files import encoded, picture, upload

GREEN, RED = (0, 89, 60, 255), (255, 0, 0, 255)
GROUND = '<rect width="900" height="240" fill="#00593c"/>'


def svg(inside: str = GROUND, *, before: str = "", size: str = 'viewBox="0 0 900 240"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {size}>{inside}</svg>".encode()


def middle(raw: bytes) -> tuple[int, ...]:
    """The colour in the middle of what is stored, with its transparency."""
    image = Image.open(upload(accept_logo(upload(raw)).variants[-1].content)).convert("RGBA")
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return tuple(255 if part > 250 else 0 if part < 5 else part for part in found)


def test_a_drawn_logo_is_stored_in_pixels_large_enough_for_paper() -> None:
    variants = accept_logo(upload(svg())).variants

    assert [(one.width, one.height) for one in variants] == [(480, 128), (960, 256), (1600, 427)]
    assert all(one.content.startswith(b"RIFF") for one in variants)


def test_its_ground_stays_transparent() -> None:
    assert middle(svg('<circle cx="20" cy="20" r="9" fill="red"/>'))[3] == 0


def test_a_drawing_program_s_own_entities_are_replaced() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY red "#ff0000">]>'
    assert middle(svg('<rect width="900" height="240" fill="&red;"/>', before=head)) == RED


def test_photos_are_taken_as_a_logo_and_drawings_are_no_photos() -> None:
    assert accept_logo(upload(encoded(picture()))).variants[-1].width == 1600
    with pytest.raises(Vector):
        accept_upload(upload(svg()))
    assert set(ACCEPTED_LOGO.split(",")) - set(ACCEPTED.split(",")) == {"image/svg+xml"}


def test_what_is_no_logo_at_all_is_called_a_logo() -> None:
    with pytest.raises(WrongLogo) as refused:
        accept_logo(upload(b"%PDF-1.7" + b"x" * 500))
    assert str(refused.value) == "Bitte laden Sie das Logo als SVG, PNG, JPEG, WebP oder AVIF hoch."


@pytest.mark.parametrize(
    "inside",
    [
        '<image width="900" height="240" href="{path}"/>',
        '<image width="900" height="240" xlink:href="{path}"/>',
        '<image width="900" height="240" href="file://{path}"/>',
        '<image width="900" height="240" href="https://example.org/red.png"/>',
        '<filter id="f"><feImage href="{path}"/></filter><rect width="9" height="9" filter="url(#f)"/>',
        '<use href="other.svg#part"/>',
        "<text>Kreis Plön</text>",
        '<text x="9"><tspan>Kreis Plön</tspan></text>',
    ],
)
def test_what_lies_in_other_files_is_refused_with_a_way_out(inside: str, tmp_path: Path) -> None:
    Image.new("RGB", (90, 24), "red").save(tmp_path / "red.png")

    with pytest.raises(NeedsOtherFiles):
        accept_logo(upload(svg(inside.format(path=tmp_path / "red.png"))))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>document.title = 1</script>",
        '<style>@import url("https://example.org/x.css");</style>',
        '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
        '<set attributeName="fill" to="red" onbegin="alert(1)"/>',
        '<foreignObject width="900" height="240"><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>',
    ],
)
def test_what_a_browser_would_run_has_no_effect(inside: str) -> None:
    assert middle(svg(GROUND + inside)) == pytest.approx(GREEN, abs=4)


def test_a_reference_that_the_reader_misses_opens_no_file_either(tmp_path: Path) -> None:
    Image.new("RGB", (90, 24), "red").save(tmp_path / "red.png")
    inner = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='{tmp_path}/red.png'/></svg>"
    data = inner.replace("<", "%3C").replace(">", "%3E")

    assert middle(svg(f'{GROUND}<image width="900" height="240" href="data:image/svg+xml,{data}"/>')) == pytest.approx(
        GREEN, abs=4
    )


def entity(n: int) -> str:
    return f'<!ENTITY {chr(98 + n)} "' + f"&{chr(97 + n)};" * 10 + '">'


def group(n: int) -> str:
    return f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>"


BOMB = "".join(map(entity, range(9)))
USES = "".join(map(group, range(1, 9)))
HOSTILE: dict[str, tuple[bytes, type[ImageRefused]]] = {
    "an external entity": (
        svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>'),
        Damaged,
    ),
    "a thousand million words": (svg("&j;", before=f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{BOMB}]>'), Damaged),
    "deep": (svg("<g>" * 50_000 + "</g>" * 50_000), TooComplex),
    "many": (svg("<g/>" * 30_000), TooComplex),
    "long": (svg(f"<!--{'x' * 2_200_000}-->"), TooComplex),
    "half": (svg()[:-20], Damaged),
    "empty": (b"<svg/>", Damaged),
    "shapes of shapes": (svg(f'<g id="g0"><rect width="1" height="1"/></g>{USES}<use href="#g8"/>'), ImageRefused),
}


@pytest.mark.parametrize(("raw", "refusal"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_drawings_are_refused(raw: bytes, refusal: type[ImageRefused]) -> None:
    with pytest.raises(refusal):
        accept_logo(upload(raw))


@pytest.mark.parametrize("size", ['width="1" height="100000"', 'width="100000" height="100000"'])
def test_a_drawing_of_any_size_is_drawn_in_ours(size: str) -> None:
    assert accept_logo(upload(svg(size=size))).variants[-1].width <= 1600
