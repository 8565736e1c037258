"""A real web process under what strangers send: it stays small, it goes on answering, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kreislauf.regions import RegionCard, stepping_into
from tests.edge.web import MEGABYTE, HalfSent, Memory, Stranger, ask, at_once, get, serving, until
from tests.kreislauf.image_files import encoded
from tests.make import make_category

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
MOST_MEGABYTES = 300
FORM = "/mitmachen/"


def bombs() -> list[bytes]:
    """Forty megapixels in a few kilobytes, in every kind of pixel."""
    size = (6324, 6324)
    made = [encoded(Image.new(mode, size), "PNG") for mode in ("1", "P", "LA", "RGBA")]
    return [*made, encoded(Image.new("I", size).convert("I;16"), "PNG")]


@pytest.fixture
def open_form(kiel: RegionCard) -> None:
    """Without a category nobody may put a business forward."""
    with stepping_into(kiel):
        make_category()


def test_the_web_process_stays_small_whatever_is_uploaded(open_form: None, tmp_path: Path) -> None:
    large = Image.effect_noise((1500, 1125), 40).resize((12_000, 9_000))
    files = [*bombs(), encoded(large, quality=70), encoded(large, quality=60, progressive=True), b"x" * 24 * MEGABYTE]
    with serving(tmp_path) as (port, pid), Memory(pid) as memory:
        strangers = [Stranger(port, FORM) for _ in files]
        # Eight at once, of all kinds; then eight of the largest that is still read.
        statuses = at_once(8, lambda number: strangers[number].upload(files[number])[0])
        statuses += at_once(8, lambda number: strangers[number].upload(files[-1])[0])
        sent = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(300 * MEGABYTE)}
        refused = at_once(8, lambda _: ask(port, "POST", FORM, body=b"x" * 3 * MEGABYTE, headers=sent)[0])
        alive = get(port, "/impressum/")
        left = list((tmp_path / "spool").iterdir())

    assert set(statuses) == {422}  # the rest of the form is missing
    assert set(refused) == {413}
    assert alive == 200
    assert left == []
    assert memory.megabytes < MOST_MEGABYTES


def test_a_well_meant_photo_of_108_megapixels_is_taken(open_form: None, tmp_path: Path) -> None:
    noise = Image.effect_noise((1500, 1125), 40).resize((12_000, 9_000))
    with serving(tmp_path) as (port, _):
        status, page = Stranger(port, FORM).upload(encoded(noise, quality=75))

    assert status == 422
    assert "/medien/betriebe/" in page  # the form shows it again, and asks for what is missing


def test_half_sent_forms_stop_neither_pages_nor_other_forms(kiel: object, tmp_path: Path) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with serving(tmp_path) as (port, _):
        assert get(port, "/impressum/", seconds=60) == 200  # the first request is the slow one
        with HalfSent(port, times=16):
            assert get(port, "/impressum/") == 200
            assert ask(port, "POST", "/anmelden/", body=b"a=b", headers=form, seconds=5)[0] == 403
        with HalfSent(port, times=60):
            # More than there are threads: forms have to wait, pages do not.
            assert get(port, "/impressum/") == 200
            assert ask(port, "POST", "/anmelden/", body=b"a=b", headers=form, seconds=5)[0] == 503
        until(lambda: ask(port, "POST", "/anmelden/", body=b"a=b", headers=form, seconds=5)[0] == 403, seconds=10)
