"""Letters about an archive, a leaving, a deletion. The last one is the platform's own: the region is gone then."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Attachment, Letter
from kreislauf.regions import current_region
from tenants.archive.certificate_pdf import certificate_pdf, pdf_name
from tenants.archive.models import ArchiveFile, Certificate, Departure
from tenants.branding.models import Branding


@letter("archive.ready", ArchiveFile, title=_("Archiv fertig"), related=("region",))
def ready(kept: ArchiveFile) -> Letter | None:
    if not kept.can_be_fetched:
        return None
    context = {"kept": kept, "region": kept.region, "address": _office("archive:archives")}
    return Letter(template="archive/mail/ready", context=context)


@letter("archive.leaving", Departure, title=_("Auszug erklärt"), related=("region",))
def leaving(departure: Departure) -> Letter | None:
    if departure.stayed_at or departure.finished_at:
        return None
    context = {
        "departure": departure,
        "region": departure.region,
        "address": _office("archive:departure"),
        "archives": _office("archive:archives"),
    }
    return Letter(template="archive/mail/leaving", context=context, reply_to=settings.OPERATOR_EMAIL)


@letter("archive.leaving_business", Departure, title=_("Auszug, an Betriebe"), related=("region",))
def leaving_business(departure: Departure) -> Letter | None:
    """What it means for a business, and what becomes of vouchers that are open."""
    if departure.stayed_at or departure.finished_at:
        return None
    context = {"departure": departure, "till": _office("accounts:sign_in")}
    return Letter(template="archive/mail/leaving_business", context=context, reply_to=_reply_to())


@letter("archive.leaving_entry", Departure, title=_("Auszug, an Betriebe ohne Zugang"), related=("region",))
def leaving_entry(departure: Departure) -> Letter | None:
    """The same for a business that staff looks after: it has no till of ours and nothing to sign in to."""
    if departure.stayed_at or departure.finished_at:
        return None
    context = {"departure": departure, "home": f"{current_region().url}/"}
    return Letter(template="archive/mail/leaving_entry", context=context, reply_to=_reply_to())


@letter("archive.staying", Departure, title=_("Auszug zurückgenommen"), related=("region",))
def staying(departure: Departure) -> Letter | None:
    if departure.stayed_at is None:
        return None
    context = {"departure": departure, "home": f"{current_region().url}/"}
    return Letter(template="archive/mail/staying", context=context, reply_to=_reply_to())


@letter(
    "archive.certificate",
    Certificate,
    title=_("Löschbescheinigung"),
    related=("departure__region",),
    forgets_address=True,  # nobody's name is left of a region that is deleted
)
def certificate(certificate: Certificate) -> Letter:
    return Letter(
        template="archive/mail/certificate",
        context={"certificate": certificate, "region": certificate.departure.region},
        attachments=[Attachment(pdf_name(certificate), certificate_pdf(certificate), "application/pdf")],
        reply_to=settings.OPERATOR_EMAIL,
    )


def _reply_to() -> str:
    return Branding.objects.get().email


def _office(route: str) -> str:
    return current_region().url + reverse(route, urlconf=settings.URLCONFS["region"])
