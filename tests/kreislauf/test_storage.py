import io
import os
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.media import media_view
from kreislauf.pictures.settle import delete_picture
from kreislauf.pictures.stored import (
    picture_height,
    picture_srcset,
    picture_url,
    picture_widths,
    store_picture,
)
from kreislauf.regions import OutsideRegion, stepping_into
from tenants.fleet import prepare
from tests.kreislauf.conftest import DORTMUND, KIEL

GET = RequestFactory().get("/medien/x")
LEADING_OUT = ["../r_dortmund/a.webp", "a/../../r_dortmund/a.webp", "/etc/passwd", "..\\r_dortmund\\a.webp", "a\0b", ""]


def test_each_region_keeps_its_files_in_its_own_folder(media_folder: Path) -> None:
    for region in (KIEL, DORTMUND):
        with stepping_into(region):
            assert default_storage.save("logos/a.webp", ContentFile(region.label.encode())) == "logos/a.webp"

    assert (media_folder / "r_kiel/logos/a.webp").read_text() == "kiel"
    assert (media_folder / "r_dortmund/logos/a.webp").read_text() == "dortmund"
    with stepping_into(KIEL):
        with default_storage.open("logos/a.webp") as file:
            assert file.read() == b"kiel"
        assert default_storage.listdir("") == (["logos"], [])
        assert default_storage.url("logos/a.webp") == "/medien/logos/a.webp"


def test_deleting_takes_one_regions_file_only(media_folder: Path) -> None:
    for region in (KIEL, DORTMUND):
        with stepping_into(region):
            default_storage.save("a.webp", ContentFile(b"x"))

    with stepping_into(KIEL):
        default_storage.delete("a.webp")

    assert [str(path.relative_to(media_folder)) for path in media_folder.rglob("*.webp")] == ["r_dortmund/a.webp"]


@pytest.mark.parametrize("name", LEADING_OUT)
def test_no_name_leads_out_of_the_folder(name: str, media_folder: Path) -> None:
    with stepping_into(KIEL):
        for call in (default_storage.open, default_storage.delete, default_storage.exists, default_storage.size):
            with pytest.raises((SuspiciousFileOperation, ValueError)):
                call(name)


def test_there_are_no_files_outside_a_region(media_folder: Path) -> None:
    with pytest.raises(OutsideRegion):
        default_storage.exists("a.webp")
    with pytest.raises(Http404):
        media_view(GET, path="a.webp")


def test_a_picture_is_served_for_good_and_can_do_nothing(media_folder: Path) -> None:
    with stepping_into(KIEL):
        default_storage.save("logos/a.webp", ContentFile(b"bytes"))
        response = media_view(GET, path="logos/a.webp")

    assert response.getvalue() == b"bytes"
    response.file_to_stream.close()  # all of close() would also look after a database this test has not
    assert {name: response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/webp",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_anything_but_a_picture_is_handed_over_as_a_file(media_folder: Path) -> None:
    with stepping_into(KIEL):
        for name in ("a.html", "a.svg"):
            default_storage.save(name, ContentFile(b"<script>"))
            response = media_view(GET, path=name)
            assert response["Content-Type"] == "application/octet-stream"
            assert response["Content-Disposition"] == f'attachment; filename="{name}"'
            response.file_to_stream.close()  # all of close() would also look after a database this test has not


@pytest.mark.parametrize("path", [*LEADING_OUT, "missing.webp", "logos", "r_dortmund/a.webp"])
def test_another_regions_files_do_not_exist_here(path: str, media_folder: Path) -> None:
    with stepping_into(DORTMUND):
        default_storage.save("a.webp", ContentFile(b"x"))
    with stepping_into(KIEL):
        default_storage.save("logos/b.webp", ContentFile(b"x"))

        with pytest.raises(Http404):
            media_view(GET, path=path)


def test_media_answers_reading_only(media_folder: Path) -> None:
    with stepping_into(KIEL):
        assert media_view(RequestFactory().post("/medien/x"), path="x").status_code == 405


def test_a_stored_picture_knows_its_widths_and_goes_as_a_whole(media_folder: Path) -> None:
    raw = io.BytesIO()
    Image.new("RGB", (1000, 500), "green").save(raw, "PNG")
    accepted = accept_upload(raw)

    with stepping_into(KIEL):
        name = store_picture(accepted, folder="betriebe")
        assert store_picture(accepted, folder="betriebe") == name
        digest = accepted.digest
        assert name == f"betriebe/{digest}-480.960.1000x500.webp"
        assert (picture_widths(name), picture_height(name)) == ((480, 960, 1000), 500)
        assert [picture_url(name, width=w) for w in (100, 500, 5000)] == [
            f"/medien/betriebe/{digest}-{w}.webp" for w in (480, 960, 1000)
        ]
        assert picture_srcset(name) == ", ".join(f"/medien/betriebe/{digest}-{w}.webp {w}w" for w in (480, 960, 1000))
        assert len(list((media_folder / "r_kiel/eingang/betriebe").glob("*.webp"))) == 3
        assert len(list(media_folder.rglob("*.webp"))) == 3

        delete_picture(name)
        delete_picture("")

    assert list(media_folder.rglob("*.webp")) == []


def test_no_other_login_of_the_machine_reads_uploads_or_archives(media_folder: Path) -> None:
    before = os.umask(0)
    try:
        with stepping_into(KIEL):
            default_storage.save("eingang/betriebe/a.webp", ContentFile(b"a"))
        name = storages["private"].save("r_kiel/archive/kiel.zip", ContentFile(b"every code"))
    finally:
        os.umask(before)

    archive = Path(storages["private"].path(name))
    assert [oct(path.stat().st_mode & 0o777) for path in (archive, archive.parent, archive.parent.parent)] == [
        "0o600",
        "0o700",
        "0o700",
    ]
    upload = media_folder / "r_kiel/eingang/betriebe/a.webp"
    assert oct(upload.stat().st_mode & 0o777) == "0o640"
    assert {oct(path.stat().st_mode & 0o777) for path in (upload.parent, upload.parent.parent)} == {"0o750"}
    storages["private"].delete(name)


def test_a_folder_of_archives_from_before_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "privat").mkdir(mode=0o755)
    monkeypatch.setattr(prepare, "PRIVATE_FOLDER", tmp_path / "privat")

    prepare.close_private_folder()

    assert oct((tmp_path / "privat").stat().st_mode & 0o777) == "0o700"
