"""Make the region of an approved application in stages: whoever takes over after a crash goes on where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connections
from django.db.models import F
from django.utils import timezone

from kreislauf.locks import exclusive
from kreislauf.regions import stepping_into
from kreislauf.stages import Stages, go_through
from tenants.engine.template import TemplateBusy
from tenants.logbook.record import SYSTEM, log_operation
from tenants.signup import stages
from tenants.signup.models import Application, StageName
from tenants.signup.rollback import roll_back

logger = logging.getLogger(__name__)

MAX_TRIES = 3

STAGES: Stages[StageName, Application] = (
    (StageName.RESERVE, stages.reserve),
    (StageName.SCHEMA, stages.make_schema),
    (StageName.CONTENTS, stages.fill),
    (StageName.INVITE, stages.invite_administrator),
    (StageName.DRAFT, stages.open_draft),
)


def provision(application_id: int, *, report: Callable[[StageName], None] = lambda _: None) -> bool:
    """Bring an approved application's region to a draft; ``report`` is called with each stage as it begins.

    Returns whether the region stands. It does not where somebody else is at it, and where a stage failed: then the
    sweeper tries again, and after ``MAX_TRIES`` takes everything back.
    """
    with stepping_into(None), working_on(application_id) as mine:
        application = Application.objects.in_the_making().filter(pk=application_id).first() if mine else None
        if application is None:
            return False
        if application.tries >= MAX_TRIES:
            roll_back(application)
            return False
        _count_try(application)
        try:
            if application.stages.filter(name=StageName.SCHEMA).exists():
                stages.catch_up(application)
            go_through(application, STAGES, done=application.stages, report=report)
        except TemplateBusy:
            _uncount_try(application)
            return False
        except Exception as problem:  # whatever it was, it is kept for the operators, and the sweeper goes on
            _note(application, problem)
            if application.tries >= MAX_TRIES:
                roll_back(application)
            return False
        return True


def working_on(application_id: int) -> AbstractContextManager[bool]:
    """Whether we are the only one at it.

    It is held on the owner's connection, which makes the schemas: without the lock there is nothing to make them with.
    """
    return exclusive(f"provisioning of {application_id}", on=connections["owner"])


def _count_try(application: Application) -> None:
    """Before the work: a try that kills its worker counts as well."""
    Application.objects.filter(pk=application.pk).update(tries=F("tries") + 1, tried_at=timezone.now())
    application.refresh_from_db(fields=["tries", "tried_at"])


def _uncount_try(application: Application) -> None:
    """Nobody's fault: the sweeper comes again until the template is built."""
    logger.info("the template is being built", extra={"application": application.pk})
    Application.objects.filter(pk=application.pk).update(tries=F("tries") - 1)


def _note(application: Application, problem: Exception) -> None:
    logger.exception("provisioning failed", extra={"application": application.pk, "try": application.tries})
    sentence = f"{type(problem).__name__}: {problem}".strip()[:2000]
    Application.objects.filter(pk=application.pk).update(last_error=sentence)
    application.last_error = sentence
    log_operation(
        "application.try_failed",
        application.name,
        by=SYSTEM,
        at=timezone.now(),
        region_id=application.region_id,
        application=application.pk,
        attempt=application.tries,
        error=sentence,
    )
