"""Letters to a region's administrators about a pause."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region, stepping_into
from tenants.models import Step


@letter("golive.suspended", Step, title=_("Pause der Seite"), related=("region",))
def suspended(step: Step) -> Letter | None:
    """Nothing, where the pause is over before the letter is sent."""
    with stepping_into(None):
        if step.region.last_step != step:
            return None
    return Letter(template="golive/mail/suspended", context=_context(step), reply_to=_reply_to(step))


@letter("golive.resumed", Step, title=_("Ende der Pause"), related=("region",))
def resumed(step: Step) -> Letter:
    return Letter(template="golive/mail/resumed", context=_context(step), reply_to=_reply_to(step))


def _context(step: Step) -> dict[str, object]:
    office = current_region().url + reverse("golive:start", urlconf=settings.URLCONFS["region"])
    return {"step": step, "office": office, "home": f"{current_region().url}/"}


def _reply_to(step: Step) -> str:
    """Whom to ask: the platform's people, where they paused the site."""
    return "" if step.by_office else settings.OPERATOR_EMAIL
