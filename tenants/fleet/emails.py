"""The letter that tells operators which regions a run had to set aside. The dashboard and the log say it as well."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import address_of
from tenants.fleet.models import Run


@letter("fleet.failures", Run, title=_("Regionen zurückgestellt"))
def failures(run: Run) -> Letter:
    failed = list(run.outcomes.exclude(error="").select_related("region"))
    context = {"run": run, "failures": failed, "address": address_of(settings.OPERATOR_HOST)}
    return Letter(template="fleet/mail/failures", context=context)
