"""The operators' pages: a region's departure, and the certificates of deleted regions."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.signing_in.confirmed import asks_password
from kreislauf.permissions import Audience, allow
from tenants.archive.certificate import is_genuine
from tenants.archive.certificate_pdf import certificate_pdf, pdf_name
from tenants.archive.forms import LeaveForm
from tenants.archive.leave_or_stay import try_to_leave, try_to_stay
from tenants.archive.models import Certificate, Departure
from tenants.archive.signature import public_key
from tenants.models import Region


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_password
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    region = get_object_or_404(Region.objects.prefetch_related("domains"), pk=pk)
    going = Departure.objects.filter(region=region, stayed_at__isnull=True).prefetch_related("stages").first()
    if going is not None:
        return render(request, "archive/operator/leaving.html", {"region": region, "departure": going})
    form = LeaveForm(request.POST or None, host=region.host)
    if request.method == "POST" and try_to_leave(form, region, by=request.user):
        messages.success(request, _("%(name)s zieht aus.") % {"name": region.name})
        return redirect("archive:departure", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "archive/operator/departure.html", {"region": region, "form": form}, status=status)


@allow(Audience.OPERATOR)
@require_POST
def staying(request: HttpRequest, pk: int) -> HttpResponse:
    region = get_object_or_404(Region, pk=pk)
    try_to_stay(request, region, success=_("%(name)s bleibt.") % {"name": region.name})
    return redirect("operators:region", pk=pk)


@allow(Audience.OPERATOR)
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    found = Certificate.objects.select_related("departure__region")
    context = {"page": Paginator(found, 24).get_page(request.GET.get("seite")), "key": public_key()}
    return render(request, "archive/operator/certificates.html", context)


@allow(Audience.OPERATOR)
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate as PDF. Refused if its facts were changed after they were signed."""
    found = get_object_or_404(Certificate, pk=pk)
    if not is_genuine(found):
        messages.error(request, _("Diese Bescheinigung wurde verändert: Die Unterschrift passt nicht."))
        return redirect("archive:certificates")
    response = HttpResponse(certificate_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{pdf_name(found)}"'
    return response
