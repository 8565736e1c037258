import io
import os
import resource
import struct
import sys
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

from kreislauf.forms.layout import PictureInput
from kreislauf.pictures import images
from kreislauf.pictures.images import (
    ACCEPTED,
    Animated,
    Busy,
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


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(raw: bytes) -> io.BytesIO:
    return io.BytesIO(raw)


def picture(width: int = 2000, height: int = 1000, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new(mode, (width, height), "blue" if mode != "L" else 200)
    image.paste("red" if mode != "L" else 50, (0, 0, width // 2, height))
    return image


def png_that_claims(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


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


def test_file_fields_offer_what_is_taken() -> None:
    taken = {"image/jpeg", "image/png", "image/webp", "image/avif"}

    assert set(ACCEPTED.split(",")) == set(PictureInput().attrs["accept"].split(",")) == taken


def test_a_telephone_s_jpeg_with_a_second_picture_inside_is_a_photo() -> None:
    raw = encoded(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 200), "green")])
    assert Image.open(upload(raw)).n_frames == 2  # type: ignore[attr-defined]

    (small, *_) = accept_upload(upload(raw)).variants

    assert (small.width, small.height) == (480, 240)
    assert near(Image.open(upload(small.content)).convert("RGB").getpixel((10, 10)), (255, 0, 0))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "JPEG"),
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("RGB", "WEBP"),
        ("RGBA", "WEBP"),
        ("RGB", "AVIF"),
    ],
)
def test_a_colour_profile_is_applied_to_every_kind_of_pixel(mode: str, kind: str) -> None:
    # A profile in which red and blue are swapped: whoever drops it shows the wrong colour.
    image = Image.new("RGB", (600, 300), (200, 30, 30)).convert(mode, palette=Image.Palette.ADAPTIVE)
    (small, *_) = accept_upload(upload(encoded(image, kind, icc_profile=swapped_profile()))).variants

    assert near(Image.open(upload(small.content)).convert("RGB").getpixel((10, 10)), (30, 30, 200))


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_a_grey_profile_is_applied_too(mode: str) -> None:
    image = Image.new("I" if mode == "I;16" else "L", (600, 300), 64 * 257 if mode == "I;16" else 64).convert(mode)
    (small, *_) = accept_upload(upload(encoded(image, "PNG", icc_profile=linear_grey_profile()))).variants

    # A quarter of the light is half as bright as white in sRGB.
    assert near(Image.open(upload(small.content)).convert("RGB").getpixel((10, 10)), (137, 137, 137))


def near(found: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("mode", ["1", "P", "L", "LA", "RGBA", "I;16"])
@pytest.mark.slow
def test_forty_megapixels_of_any_kind_stay_within_the_decoder_s_limits(mode: str) -> None:
    image = Image.new("I" if mode == "I;16" else mode, (6324, 6324)).convert(mode)

    accepted = accept_upload(upload(encoded(image, "PNG")))

    assert [variant.width for variant in accepted.variants] == [480, 960, 1600]


@pytest.mark.slow
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_of_108_megapixels_is_taken_in_bearable_time(progressive: bool) -> None:
    noise = Image.effect_noise((1500, 1125), 40).resize((12_000, 9_000))
    raw = encoded(noise, quality=70, progressive=progressive)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    accepted = accept_upload(upload(raw))

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert [(v.width, v.height) for v in accepted.variants] == [(480, 360), (960, 720), (1600, 1200)]
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 10


def test_what_takes_too_long_is_stopped_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    monkeypatch.setattr(images, "_DECODER", [sys.executable, "-I", "-c", endless])

    with pytest.raises(TooManyPixels):
        accept_upload(upload(encoded(picture())))


def test_a_hole_in_a_decoder_finds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    tells = (
        "import os, json; print(json.dumps({'variants': []})); raise SystemExit(any('SECRET' in n for n in os.environ))"
    )
    monkeypatch.setattr(images, "_DECODER", [sys.executable, "-I", "-c", tells])

    assert "SECRET_KEY" in os.environ
    assert list(images._decoded(b"")) == []


def test_who_would_wait_too_long_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PATIENCE_SECONDS", 0.01)
    with images._turn(), images._turn(), pytest.raises(Busy):
        accept_upload(upload(encoded(picture())))
    assert accept_upload(upload(encoded(picture())))


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


def jpeg_that_claims(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 50


def large_avif() -> bytes:
    """A small one whose header says that it is large."""
    raw = encoded(picture(64, 64), "AVIF")
    at = raw.index(b"ispe") + 8
    return raw[:at] + struct.pack(">II", 8000, 6000) + raw[at + 8 :]


def swapped_profile() -> bytes:
    """sRGB with the columns of red and blue exchanged."""
    raw = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return raw.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")


def linear_grey_profile() -> bytes:
    """Light as numbers, without a curve."""
    white = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)
    curve = b"curv\0\0\0\0\0\0\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + b"\0" * 79
    text += b"\0" * (-len(text) % 4)
    parts = [(b"wtpt", white), (b"kTRC", curve), (b"desc", text)]
    at, table, body = 128 + 4 + 12 * len(parts), struct.pack(">I", len(parts)), b""
    for name, content in parts:
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ", b"\0" * 12, b"acsp"
    )
    head += b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


def frames(kind: str) -> bytes:
    return encoded(picture(100, 100), kind, save_all=True, append_images=[Image.new("RGB", (100, 100), "green")])


def text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "0" * 200_000_000, zip=True)
    return encoded(picture(100, 100), "PNG", pnginfo=info)


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
