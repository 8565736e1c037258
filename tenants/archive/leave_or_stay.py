"""Leave and stay, with the refusals in German, for the region's office and for operators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.audit.actor import Actor
from kreislauf.money import format_euro
from tenants.archive.forms import LeaveForm
from tenants.archive.leave import CannotLeave, HandOverUnexplained, StillOwed, StillUnpaid, WrongHost, leave
from tenants.archive.stay import NotLeaving, TooLate, stay
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
    except StillUnpaid as refused:
        amount = format_euro(refused.cents)
        text = _(
            "Die Region schuldet Betrieben noch %(amount)s. Bitte rechnen Sie ab und überweisen Sie es, oder nennen "
            "Sie, wer es bezahlt."
        )
        form.add_error("handed_over_to", text % {"amount": amount})
    except HandOverUnexplained:
        form.add_error("hand_over_reason", _("Bitte nennen Sie die Grundlage."))
    return not form.errors


def try_to_stay(request: HttpRequest, region: Region, *, success: str) -> None:
    """Cancel the departure and show the person the result as a message."""
    try:
        stay(region, by=request.user, at=timezone.now())
    except NotLeaving:
        messages.error(request, _("Diese Region zieht nicht aus."))
    except TooLate:
        messages.error(request, _("Die Löschung hat schon begonnen."))
    else:
        messages.success(request, success)
