"""The office's page of the address that the region's mail carries. Rows are in the public schema."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.mail.sender import platform_sender
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from kreislauf.web.ask import ask
from tenants.senders.check import check
from tenants.senders.close import close
from tenants.senders.code import CodeOver, WrongCode, confirm, send_code
from tenants.senders.domains import SenderRefused
from tenants.senders.forms import CodeForm, SenderForm
from tenants.senders.keys import AnotherWaits, renew_key
from tenants.senders.models import Dkim, OwnSender
from tenants.senders.request import AlreadyOne, request_sender
from tenants.senders.words import badge, entries

STILL_NEEDED = timedelta(days=7)  # mail that a retired key signed may lie in a queue that long


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The address, its entries in the DNS and what the last check found; or the form to ask for one."""
    own = _own()
    if own is not None and request.method != "POST":
        return _shown(request, own)
    form = SenderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not allow_try("code for a sender", 5, 3600):
                raise SenderRefused(_("Das waren viele Adressen. %(wait)s") % {"wait": wait_in_words(3600)})
            now = timezone.now()
            own = request_sender(current_region(), form.cleaned_data["address"], by=request.user, at=now)
            send_code(own, at=now)
        except AlreadyOne:
            return redirect("senders:page")
        except SenderRefused as refused:
            form.add_error("address", str(refused.reason))
        else:
            messages.success(request, _("Der Code ist unterwegs an %(address)s.") % {"address": own})
            return redirect("senders:page")
    context = {"form": form, "platform": platform_sender().address}
    return render(request, "senders/none.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_POST
def new_code(request: HttpRequest) -> HttpResponse:
    own = _own_or_404()
    if not allow_try("code for a sender", 5, 3600):
        messages.error(request, _("Das waren viele Codes. %(wait)s") % {"wait": wait_in_words(3600)})
    else:
        send_code(own, at=timezone.now())
        messages.success(request, _("Ein neuer Code ist unterwegs. Der vorige gilt nicht mehr."))
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_POST
def confirmation(request: HttpRequest) -> HttpResponse:
    """The code was read; the DNS is looked at right away."""
    own, form, now = _own_or_404(), CodeForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            confirm(own, form.cleaned_data["code"], by=request.user, at=now)
        except WrongCode as wrong:
            left = ngettext("Noch %(n)s Versuch.", "Noch %(n)s Versuche.", wrong.left) % {"n": wrong.left}
            form.add_error("code", f"{_('Das ist nicht der Code aus der letzten E-Mail.')} {left}")
        except CodeOver:
            form.add_error("code", _("Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."))
        else:
            check(own.pk, at=now, by=request.user)
            messages.success(request, _("Die Adresse ist bestätigt."))
            return redirect("senders:page")
    return _shown(request, own, form=form)


@allow(Audience.ADMINISTRATOR)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    own = _own_or_404()
    if not allow_try("look into the DNS", 30, 600):
        messages.error(
            request, _("Das war oft. Wir sehen auch von selbst nach. %(wait)s") % {"wait": wait_in_words(600)}
        )
    else:
        check(own.pk, at=timezone.now(), by=request.user)
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """After a confirmation, make a new key beside the one that signs."""
    own = _own_or_404()
    if own.confirmed_at is None:
        raise Http404
    if request.method != "POST":
        text = _(
            "Sie bekommen einen zweiten Eintrag für das DNS. Bis er dort steht, unterschreibt der bisherige Schlüssel; "
            "danach der neue, und den alten Eintrag können Sie nach sieben Tagen löschen."
        )
        heading, submit = _("Neuen Schlüssel machen?"), _("Neuen Schlüssel machen")
        return ask(request, heading, text, submit=submit, cancel_url=reverse("senders:page"), danger=False)
    try:
        renew_key(own, by=request.user, at=timezone.now())
    except AnotherWaits:
        messages.info(request, _("Ein neuer Schlüssel wartet schon auf seinen Eintrag im DNS."))
    else:
        messages.success(request, _("Der neue Schlüssel ist gemacht. Sein Eintrag steht unten."))
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest) -> HttpResponse:
    """After a confirmation, send as the platform again."""
    own = _own_or_404()
    if request.method != "POST":
        heading = _("%(address)s entfernen?") % {"address": own}
        text = _(
            "Ihre E-Mails gehen dann wieder von %(platform)s ab. Wollen Sie die Adresse später wieder haben, braucht "
            "es einen neuen Code und neue Einträge im DNS."
        ) % {"platform": platform_sender().address}
        return ask(request, heading, text, submit=_("Entfernen"), cancel_url=reverse("senders:page"))
    close(own, because="Von der Region entfernt", by=request.user, at=timezone.now())
    messages.success(request, _("%(address)s ist entfernt.") % {"address": own})
    return redirect("senders:page")


def _shown(request: HttpRequest, own: OwnSender, *, form: Form | None = None) -> HttpResponse:
    context: dict[str, Any] = {"own": own, "badge": badge(own), "platform": platform_sender().address}
    if own.confirmed_at is None:
        context |= {"form": form or CodeForm()}
        return render(request, "senders/code.html", context, status=422 if form is not None else 200)
    with stepping_into(None):
        keys = list(own.keys.select_related("sender"))
    valid = [one for one in keys if one.retired_at is None]
    signing = next((one for one in valid if one.dkim == Dkim.FOUND), valid[-1])
    context |= {
        "entries": entries(own, signing),
        "waiting": entries(own, valid[0])[0] if valid[0] != signing else None,
        "signing": signing,
        "retired": [
            (one, one.retired_at + STILL_NEEDED, one.retired_at + STILL_NEEDED < timezone.now())
            for one in keys
            if one.retired_at and one.found_at
        ][:3],
        "spf_host": settings.SPF_HOST,
    }
    return render(request, "senders/sender.html", context)


def _own() -> OwnSender | None:
    region = current_region()
    with stepping_into(None):
        return OwnSender.objects.open().select_related("region").filter(region_id=region.id).first()


def _own_or_404() -> OwnSender:
    found = _own()
    if found is None:
        raise Http404
    return found
