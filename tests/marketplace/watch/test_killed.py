"""``kill -9`` of a worker that writes digests: none is lost, none is sent twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from kreislauf.mail.outbox import outbox
from marketplace.listings.models import Kind
from marketplace.watch.digest import send_due
from marketplace.watch.models import Watch
from tests.make_listing import make_listing
from tests.make_watch import make_watch
from tests.marketplace.review.cast import utc

NOW = utc(3, 6)
SINCE = NOW - timedelta(days=1)
KILLED = """
import os, signal, sys
import django
django.setup()
from datetime import datetime
from kreislauf.regions import stepping_into
from marketplace.watch import digest, emails
from marketplace.watch.models import Watch
from tests.conftest import card_of

where, at = sys.argv[1], datetime.fromisoformat(sys.argv[2])
die = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
queue, send = type(emails.digest).queue, digest.send_digest
if where == "before the row is saved":
    Watch.save = die
elif where == "after the letter is queued":
    type(emails.digest).queue = lambda *args, **more: (queue(*args, **more), die())
else:
    digest.send_digest = lambda *args, **more: (send(*args, **more), die())
with stepping_into(card_of("kiel")):
    digest.send_due(at=at)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["before the row is saved", "after the letter is queued", "after the first of two"])
def test_a_killed_worker_loses_none_and_sends_none_twice(gifts: Kind, where: str) -> None:
    make_listing(gifts, shown_at=NOW - timedelta(hours=2))
    for name in ("jan", "ute"):
        make_watch(since=SINCE, email=f"{name}@example.org")
    command = [sys.executable, "-W", "ignore", "-c", KILLED, where, NOW.isoformat()]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kreislauf.settings", "LOG_LEVEL": "CRITICAL"}

    killed = subprocess.run(command, env=environment, check=False, timeout=120)

    assert killed.returncode == -signal.SIGKILL
    done = 1 if where == "after the first of two" else 0
    assert (outbox().count(), Watch.objects.filter(last_sent_at=NOW).count()) == (done, done)
    for _ in range(2):
        send_due(at=NOW + timedelta(minutes=1))
    assert sorted(outbox().values_list("recipient", flat=True)) == ["jan@example.org", "ute@example.org"]
