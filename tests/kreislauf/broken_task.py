"""The platform's Celery with a task that the database refuses, repeating in its words what somebody typed."""

from __future__ import annotations

from kreislauf.celery import app


@app.task(name="tests.kreislauf.broken_task.insert_twice")
def insert_twice(person: int) -> None:
    from kreislauf.accounts.models import User

    twin = User.objects.get(pk=person)
    twin.pk = None
    twin.save(force_insert=True)
