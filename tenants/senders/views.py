"""The office's page of the address that the region's mail carries. Rows are in the public schema."""

from __future__ import annotations

from typing import Any

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
from kreislauf.regions import current_region
from kreislauf.web.ask import ask, posted
from tenants.senders.check import check
from tenants.senders.close import close
from tenants.senders.code import CodeOver, WrongCode, confirm, send_code
from tenants.senders.domains import SenderRefused
from tenants.senders.forms import AskedForm, CodeForm, SenderForm
from tenants.senders.keys import AnotherWaits, renew_key
from tenants.senders.models import OwnSender
from tenants.senders.open_senders import keys_of, open_or_404, open_senders, retired_keys
from tenants.senders.request import AlreadyOne, request_sender
from tenants.senders.words import badge, entries


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The address, its entries in the DNS and what the last check found; or the form to ask for one."""
    own, following = open_senders()
    if own is not None:
        return _shown(request, own, following) if request.method != "POST" else redirect("senders:page")
    form = SenderForm(posted(request))
    if request.method == "POST" and _requested(request, form):
        return redirect("senders:page")
    context = {"form": form, "platform": platform_sender().address, "retired": retired_keys()}
    return render(request, "senders/none.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Ask for another address; the one in use sends until the new one can."""
    own, following = open_or_404()
    if own.live_at is None or following is not None:
        return redirect("senders:page")
    form = SenderForm(posted(request))
    if request.method == "POST" and _requested(request, form):
        return redirect("senders:page")
    text = _(
        "Bis die neue Adresse bestätigt ist und ihr Eintrag im DNS stimmt, kommen Ihre E-Mails weiter von %(address)s. "
        "Bleibt die Domain dieselbe, ist im DNS nichts zu tun."
    ) % {"address": own}
    heading, back = _("Adresse ändern"), reverse("senders:page")
    return ask(request, heading, text, submit=_("Code schicken"), cancel_url=back, danger=False, form=form)


def _requested(request: HttpRequest, form: SenderForm) -> bool:
    """Whether a code is under way, or was already; else the form says why not."""
    if not form.is_valid():
        return False
    now = timezone.now()
    try:
        if not allow_try("code for a sender", 5, 3600):
            raise SenderRefused(_("Das waren viele Adressen. %(wait)s") % {"wait": wait_in_words(3600)})
        own = request_sender(current_region(), form.cleaned_data["address"], by=request.user, at=now)
    except AlreadyOne:
        return True
    except SenderRefused as refused:
        form.add_error("address", str(refused.reason))
        return False
    send_code(own, at=now)
    messages.success(request, _("Der Code ist unterwegs an %(address)s.") % {"address": own})
    return True


@allow(Audience.ADMINISTRATOR)
@require_POST
def new_code(request: HttpRequest) -> HttpResponse:
    own, following = open_or_404()
    if not allow_try("code for a sender", 5, 3600):
        messages.error(request, _("Das waren viele Codes. %(wait)s") % {"wait": wait_in_words(3600)})
    else:
        send_code(following or own, at=timezone.now())
        messages.success(request, _("Ein neuer Code ist unterwegs. Der vorige gilt nicht mehr."))
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_POST
def confirmation(request: HttpRequest) -> HttpResponse:
    """The code was read; the DNS is looked at right away."""
    own, following = open_or_404()
    asked, form, now = following or own, CodeForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            confirm(asked, form.cleaned_data["code"], by=request.user, at=now)
        except WrongCode as wrong:
            left = ngettext("Noch %(n)s Versuch.", "Noch %(n)s Versuche.", wrong.left) % {"n": wrong.left}
            form.add_error("code", f"{_('Das ist nicht der Code aus der letzten E-Mail.')} {left}")
        except CodeOver:
            form.add_error("code", _("Dieser Code gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."))
        else:
            check(asked.pk, at=now, by=request.user)
            messages.success(request, _("Die Adresse ist bestätigt."))
            return redirect("senders:page")
    return _shown(request, own, following, form=form)


@allow(Audience.ADMINISTRATOR)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    own, following = open_or_404()
    if not allow_try("look into the DNS", 30, 600):
        messages.error(
            request, _("Das war oft. Wir sehen auch von selbst nach. %(wait)s") % {"wait": wait_in_words(600)}
        )
    else:
        for one in (own, following):
            if one is not None:
                check(one.pk, at=timezone.now(), by=request.user)
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """After a confirmation, make a new key beside the one that signs."""
    own, _following = open_or_404()
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
    own, _following = open_or_404()
    if request.method != "POST":
        heading = _("%(address)s entfernen?") % {"address": own}
        text = _(
            "Ihre E-Mails gehen dann wieder von %(platform)s ab. Wollen Sie die Adresse später wieder haben, braucht "
            "es einen neuen Code und neue Einträge im DNS."
        ) % {"platform": platform_sender().address}
        form = AskedForm(initial={"sender": own.pk})
        return ask(request, heading, text, submit=_("Entfernen"), cancel_url=reverse("senders:page"), form=form)
    if request.POST.get("sender") != str(own.pk):
        messages.error(request, _("Inzwischen hat eine andere Adresse übernommen. Es ist nichts entfernt worden."))
        return redirect("senders:page")
    close(own, because="Von der Region entfernt", by=request.user, at=timezone.now())
    messages.success(request, _("%(address)s ist entfernt.") % {"address": own})
    return redirect("senders:page")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest) -> HttpResponse:
    """After a confirmation, give up the address that was to follow; the one in use stays."""
    own, following = open_or_404()
    if following is None:
        if request.method == "POST":
            messages.info(request, _("Es wartet keine andere Adresse mehr."))
        return redirect("senders:page")
    if request.method != "POST":
        heading = _("%(address)s zurücknehmen?") % {"address": following}
        text = _("Ihre E-Mails kommen weiter von %(address)s.") % {"address": own}
        return ask(request, heading, text, submit=_("Zurücknehmen"), cancel_url=reverse("senders:page"))
    close(following, because="Von der Region zurückgenommen", by=request.user, at=timezone.now())
    messages.success(request, _("%(address)s ist zurückgenommen.") % {"address": following})
    return redirect("senders:page")


def _shown(
    request: HttpRequest, own: OwnSender, following: OwnSender | None, *, form: Form | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "own": own,
        "badge": badge(own),
        "platform": platform_sender().address,
        "answers_to": following if following and following.confirmed_at else own,
        "form": form or CodeForm(),
    }
    status = 422 if form is not None else 200
    if own.confirmed_at is None:
        return render(request, "senders/code.html", context, status=status)
    signing, waiting = keys_of(own)
    context |= {
        "entries": entries(own, signing),
        "waiting": entries(own, waiting)[0] if waiting != signing else None,
        "signing": signing,
        "retired": retired_keys(),
        "following": following,
        "following_entries": entries(following, keys_of(following)[0]) if following and following.confirmed_at else [],
    }
    return render(request, "senders/sender.html", context, status=status)
