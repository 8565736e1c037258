"""A host is a region's, the platform's, the operators' or nobody's; however it is spelled."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.regions import RegionCard


@pytest.mark.parametrize(
    "host", ["kiel.localhost", "KIEL.localhost", "kiel.localhost.", "kiel.localhost:8000", "Kiel.LocalHost.:80"]
)
def test_a_host_is_the_same_however_it_is_written(kiel: RegionCard, host: str) -> None:
    response = Client(HTTP_HOST=host).get("/impressum/")
    assert response.status_code == 200
    assert response.wsgi_request.region == kiel


@pytest.mark.parametrize(
    "host", ["nirgendwo.localhost", "example.org", "kiel.localhost.example.org", "xkiel.localhost", "127.0.0.2"]
)
def test_a_host_that_is_nobodys_gets_a_neutral_404(kiel: RegionCard, host: str) -> None:
    response = Client(HTTP_HOST=host).get("/")
    assert response.status_code == 404
    assert "Kiel" not in response.content.decode()


@pytest.mark.parametrize(
    "host", ["kiel.localhost/..", "kiel.localhost\r\nX: y", "kiel localhost", "", "a" * 300 + "@kiel.localhost"]
)
def test_what_is_no_host_name_is_refused(kiel: RegionCard, host: str) -> None:
    response = Client(HTTP_HOST=host or " ").get("/")
    assert response.status_code in (400, 404)


def test_a_forwarded_host_is_not_believed(kiel: RegionCard) -> None:
    response = Client(HTTP_HOST="nirgendwo.localhost", HTTP_X_FORWARDED_HOST="kiel.localhost").get("/")
    assert response.status_code == 404
