from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.marketplace.meetings.bbb_server import SECRET, BigBlueButton


@pytest.fixture
def bbb(settings: Settings) -> Iterator[BigBlueButton]:
    """A server of the platform, on a real port."""
    server = BigBlueButton()
    server.start()
    settings.BIGBLUEBUTTON_URL, settings.BIGBLUEBUTTON_SECRET = server.url, SECRET
    yield server
    server.stop()
