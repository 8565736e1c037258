"""The office's page "Post": mail that waits, was sent, or was refused."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kreislauf.audit.record import record
from kreislauf.mail.listing import listing
from kreislauf.mail.outbox import outbox
from kreislauf.mail.send_again import AddressForgotten, send_again
from kreislauf.permissions import Audience, allow


@allow(Audience.EDITOR)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "post/office.html", listing(request) | {"again": "mail:office:again"})


@allow(Audience.EDITOR)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    found, at = get_object_or_404(outbox(), pk=pk), timezone.now()
    try:
        with transaction.atomic():
            record("mail.sent_again", send_again(found, at=at), by=request.user, at=at)
        messages.success(request, _("Die E-Mail ist unterwegs."))
    except AddressForgotten:
        messages.info(request, _("Wohin diese E-Mail ging, ist gelöscht."))
    return redirect("mail:office:list")
