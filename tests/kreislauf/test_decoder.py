"""What the decoder takes and makes of it, and the limits that hold it."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
from typing import Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from kreislauf.forms.layout import LogoInput, PictureInput
from kreislauf.pictures import images
from kreislauf.pictures.images import ACCEPTED, ACCEPTED_LOGO, Busy, Damaged, TooManyPixels, accept_logo, accept_upload
from tests.kreislauf.image_files import encoded, linear_grey_profile, picture, swapped_profile, upload


def test_file_fields_offer_what_is_taken() -> None:
    taken = {"image/jpeg", "image/png", "image/webp", "image/avif"}

    assert set(ACCEPTED.split(",")) == set(PictureInput().attrs["accept"].split(",")) == taken
    assert set(ACCEPTED_LOGO.split(",")) == set(LogoInput().attrs["accept"].split(",")) == {"image/svg+xml", *taken}


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
    noise = Image.effect_noise((1500, 1125), 40).resize((12_000, 9_000)).convert("RGB")  # in grey it fits anyway
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


@pytest.mark.parametrize(
    ("does", "problem"),
    [
        ("bytearray(decoder.MEMORY_BYTES)", "MemoryError"),
        ("open('/etc/hostname')", "OSError: [Errno 24]"),
        ("socket.socket()", "OSError: [Errno 24]"),
        ("sys.exit(str(resource.getrlimit(resource.RLIMIT_CPU)))", "(15, 16)"),
    ],
)
def test_a_hole_in_a_decoder_reaches_no_memory_file_or_socket(does: str, problem: str) -> None:
    code = f"import resource, socket, sys\nfrom kreislauf.pictures import decoder\ndecoder._limit_myself()\n{does}"

    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, env={}, check=False)

    assert done.returncode == 1
    assert problem in done.stderr.splitlines()[-1]


def test_a_hole_in_a_decoder_finds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    tells = (
        "import os, json; print(json.dumps({'variants': []})); raise SystemExit(any('SECRET' in n for n in os.environ))"
    )
    monkeypatch.setattr(images, "_DECODER", [sys.executable, "-I", "-c", tells])

    assert "SECRET_KEY" in os.environ
    with tempfile.TemporaryFile() as nothing:
        assert list(images._decoded(nothing)) == []


def test_only_the_decoder_s_process_reads_an_upload_that_lies_on_the_disk() -> None:
    class Weighed(TemporaryUploadedFile):
        handed_out = 0

        def __init__(self, raw: bytes) -> None:
            super().__init__("photo.jpg", "image/jpeg", len(raw), "")
            self.file.write(raw)
            self.file.flush()

        def read(self, n: int = -1) -> bytes:  # type: ignore[override]
            content: bytes = self.file.read(n)
            self.handed_out += len(content)
            return content

    size = (1500, 1125)
    photo = Weighed(encoded(Image.effect_noise(size, 60), quality=100, comment=b"\xff" * 60_000))
    logo = Weighed(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>".ljust(1_000_000))

    assert accept_upload(photo).variants[-1].width == size[0]  # type: ignore[arg-type]
    assert accept_logo(logo).variants  # type: ignore[arg-type]
    assert photo.size > 1_000_000
    assert photo.handed_out < 2048
    assert logo.handed_out < 2048


def test_a_header_that_never_comes_to_its_size_is_given_up() -> None:
    class Looked(io.BytesIO):
        looks = 0

        def read(self, size: int | None = -1) -> bytes:
            self.looks += 1
            return super().read(size)

    file = Looked(b"\xff\xd8" + b"\xff" * 24 * 1024 * 1024)

    with pytest.raises(Damaged):
        accept_upload(file)
    assert file.looks < 3000


def test_who_would_wait_too_long_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PATIENCE_SECONDS", 0.01)
    with images._turn(), images._turn(), pytest.raises(Busy):
        accept_upload(upload(encoded(picture())))
    assert accept_upload(upload(encoded(picture())))
