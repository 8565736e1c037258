"""The till's scanner where the browser cannot read QR codes itself, as on iPhones: by the camera, and by a photo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.demo import Demo

pytestmark = pytest.mark.browser
TEXT = "ABCD-EFGH"  # too short for a code, which the till says: so it has been read
WIDTH, HEIGHT = 640, 480


@pytest.fixture
def till(chromium: Any, demo: Demo, tmp_path: Path) -> Iterator[Any]:
    """The till in a browser that sees a QR code through its camera and has no ``BarcodeDetector``."""
    film = tmp_path / "camera.y4m"
    film.write_bytes(film_of(picture()))
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    flags = [*FLAGS, *fake, f"--use-file-for-fake-video-capture={film}"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=flags)
    page = browser.new_page()
    page.add_init_script("delete globalThis.BarcodeDetector")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    entry = demo.sign_in("Betrieb", label="kiel")
    page.goto(demo.url("kiel", "/anmelden/?next=/betrieb/kasse/"))
    page.fill("[name=email]", entry["email"])
    page.fill("[name=password]", entry["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/betrieb/kasse/")
    page.wait_for_selector("[data-scan][data-ready]")
    yield page
    assert [line for line in complaints if "422" not in line] == []
    browser.close()


def test_the_camera_reads_a_code(till: Any) -> None:
    till.click("[data-scan-start]")
    till.wait_for_url("**/betrieb/kasse/gutschein/?code=ABCD-EFGH")
    assert "Es fehlen noch 8 Zeichen." in till.inner_text("main")


def test_a_photo_is_read_too_and_one_without_a_code_says_so(till: Any) -> None:
    till.set_input_files("[data-scan-photo]", photo(Image.new("L", (WIDTH, HEIGHT), 200)))
    till.get_by_text("kein QR-Code").wait_for()
    till.set_input_files("[data-scan-photo]", photo(picture()))
    till.wait_for_url("**/betrieb/kasse/gutschein/?code=ABCD-EFGH")


def picture() -> Image.Image:
    """A QR code on a grey desk."""
    code = io.BytesIO()
    segno.make(TEXT, micro=False).save(code, kind="png", scale=8, border=4)
    desk = Image.new("L", (WIDTH, HEIGHT), 180)
    desk.paste(Image.open(code).convert("L"), (150, 100))
    return desk


def photo(seen: Image.Image) -> dict[str, Any]:
    file = io.BytesIO()
    seen.save(file, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def film_of(seen: Image.Image) -> bytes:
    """Some frames of the same picture, as Chromium's camera takes them (YUV4MPEG2)."""
    frame = b"FRAME\n" + seen.tobytes() + b"\x80" * (WIDTH * HEIGHT // 2)
    return f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10
