"""What leaves the house when something breaks: the error and its region, nothing of who it happened to."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from kreislauf.regions import RegionCard
from tests.kreislauf import sentry_process


@pytest.mark.slow
def test_an_error_names_its_region_and_nobody(kiel: RegionCard, dortmund: RegionCard) -> None:
    command = [sys.executable, "-W", "ignore", "-m", sentry_process.__name__, kiel.host, dortmund.host]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)
    told = done.stdout
    assert done.returncode == 0, done.stderr

    events = [json.loads(line) for line in told.splitlines()]
    assert [event["tags"] for event in events] == [
        {"region": "r_kiel", "method": "POST"},
        {"region": "r_dortmund", "method": "POST"},
    ]
    assert [event["exception"]["values"][-1]["value"] for event in events] == ["Something broke.", "Something broke."]
    for word in ("geheim", "203.0.113.7", "sitzung"):
        assert word not in told
