"""The platform's Celery with one more task, for workers that a test starts."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import redis
from django.conf import settings
from django.db import connection, transaction

from kreislauf.celery import app
from kreislauf.regions import current_region

QUEUE = "isolation"


@app.task
def look(number: int) -> None:
    """Say who is here, twice with a pause; every third leaves its connection in disorder."""
    from kreislauf.accounts.models import User

    seen = [user.email for user in User.objects.all()]
    time.sleep(0.02)
    with suppress(ZeroDivisionError), transaction.atomic():
        seen += [user.email for user in User.objects.all()]
        raise ZeroDivisionError
    if number % 3 == 0:
        connection.connection.pgconn.exec_(b"SET ROLE r_public; SET search_path = public; BEGIN")
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.rpush(QUEUE + "-seen", json.dumps([current_region().schema, seen]))
    if number % 4 == 0:
        raise RuntimeError("This one fails after its work.")
