"""Letters about an archive, a leaving, a deletion. All of them are the platform's own: the region may be gone."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from kreislauf import mail
from kreislauf.regions import RegionCard, stepping_into
from tenants.archive.certificate_pdf import certificate_pdf, pdf_name
from tenants.archive.models import ArchiveFile, Certificate, Departure
from tenants.models import Region


def send_archive(kept: ArchiveFile) -> None:
    card = _card(kept.region_id)
    with stepping_into(card):
        mail.send(
            template="archive/mail/ready",
            to=kept.notify,
            context={"kept": kept, "region": kept.region, "address": _office(card, "archive:archives")},
            key=f"archive {kept.pk}",
        )


def send_leaving(departure: Departure) -> None:
    card = _card(departure.region_id)
    with stepping_into(card):
        mail.send(
            template="archive/mail/leaving",
            to=departure.contact,
            context={
                "departure": departure,
                "region": departure.region,
                "address": _office(card, "archive:departure"),
                "archives": _office(card, "archive:archives"),
            },
            reply_to=settings.OPERATOR_EMAIL,
            key=f"departure {departure.pk}",
        )


def send_certificate(certificate: Certificate) -> None:
    mail.send(
        template="archive/mail/certificate",
        to=certificate.departure.contact,
        context={"certificate": certificate, "region": certificate.departure.region},
        attachments=[
            mail.Attachment(pdf_name(certificate), certificate_pdf(certificate), "application/pdf"),
        ],
        reply_to=settings.OPERATOR_EMAIL,
        key=f"certificate {certificate.pk}",
    )


def _card(region_id: int) -> RegionCard:
    return Region.objects.prefetch_related("domains").get(pk=region_id).card()


def _office(card: RegionCard, route: str) -> str:
    return card.url + reverse(route, urlconf=settings.URLCONFS["region"])
