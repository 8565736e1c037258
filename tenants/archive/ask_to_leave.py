"""Submit the form with which a region leaves, for its own office and for operators."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.audit.actor import Actor
from kreislauf.money import format_euro
from tenants.archive.forms import LeaveForm
from tenants.archive.leave import CannotLeave, HandOverUnexplained, StillOwed, WrongHost, leave
from tenants.models import Region


def try_to_leave(form: LeaveForm, region: Region, *, by: Actor) -> bool:
    """Returns whether the region leaves now; if not, the form holds the errors."""
    if not form.is_valid():
        return False
    try:
        leave(region, by=by, at=timezone.now(), **form.cleaned_data)
    except CannotLeave:
        form.add_error(None, _("Ausziehen kann nur eine Region, die besteht und nicht schon auszieht."))
    except WrongHost:
        form.add_error("host", _("Das ist nicht die Adresse der Region."))
    except StillOwed as refused:
        amount = format_euro(refused.cents)
        form.add_error(
            "handed_over_to",
            _("Gutscheine über %(amount)s sind noch offen. Bitte nennen Sie, wer sie einlöst.") % {"amount": amount},
        )
    except HandOverUnexplained:
        form.add_error("hand_over_reason", _("Bitte nennen Sie die Grundlage."))
    return not form.errors
