"""The voucher as a PDF in the region's own look."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from billing.payments.models import Attempt
from kreislauf.regions import current_region
from marketplace.regionwide.find import takers_page
from marketplace.vouchers.models import Offer, OfferKind, Voucher
from marketplace.vouchers.orders.addresses import check_page
from marketplace.vouchers.sheet.kept import kept_pdf
from marketplace.vouchers.sheet.pdf import SheetColours, VoucherSheet
from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.branding.models import Branding
from tenants.branding.site import Site


def voucher_document(voucher: Voucher) -> bytes:
    """PDF of one voucher. The same voucher gives the same bytes, until the region changes its look."""
    return sheet_document(voucher_sheet(voucher))


def sheet_document(sheet: VoucherSheet) -> bytes:
    with translation.override(settings.LANGUAGE_CODE):  # a document is German in every language of the page
        return kept_pdf(sheet)


def file_name(voucher: Voucher) -> str:
    return f"gutschein-{voucher.order.number}-{voucher.position}.pdf"


def voucher_sheet(voucher: Voucher) -> VoucherSheet:
    """What stands on the paper. Needs the order with its offer, and the offer's business with its category."""
    site = Site(branding=Branding.objects.get(), card=current_region())
    order = voucher.order
    page = check_page(voucher)
    return VoucherSheet(
        code=voucher.code,
        qr=page,
        what_for=order.title,
        value_cents=voucher.value_cents,
        subsidy_cents=voucher.subsidy_cents,
        subsidy_by=order.subsidy_by,
        business=order.issuer.name,
        business_address=order.issuer.address,
        issuer=f"{order.issuer.name}\n{order.issuer.address}",
        region=site.name,
        valid_until=voucher.expires_on,
        issued_on=localdate(voucher.issued_at),
        vat_kind="single" if order.vat_kind == "single" else "multi",
        vat_rate=None if order.vat_rate is None else Decimal(order.vat_rate),
        recipient=order.recipient_name,
        greeting=order.greeting,
        giver=order.buyer_name if order.is_gift else "",
        terms=order.terms,
        in_parts=order.offer.kind != OfferKind.SERVICE,
        balance_url=page.partition("://")[2],
        takers_url=takers_page().partition("://")[2] if voucher.business.is_region else "",
        colours=sheet_colours(site),
        art=mosaic.with_colours(site.hero, site.theme),
        cover=mosaic.with_colours(_upright_cover(order.offer, site), site.theme),
        mark=site.mark_on_paper,
        sandbox=Attempt.objects.of(*order.payment).filter(provider="sandbox").exists(),
    )


def _upright_cover(offer: Offer, site: Site) -> str:
    """Two by four tiles: the cover of the pages lies on its side, and its glyph would fall off the ticket's edge."""
    glyph = offer.cover_glyph if offer.cover_glyph in GLYPHS else site.glyphs[0]
    return mosaic.hero((glyph, *site.glyphs), offer.cover_seed, site.theme, columns=2, rows=4)


def sheet_colours(site: Site) -> SheetColours:
    tokens = site.theme.light
    return SheetColours(
        brand=tokens["--kl-brand"],
        on_brand=tokens["--kl-on-brand"],
        accent=tokens["--kl-accent"],
        tint=tokens["--kl-brand-tint"],
        paper=tokens["--kl-paper"],
        line=tokens["--kl-line"],
        ink=tokens["--kl-ink"],
        muted=tokens["--kern-color-layout-text-muted"],
    )
