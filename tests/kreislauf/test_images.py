import io
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kreislauf.pictures.images import (
    Animated,
    Damaged,
    EmptyFile,
    FileTooLarge,
    Heic,
    ImageRefused,
    TooManyPixels,
    Vector,
    WrongType,
    accept_upload,
)
from tests.kreislauf.image_files import (
    encoded,
    frames,
    jpeg_that_claims,
    large_avif,
    picture,
    png_that_claims,
    text_bomb,
    upload,
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_becomes_webp_in_three_widths(kind: str) -> None:
    accepted = accept_upload(upload(encoded(picture(), kind)))

    assert [(v.width, v.height) for v in accepted.variants] == [(480, 240), (960, 480), (1600, 800)]
    assert {Image.open(io.BytesIO(v.content)).format for v in accepted.variants} == {"WEBP"}


@pytest.mark.parametrize(
    ("size", "widths"),
    [((300, 300), [300]), ((480, 100), [480]), ((700, 700), [480, 700]), ((1600, 100), [480, 960, 1600])],
)
def test_small_pictures_are_never_enlarged(size: tuple[int, int], widths: list[int]) -> None:
    accepted = accept_upload(upload(encoded(picture(*size))))

    assert [variant.width for variant in accepted.variants] == widths


def test_a_very_tall_strip_is_kept_within_three_times_its_width() -> None:
    accepted = accept_upload(upload(encoded(picture(1000, 10_000))))

    assert all(variant.height <= 3 * 1600 for variant in accepted.variants)


def test_a_photo_stands_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 19.0, 24.0)})
    raw = encoded(picture(), exif=exif, comment=b"Ute Petersen", xmp=b"<x:xmpmeta>Kiel</x:xmpmeta>")

    accepted = accept_upload(upload(raw))

    variant = Image.open(io.BytesIO(accepted.variants[0].content))
    assert variant.size == (480, 960)
    top = variant.convert("RGB").getpixel((240, 100))
    assert isinstance(top, tuple)
    assert top[0] > 200 > 60 > top[2]
    assert dict(variant.getexif()) == {}
    assert {key for key in variant.info if key in {"exif", "xmp", "icc_profile", "comment"}} == set()
    assert all(b"Kiel" not in v.content and b"Petersen" not in v.content for v in accepted.variants)


def test_pixels_beyond_the_picture_are_not_even_unpacked() -> None:
    bomb = png_that_claims(100, 100, zlib.compress(b"\0" * 200_000_000))

    assert [(v.width, v.height) for v in accept_upload(upload(bomb)).variants] == [(100, 100)]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK", "I;16", "1"])
def test_every_kind_of_pixel_is_understood(mode: str) -> None:
    image = picture(600, 300, "RGB").convert("I" if mode == "I;16" else mode)
    if mode == "I;16":
        image = image.point(lambda value: value * 200).convert("I;16")

    accepted = accept_upload(upload(encoded(image, "JPEG" if mode == "CMYK" else "PNG")))

    assert [variant.width for variant in accepted.variants] == [480, 600]


def test_a_broken_colour_profile_costs_nothing_but_a_shade() -> None:
    accepted = accept_upload(upload(encoded(picture(600, 300), icc_profile=b"no profile at all")))

    assert [variant.width for variant in accepted.variants] == [480, 600]


def test_transparency_stays() -> None:
    image = Image.new("RGBA", (600, 300), (255, 0, 0, 0))

    accepted = accept_upload(upload(encoded(image, "PNG")))

    pixel = Image.open(io.BytesIO(accepted.variants[0].content)).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


def test_the_same_picture_gets_the_same_name_whatever_came_with_it() -> None:
    plain, commented = encoded(picture()), encoded(picture(), comment=b"zwei")

    assert plain != commented
    assert accept_upload(upload(plain)) == accept_upload(upload(commented))


def test_what_hides_behind_a_picture_is_gone() -> None:
    polyglot = encoded(picture()) + b"<script>alert(1)</script>PK\x03\x04"

    accepted = accept_upload(upload(polyglot))

    assert all(b"script" not in v.content and b"PK\x03\x04" not in v.content for v in accepted.variants)


HOSTILE: dict[str, tuple[Callable[[], bytes], type[ImageRefused]]] = {
    "nothing": (lambda: b"", EmptyFile),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', Vector),
    "SVG after a declaration": (lambda: b'\xef\xbb\xbf <?xml version="1.0"?><svg/>', Vector),
    "packed SVG": (lambda: b"\x1f\x8b\x08\x00" + b"x" * 50, Vector),
    "more than 25 MB": (lambda: encoded(picture()) + b"\0" * 25 * 1024 * 1024, FileTooLarge),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500, Heic),
    "cut off AVIF": (lambda: encoded(picture(), "AVIF")[:500], Damaged),
    "animated AVIF": (lambda: frames("AVIF"), Animated),
    "more than 40 megapixels as AVIF": (large_avif, TooManyPixels),
    "more than 120 megapixels as JPEG": (lambda: jpeg_that_claims(12_000, 10_001), TooManyPixels),
    "more than 40 megapixels": (lambda: encoded(Image.new("1", (8000, 6000)), "PNG"), TooManyPixels),
    "2.5 gigapixels": (lambda: png_that_claims(50_000, 50_000), TooManyPixels),
    "largest WebP": (
        lambda: b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2 + b"\0" * 20,
        TooManyPixels,
    ),
    "bomb in the text": (text_bomb, Damaged),
    "animated WebP": (lambda: frames("WEBP"), Animated),
    "animated PNG": (lambda: frames("PNG"), Animated),
    "animated GIF": (lambda: frames("GIF"), WrongType),
    "GIF": (lambda: encoded(picture(10, 10), "GIF"), WrongType),
    "TIFF": (lambda: encoded(picture(10, 10), "TIFF"), WrongType),
    "PDF": (lambda: b"%PDF-1.7\n", WrongType),
    "web page": (lambda: b"<!doctype html><script>alert(1)</script>", WrongType),
    "program": (lambda: b"MZ" + b"\0" * 500, WrongType),
    "cut off JPEG": (lambda: encoded(picture())[:2000], Damaged),
    "cut off PNG": (lambda: encoded(picture(), "PNG")[:500], Damaged),
    "cut off WebP": (lambda: encoded(picture(), "WEBP")[:200], Damaged),
    "only the first bytes of a JPEG": (lambda: b"\xff\xd8\xff", Damaged),
    "only the first bytes of a PNG": (lambda: b"\x89PNG\r\n\x1a\n", Damaged),
    "no width": (lambda: png_that_claims(0, 10), Damaged),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_the_reason(case: str) -> None:
    make, refusal = HOSTILE[case]

    with pytest.raises(ImageRefused) as caught:
        accept_upload(upload(make()))

    assert type(caught.value) is refusal
    assert str(caught.value).endswith(".")


def test_the_size_is_asked_before_a_byte_is_read() -> None:
    class Huge(SimpleUploadedFile):
        def read(self, num_bytes: int | None = None) -> bytes:  # type: ignore[override]
            raise AssertionError("read")

    file = Huge("x.jpg", b"x")
    file.size = 26 * 1024 * 1024

    with pytest.raises(FileTooLarge):
        accept_upload(file)  # type: ignore[arg-type]
