"""The office's pages: request and download archives, leave, cancel the departure."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.signing_in.confirmed import asks_password
from kreislauf.audit.record import record
from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region, stepping_into
from tenants.archive.archive_file import request_archive
from tenants.archive.forms import LeaveForm
from tenants.archive.leave_or_stay import try_to_leave, try_to_stay
from tenants.archive.models import ArchiveFile, Departure
from tenants.archive.signature import public_key
from tenants.branding.context import branding_of
from tenants.models import Region

SHOWN = 12


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def archives(request: HttpRequest) -> HttpResponse:
    """The region's archives; a POST requests a new one."""
    card = current_region()
    if request.method == "POST":
        with stepping_into(None):
            region = Region.objects.get(pk=card.id)
        notify = str(getattr(request.user, "email", ""))
        request_archive(region, by=request.user, at=timezone.now(), notify=notify)
        messages.success(request, _("Das Archiv wird geschrieben. Sie bekommen eine E-Mail, wenn es fertig ist."))
        return redirect("archive:archives")
    with stepping_into(None):
        found = list(ArchiveFile.objects.filter(region_id=card.id)[:SHOWN])
        departure = Departure.objects.open().filter(region_id=card.id).first()
    context = {
        "archives": found,
        "in_the_making": any(one.is_in_the_making for one in found),
        "departure": departure,
        "key": public_key(),
    }
    return render(request, "archive/archives.html", context)


@allow(Audience.ADMINISTRATOR, secret=True)
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """One line of the list; it reloads itself until the archive is finished."""
    one = _own(number)
    response = render(request, "archive/parts/line.html", {"one": one})
    if not one.is_in_the_making:
        response["HX-Refresh"] = "true"  # the button for the next one is elsewhere on the page
    return response


@allow(Audience.ADMINISTRATOR, secret=True)
@require_safe
@asks_password
def file(request: HttpRequest, number: int) -> FileResponse:
    archive = _own(number)
    if not archive.can_be_fetched:
        raise Http404
    try:
        content = storages["private"].open(archive.file)
    except FileNotFoundError:
        raise Http404 from None
    if request.method == "GET":
        record("region.archive_downloaded", branding_of(request), by=request.user, at=timezone.now(), file=f"#{number}")
    day = timezone.localdate(archive.finished_at)
    name = f"archiv-{current_region().label}-{day:%Y-%m-%d}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password
def departure(request: HttpRequest) -> HttpResponse:
    """The form to leave or, while the region is leaving, how long that can be cancelled."""
    card = current_region()
    with stepping_into(None):
        region = Region.objects.get(pk=card.id)
        going = Departure.objects.open().filter(region=region).first()
    if going is not None:
        return render(request, "archive/leaving.html", {"departure": going})
    form = LeaveForm(request.POST or None, host=card.host)
    if request.method == "POST" and try_to_leave(form, region, by=request.user):
        messages.success(request, _("Der Auszug ist erklärt. Bis zum genannten Tag können Sie ihn zurücknehmen."))
        return redirect("archive:departure")
    status = 422 if request.method == "POST" else 200
    return render(request, "archive/departure.html", {"form": form}, status=status)


@allow(Audience.ADMINISTRATOR)
@require_POST
def staying(request: HttpRequest) -> HttpResponse:
    card = current_region()
    with stepping_into(None):
        region = Region.objects.get(pk=card.id)
    try_to_stay(request, region, success=_("Ihre Region bleibt. Alles ist wie vorher."))
    return redirect("archive:archives")


def _own(number: int) -> ArchiveFile:
    """Found only among the current region's archives."""
    card = current_region()
    with stepping_into(None):
        found = ArchiveFile.objects.filter(region_id=card.id, pk=number).first()
    if found is None:
        raise Http404
    return found
