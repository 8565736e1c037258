"""The office's pages of the region's addresses. Rows are in the public schema and looked up by region."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from tenants.domains.check import check
from tenants.domains.claim import claim
from tenants.domains.close import close
from tenants.domains.forms import HostForm
from tenants.domains.hosts import HostRefused, is_own, zone_of
from tenants.domains.models import OwnHost
from tenants.domains.serve import NotReached, choose, choose_platform_host
from tenants.domains.words import badge, pointing_words, proof_words


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request: HttpRequest) -> HttpResponse:
    """All addresses of the region, and the form to claim another one."""
    form = HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not allow_try("claim a host", 20, 3600):
                raise HostRefused(_("Das waren viele Adressen. %(wait)s") % {"wait": wait_in_words(3600)})
            own = claim(current_region(), form.cleaned_data["host"], by=request.user, at=timezone.now())
        except HostRefused as refused:
            form.add_error("host", str(refused.reason))
        else:
            return redirect("domains:host", pk=own.pk)
    region = current_region()
    context = {
        "form": form,
        "platform_host": f"{region.label}.{settings.PLATFORM_HOST}",
        "main": region.host,
        "rows": [(own, *badge(own)) for own in _mine()],
    }
    return render(request, "domains/hosts.html", context, status=422 if form.errors else 200)


@allow(Audience.ADMINISTRATOR)
@require_safe
def host(request: HttpRequest, pk: int) -> HttpResponse:
    """The DNS records to enter, and what the last check found."""
    own = _own(pk)
    context = {
        "own": own,
        "badge": badge(own),
        "proof": proof_words(own),
        "pointing": pointing_words(own),
        "is_main": current_region().host == own.host,
        "may_be_main": own.is_proved and own.lost_since is None and own.pointing == "here",
        "edge": own.seen.get("edge") or [settings.EDGE_HOST],
        "is_apex": zone_of(own.host) == own.host,
    }
    return render(request, "domains/host.html", context)


@allow(Audience.ADMINISTRATOR)
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    own = _own(pk)
    if not allow_try("look into the DNS", 30, 600):
        messages.error(
            request, _("Das war oft. Wir sehen auch von selbst nach. %(wait)s") % {"wait": wait_in_words(600)}
        )
    else:
        check(own.pk, at=timezone.now(), by=request.user)
    return redirect("domains:host", pk=pk)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def main(request: HttpRequest, pk: int) -> HttpResponse:
    """After a confirmation, make this the address in links, mails and PDFs."""
    own = _own(pk)
    if request.method != "POST":
        return render(request, "domains/main.html", {"own": own, "old": current_region().host})
    try:
        choose(own, by=request.user, at=timezone.now())
    except NotReached:
        messages.error(request, _("Das geht erst, wenn die Adresse nachgewiesen ist und hierher zeigt."))
    else:
        messages.success(request, _("%(host)s ist jetzt Ihre Hauptadresse.") % {"host": own})
    return redirect("domains:host", pk=pk)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def platform_host(request: HttpRequest) -> HttpResponse:
    """After a confirmation, make the subdomain the main address again."""
    region = current_region()
    if request.method != "POST":
        context = {
            "host": f"{region.label}.{settings.PLATFORM_HOST}",
            "main": region.host,
            "is_own": is_own(region.host),
        }
        return render(request, "domains/platform_host.html", context)
    choose_platform_host(region, by=request.user, at=timezone.now())
    messages.success(request, _("Ihre Hauptadresse ist wieder die der Plattform."))
    return redirect("domains:list")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """After a confirmation, close the host."""
    own = _own(pk)
    if request.method != "POST":
        return render(request, "domains/removal.html", {"own": own, "is_main": current_region().host == own.host})
    close(own, because="Von der Region entfernt", by=request.user, at=timezone.now())
    messages.success(request, _("%(host)s ist entfernt.") % {"host": own})
    return redirect("domains:list")


def _mine() -> list[OwnHost]:
    region = current_region()
    with stepping_into(None):
        return list(OwnHost.objects.open().filter(region_id=region.id))


def _own(pk: int) -> OwnHost:
    region = current_region()
    with stepping_into(None):
        found = OwnHost.objects.open().select_related("region").filter(region_id=region.id, pk=pk).first()
    if found is None:
        raise Http404
    return found
