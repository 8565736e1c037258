from collections.abc import Iterator

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from pytest_django import Settings

from kreislauf.pictures.media import media_view
from kreislauf.regions import stepping_into
from kreislauf.storage import StoreUnavailable
from tests.kreislauf.conftest import DORTMUND, KIEL
from tests.kreislauf.fake_s3 import FakeS3
from tests.stores import bucket_of_its_own

pytest.importorskip("boto3", reason="The extra s3 is not installed.")
GET = RequestFactory().get("/medien/x")
# boto3 leaves its sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def store(settings: Settings) -> Iterator[FakeS3]:
    with bucket_of_its_own(settings) as store:
        yield store


def test_the_bucket_holds_each_region_under_its_schema(store: FakeS3) -> None:
    for region in (KIEL, DORTMUND):
        with stepping_into(region):
            assert default_storage.save("logos/ä 1.webp", ContentFile(region.label.encode())) == "logos/ä 1.webp"

    assert store.objects == {"r_kiel/logos/ä 1.webp": b"kiel", "r_dortmund/logos/ä 1.webp": b"dortmund"}
    with stepping_into(KIEL):
        assert default_storage.open("logos/ä 1.webp").read() == b"kiel"
        assert (default_storage.exists("logos/ä 1.webp"), default_storage.exists("x")) == (True, False)
        assert default_storage.size("logos/ä 1.webp") == 4
        assert default_storage.listdir("") == (["logos"], [])
        assert default_storage.get_modified_time("logos/ä 1.webp").tzinfo is not None
        default_storage.delete("logos/ä 1.webp")
        with pytest.raises(SuspiciousFileOperation):
            default_storage.open("../r_dortmund/logos/ä 1.webp")

    assert list(store.objects) == ["r_dortmund/logos/ä 1.webp"]


def test_media_come_from_the_bucket(store: FakeS3) -> None:
    store.objects["r_kiel/a.webp"] = b"picture"
    store.objects["r_dortmund/b.webp"] = b"other"

    with stepping_into(KIEL):
        response = media_view(GET, path="a.webp")
        assert (response.getvalue(), response["Content-Type"]) == (b"picture", "image/webp")
        with pytest.raises(Http404):
            media_view(GET, path="b.webp")


def test_while_the_store_is_down_pages_lose_their_pictures_only(store: FakeS3) -> None:
    store.objects["r_kiel/a.webp"] = b"picture"
    store.broken = True

    with stepping_into(KIEL):
        response = media_view(GET, path="a.webp")
        with pytest.raises(StoreUnavailable):
            default_storage.save("b.webp", ContentFile(b"x"))

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    assert list(store.objects) == ["r_kiel/a.webp"]


@pytest.mark.parametrize(("ours", "accepted"), [("", False), ("eu-central-1", True)])
def test_a_store_that_checks_the_region_gets_it(
    store: FakeS3, settings: Settings, ours: str, accepted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    store.region, settings.S3_REGION = "eu-central-1", ours

    with stepping_into(KIEL):
        if accepted:
            assert default_storage.save("a.webp", ContentFile(b"x")) == "a.webp"
        else:
            with pytest.raises(StoreUnavailable, match="HeadObject: 400"):
                default_storage.save("a.webp", ContentFile(b"x"))
