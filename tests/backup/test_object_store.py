"""Pictures in a real object store: nobody reads them past the platform, and what is deleted can be undeleted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kreislauf.embedded.temporary import temporary_home
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.missing import missing_pictures
from kreislauf.pictures.settle import delete_picture
from kreislauf.pictures.stored import picture_url, picture_widths, store_picture, variant_path
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.storage import StoreUnavailable
from tests.backup.object_store import KEY, REGION, SECRET, ObjectStore, object_store
from tests.conftest import make_client
from tests.journeys.pictures import png
from tests.make import make_business
from tests.stores import forget_storage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    # boto3 leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
BUCKET = "kreislauf"


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with temporary_home() as home, object_store(home / "store", buckets=(BUCKET,)) as store:
        yield store


@pytest.fixture
def store(server: ObjectStore, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(server.authority))
    settings.S3_ENDPOINT, settings.S3_BUCKET, settings.S3_REGION = server.address, BUCKET, REGION
    settings.S3_KEY, settings.S3_SECRET = KEY, SECRET
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "kreislauf.s3.RegionS3Storage"},
        "private": {"BACKEND": "kreislauf.s3.ObjectStore", "OPTIONS": {"location": "privat"}},
    }
    forget_storage()
    yield server
    forget_storage()
    gc.collect()  # its sockets and files are let go here, not where the process ends


@pytest.fixture
def away(store: ObjectStore) -> Iterator[None]:
    store.stop()
    yield
    store.start()


@pytest.fixture
def picture(store: ObjectStore, in_kiel: RegionCard) -> str:
    """Of a business, so that it has to be there."""
    name = store_picture(accept_upload(png("Brot")), folder="betriebe")
    make_business(picture=name)
    return name


def test_files_come_back_as_they_were(store: ObjectStore, in_kiel: RegionCard) -> None:
    assert default_storage.save("logos/ä 1.webp", ContentFile(b"kiel")) == "logos/ä 1.webp"

    assert default_storage.open("logos/ä 1.webp").read() == b"kiel"
    assert (default_storage.exists("logos/ä 1.webp"), default_storage.exists("x")) == (True, False)
    assert (default_storage.size("logos/ä 1.webp"), default_storage.listdir("logos/")) == (4, ([], ["ä 1.webp"]))
    default_storage.delete("logos/ä 1.webp")
    with pytest.raises(FileNotFoundError):
        default_storage.open("logos/ä 1.webp")


def test_nobody_reads_the_bucket_and_no_address_leads_there(store: ObjectStore, picture: str) -> None:
    width = picture_widths(picture)[0]
    default_storage.save(variant_path(picture, width), ContentFile(b"public"))

    assert store.get(f"/{BUCKET}/r_kiel/{variant_path(picture, width)}") == 403
    assert store.get(f"/{BUCKET}") == 403
    assert picture_url(picture).startswith("/medien/betriebe/")


def test_a_deleted_picture_is_undeleted_by_name(store: ObjectStore, picture: str, in_kiel: RegionCard) -> None:
    assert missing_pictures() == []
    delete_picture(picture)
    assert missing_pictures() == [picture]
    with pytest.raises(CommandError, match=r"Missing: 1\."):
        call_command("region", "pictures", "kiel", stdout=StringIO())

    call_command("region", "pictures", "kiel", "--undelete", stdout=StringIO())

    with stepping_into(in_kiel):
        assert missing_pictures() == []


def test_while_it_is_away_pages_stand_without_their_pictures(picture: str, away: None, in_kiel: RegionCard) -> None:
    client = make_client(in_kiel)

    assert [client.get(path).status_code for path in ("/", "/betriebe/", "/gutscheine/")] == [200, 200, 200]
    assert client.get(picture_url(picture)).status_code == 503


def test_while_it_is_away_private_files_are_refused_alike(away: None, in_kiel: RegionCard) -> None:
    with pytest.raises(StoreUnavailable):
        storages["private"].save("r_kiel/bank/x", ContentFile(b"x"))
    with pytest.raises(StoreUnavailable):
        storages["private"].open("r_kiel/bank/x")
